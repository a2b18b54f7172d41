"""What is left of a child after the whole way: day and words under seal, nothing else.

Every table is read, and the raw file with its journal, since a deleted row or an
old page of the journal is a copy too.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import MetaData, select, text

from tests.support.pages import PageClient
from tests.support.paper import open_round
from webapp.extensions import db
from webapp.submissions.records import Draft

ADDRESS = "10.77.66.55"
BROWSER = "Trinhduyetrieng/9.9"
WORDS = "Cotdendau san truong hong."
# A time of day may stand beside a staff member's step and beside a concern, whose
# twelve hours are counted; never beside what a child sent or read.
MAY_TELL_THE_TIME = {
    "audit_event", "user", "round", "class_session", "concern", "concern_event", "opinion_event",
    "case_event", "case_note", "reply", "hiding", "draft", "registration_event", "progress",
    "plan", "consent", "sign_off", "task", "form_version",
}  # fmt: skip


@pytest.fixture
def child(app: Flask) -> PageClient:
    open_round(app)
    client = PageClient(app)
    client.browser.environ_base["REMOTE_ADDR"] = ADDRESS
    client.browser.environ_base["HTTP_USER_AGENT"] = BROWSER
    return client


def answer(child: PageClient) -> None:
    child.get("/")
    child.submit(button="6–10 tuổi")
    child.submit(button="Em đồng ý")
    child.submit(tuoi="8")
    child.get("/phieu/5")
    child.submit(noi_them=WORDS)


def journey(child: PageClient) -> str:
    """Answer, send, leave, come back with the receipt and read."""
    answer(child)
    child.get("/kiem-tra")
    digits = child.submit(button="Gửi").read(".digits").replace(" ", "")
    child.submit(button="Xong – mời bạn tiếp theo")
    child.get("/tra-loi")
    child.submit(number=digits)
    child.submit(button="Em đọc xong – đóng lại")
    return digits


def raw(app: Flask) -> bytes:
    """Return the database file and its journals as they lie on the disk."""
    file = Path(app.config["SETTINGS"].database_url.removeprefix("sqlite:///"))
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def test_neither_computer_nor_words_nor_receipt_is_stored(app: Flask, child: PageClient) -> None:
    digits = journey(child)
    cookie = child.browser.get_cookie("em")
    stored = raw(app)
    assert b"submission" in stored
    shown = " ".join(re.findall("....", digits))
    secrets = [ADDRESS, BROWSER, "Trinhduyetrieng", "Cotdendau", WORDS, digits, shown]
    secrets += [cookie.value] if cookie else []
    assert [word for word in secrets if word.encode() in stored] == []


def test_no_time_of_day_stands_beside_what_a_child_did(app: Flask, child: PageClient) -> None:
    journey(child)
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        for table in tables.sorted_tables:
            rows = db.session.execute(select(text("*")).select_from(table)).all()
            if table.name in MAY_TELL_THE_TIME or table.name == "alembic_version":
                continue
            for value in (value for row in rows for value in row):
                told = isinstance(value, datetime) or re.search(
                    r"\d\d:\d\d:\d\d", value if isinstance(value, str) else ""
                )
                assert not told, f"{table.name}: {value}"
        events = [
            "SELECT at FROM opinion_event WHERE actor_id IS NULL",
            "SELECT at FROM audit_event WHERE actor_id IS NULL AND subject IN "
            "('submission', 'opinion', 'registration', 'delivery', 'rating')",
        ]
        for query in events:
            for moment in db.session.scalars(text(query)):
                # Midnight in the commune is 17:00 in UTC: a day and no more.
                assert "17:00:00" in str(moment), query


def test_the_next_child_clears_away_old_drafts(app: Flask, child: PageClient) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(minutes=61)):
        answer(child)
    second = PageClient(app)
    answer(second)
    with app.app_context():
        assert len(db.session.scalars(select(Draft)).all()) == 1


def test_a_draft_left_behind_is_sealed_and_then_gone(app: Flask, child: PageClient) -> None:
    answer(child)
    with app.app_context():
        assert len(db.session.scalars(select(Draft)).all()) == 1
    assert b"Cotdendau" not in raw(app)
    child.get("/kiem-tra")
    with app.app_context():
        seat, sealed = db.session.execute(text("SELECT seat, answers FROM draft")).one()
    assert sealed.encode() in raw(app)
    child.post("/an")
    with app.app_context():
        assert db.session.scalars(select(Draft)).all() == []
        db.session.rollback()
        db.engine.dispose()
    assert seat.encode() not in raw(app)
    assert sealed.encode() not in raw(app)
