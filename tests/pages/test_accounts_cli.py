"""The two commands an administrator of the server needs."""

from __future__ import annotations

from flask import Flask

from tests.support.pages import PageClient
from webapp.audit import service as audit
from webapp.extensions import db


def test_the_printed_link_lets_the_administrator_in(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["accounts", "invite-admin"])
    assert printed.exit_code == 0
    path = printed.output.strip().splitlines()[-1]
    client = PageClient(app)
    client.get(path)
    words = "bốn chữ dễ nhớ"
    client.submit(new_password=words, new_password_confirm=words)
    page = client.sign_in("quan-tri", words)
    assert page.title == "Việc của tôi hôm nay"


def test_a_whole_chain_is_said_to_be_whole(app: Flask) -> None:
    with app.app_context():
        audit.record(db.session(), None, "body.added", "body", 1)
        db.session.commit()
    checked = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert checked.exit_code == 0


def test_a_changed_event_is_found(app: Flask) -> None:
    with app.app_context():
        event = audit.record(db.session(), None, "body.added", "body", 1)
        db.session.commit()
        connection = db.engine.raw_connection()
        connection.execute("DROP TRIGGER audit_event_no_update")  # type: ignore[attr-defined]
        connection.execute("UPDATE audit_event SET subject_id = '2'")  # type: ignore[attr-defined]
        connection.close()
        number = event.id
    checked = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert checked.exit_code == 1
    assert str(number) in checked.output + checked.stderr
