"""Class codes as children type them, and seats on https."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.builders import add_class, add_school, add_user, viewer_of
from tests.support.pages import PageClient
from tests.support.paper import open_round
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import Settings
from webapp.extensions import db, limiter
from webapp.factory import create_app
from webapp.respond import pages
from webapp.rounds import service as rounds
from webapp.rounds.records import ClassSession
from webapp.submissions.records import Draft


@pytest.fixture(autouse=True)
def _fresh_counts(app: Flask) -> Iterator[None]:
    """Wrong codes of one test are not counted in the next."""
    with app.app_context():
        limiter.reset()
    yield
    with app.app_context():
        limiter.reset()


@pytest.fixture
def code(app: Flask) -> str:
    """Return the code of a class that is filling in a round."""
    number = open_round(app)
    with app.app_context():
        session = db.session()
        class_id = add_class(session, add_school(session).id)
        moderator = viewer_of(add_user(session, Role.MODERATOR))
        found = rounds.open_session(session, moderator, number, class_id, clock.now())
        session.commit()
    return found


def joined(app: Flask) -> tuple[int, int]:
    """Return how many joined and finished."""
    with app.app_context():
        row = db.session.scalars(select(ClassSession)).one()
        return row.joined, row.finished


@pytest.mark.parametrize("shape", ["plain", "spaced", "dotted", "wide"])
def test_a_code_may_be_typed_in_any_way(app: Flask, code: str, shape: str) -> None:
    typed = {
        "plain": code,
        "spaced": f" {code[:3]} {code[3:]} ",
        "dotted": f"{code[:3]}.{code[3:]}",
        "wide": "".join(chr(ord(c) + 0xFEE0) for c in code),
    }[shape]
    child = PageClient(app)
    child.get("/")
    assert child.submit(button="6–10 tuổi", code=typed).url == "/dong-y"
    assert joined(app) == (0, 0), "nothing is stored before assent"
    child.submit(button="Em đồng ý")
    child.submit(tuoi="8")
    assert joined(app) == (1, 0)
    with app.app_context():
        assert db.session.scalars(select(Draft)).one().class_session_id is not None
    child.get("/kiem-tra")
    child.submit(button="Gửi")
    assert joined(app) == (1, 1)


def test_agreeing_twice_counts_one_child(app: Flask, code: str) -> None:
    child = PageClient(app)
    child.get("/")
    asked = child.submit(button="6–10 tuổi", code=code)
    child.submit(asked, button="Em đồng ý")
    child.submit(asked, button="Em đồng ý")
    assert joined(app) == (1, 0)


def test_a_wrong_code_is_explained_and_kept(app: Flask, code: str) -> None:
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    child = PageClient(app)
    child.get("/")
    for typed in (wrong, "12", "mã lớp"):
        page = child.submit(button="6–10 tuổi", code=typed, status=422)
        assert "Mã lớp có 6 chữ số" in page.read(".summary")
        assert page.one("#code")["value"] == typed


def test_the_code_alone_asks_for_the_age(app: Flask, code: str) -> None:
    child = PageClient(app)
    child.get("/")
    page = child.submit(code=code, button="Tiếp tục", status=422)
    assert "Em chọn tuổi" in page.read(".summary")
    assert page.one("#code")["value"] == code


def test_attackers_are_slowed_and_children_go_on_without_a_code(app: Flask, code: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(240):
            pages.class_codes.note_wrong()
    child = PageClient(app)
    child.get("/")
    page = child.submit(button="6–10 tuổi", code=code, status=422)
    assert "Em để trống ô mã" in page.read(".summary")
    assert child.submit(button="6–10 tuổi", code="").url == "/dong-y"
    child.browser.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    child.get("/")
    assert child.submit(button="6–10 tuổi", code=code).url == "/dong-y"


def test_a_round_that_closes_meanwhile_is_explained(app: Flask, code: str) -> None:
    child = PageClient(app)
    child.get("/")
    child.submit(button="6–10 tuổi")
    with app.app_context():
        number = db.session.scalars(select(ClassSession.round_id)).one()
        actor = add_user(db.session(), Role.MODERATOR).id
        rounds.close_round(db.session(), actor, number)
        db.session.commit()
    page = child.submit(button="Em đồng ý", status=409)
    assert "Đợt này vừa đóng" in page.words


def test_https_also_clears_what_the_browser_kept(sqlite_settings: Settings) -> None:
    app = create_app(replace(sqlite_settings, https=True))
    open_round(app)
    child = PageClient(app)
    child.browser.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    start = child.get("/")
    assert "Secure" in start.headers["Set-Cookie"]
    assert "HttpOnly" in start.headers["Set-Cookie"]
    assert "SameSite=Strict" in start.headers["Set-Cookie"]
    ended = child.post("/xong", follow=False)
    assert ended.headers["Clear-Site-Data"] == '"cache", "storage"'
