"""A concern exists for the child-protection officer and for nobody else."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.support.builders import fill_draft, person, survey_round
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.intake import service as intake

LIST = "/can-bo/bao-ve"
DANGER = "Bố em hay đánh em tím chân."
OTHERS = [role for role in Role if role is not Role.PROTECTION_OFFICER]


def raise_one(app: Flask) -> str:
    """Let a child send a text that tells of danger; return the concern's address."""
    with app.test_request_context("/"):
        database, today, now = db.session(), clock.today(), clock.now()
        round_id = survey_round(database, "y-kien-hang-thang", today)
        answers = {"tuoi": "9", "noi_them": DANGER}
        seat = fill_draft(database, "s", round_id, "6-10", answers, now)
        intake.receive(database, seat, "s", "key", today, now)
        database.commit()
        concern_id = database.scalar(text("SELECT id FROM concern"))
        return f"{LIST}/{concern_id}"


@pytest.mark.parametrize("role", OTHERS)
def test_everybody_else_finds_nothing_at_these_addresses(app: Flask, role: Role) -> None:
    address = raise_one(app)
    client = person(app, role)
    nowhere = client.get("/can-bo/khong-co-gi", status=404)
    for url in (LIST, address, f"{LIST}/khong-co-nhu-the"):
        page = client.get(url, status=404)
        assert page.title == nowhere.title
        assert DANGER not in page.html
    token = {"csrf_token": ""}
    for url in (f"{address}/buoc", f"{address}/chuyen-kiem-duyet"):
        assert client.browser.post(url, data=token).status_code in {400, 404}


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_another_role_shows_the_words(app: Flask, role: Role) -> None:
    raise_one(app)
    client = person(app, role)
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/can-bo") or rule.arguments or "GET" not in rule.methods:
            continue
        body = client.browser.get(rule.rule).get_data()
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                body = b"".join(book.read(name) for name in book.namelist())
        assert "đánh em".encode() not in body, rule.rule


def test_the_officer_handles_a_concern_to_its_end(app: Flask) -> None:
    address = raise_one(app)
    client = person(app, Role.PROTECTION_OFFICER)
    listed = client.get(LIST)
    assert "11 giờ 59 phút" in listed.words or "12 giờ 0 phút" in listed.words
    assert DANGER not in listed.html
    opened = client.get(address)
    assert DANGER in opened.words
    assert "Bạo lực" in opened.words
    client.submit(form="form:has(input[value=acknowledged])")
    client.get(address)
    refused = client.submit(form="form:has(input[value=acting])", note=" ")
    assert "chưa thay đổi" in refused.words
    client.submit(form="form:has(input[value=acting])", note="Đã gặp em ở trường.")
    client.submit(
        form="form:has([name=receipt_number])",
        status=422,
        receiver="police",
        place="Công an xã",
        person="Anh Mẫu",
        day="31/02/2026",
        receipt_number="12/BB",
        note="Mẫu số 01",
    )
    # What was typed stands there still; only the day is mended.
    page = client.submit(form="form:has([name=receipt_number])", day="")
    assert "Công an xã" in page.words
    assert "Anh Mẫu" in page.words
    assert "12/BB" in page.words
    page = client.submit(form="form:has(input[value=closed])", note="Em đã an toàn.")
    assert "Em đã an toàn." in page.words
    with app.app_context():
        actions = set(db.session.scalars(text("SELECT action FROM audit_event")))
        details = " ".join(db.session.scalars(text("SELECT detail FROM audit_event")))
    assert {"concern.opened", "concern.acting", "concern.handed_over", "concern.closed"} <= actions
    assert "Công an" not in details
    assert "an toàn" not in details


def test_a_late_concern_says_by_how_much_in_words(app: Flask) -> None:
    raise_one(app)
    with app.app_context():
        earlier = (clock.now() - timedelta(hours=14, minutes=5)).replace(tzinfo=None)
        db.session.execute(text("UPDATE concern SET received_at = :at"), {"at": earlier})
        db.session.commit()
    page = person(app, Role.PROTECTION_OFFICER).get(LIST)
    assert "2 giờ 5 phút" in page.read("td:nth-of-type(3) .due-over")


def test_a_release_hands_the_text_to_the_moderators(app: Flask) -> None:
    address = raise_one(app)
    client = person(app, Role.PROTECTION_OFFICER)
    client.get(address)
    client.submit(form="form:has(input[value=acknowledged])")
    page = client.submit(form="form:has(input[value=released])", note="Em kể về một vở kịch.")
    assert "Em kể về một vở kịch." in page.words
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM opinion")) == 1
