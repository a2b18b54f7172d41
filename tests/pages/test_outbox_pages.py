"""My notices, one's wishes about mail, and the administrator's trial mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask

from tests.support.builders import person
from tests.support.smtp_server import mail_server
from webapp.accounts.rules import Role
from webapp.config import MailSecurity, MailSettings
from webapp.extensions import db
from webapp.outbox import service as outbox
from webapp.outbox.records import Mailbox
from webapp.outbox.rules import Level

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINE = "/can-bo/thong-bao"


def test_people_read_their_notices_and_say_what_mail_they_want(app: Flask) -> None:
    client = person(app, Role.ADVISER)
    page = client.get(MINE)
    assert "Chưa có thông báo nào" in page.words
    assert "mail.txt" not in page.words
    page = client.submit(form="main form", address="khong-phai", status=422)
    assert page.all(".field-error")
    client.submit(page, form="main form", address=" lan@thu.example ", reminders=[])
    with app.app_context():
        [box] = db.session.query(Mailbox).all()
        assert (box.address, box.new_work, box.reminders) == ("lan@thu.example", True, False)
        outbox.notify(db.session(), [box.user_id], Level.URGENT, "concern.new:bimat", NOW)
        db.session.commit()
    words = client.get(MINE).words
    assert "23/11/2026 09:00" in words
    assert "Khẩn" in words


def test_the_administrator_tries_the_mail_and_is_told_how_it_went(app: Flask) -> None:
    client = person(app, Role.ADMINISTRATOR)
    assert "mail.txt" in client.get(MINE).words
    sender = "em-noi@xa.example"
    with mail_server() as server:
        mail = MailSettings("127.0.0.1", server.port, MailSecurity.NONE, "", "", sender, "")
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)
        client.submit(client.get(MINE), form=".split form", address="quan-tri@thu.example")
        page = client.submit(client.get(MINE), form='form[action$="/thu"]')
        assert server.recipients() == ["quan-tri@thu.example"]
        assert "alert-success" in page.html
        server.refused = {"quan-tri@thu.example"}
        page = client.submit(client.get(MINE), form='form[action$="/thu"]')
        assert "SMTPRecipientsRefused" in page.words
    page = client.submit(client.get(MINE), form='form[action$="/thu"]')
    assert "ConnectionRefusedError" in page.words
