"""Going on another time or at another computer, with a number on a slip."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.pages import Page, PageClient
from tests.support.paper import open_round
from webapp.base import clock
from webapp.extensions import db
from webapp.respond import slip_pages
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.records import Draft, Submission

LATER = "Để sau làm tiếp"
NOTHING = "chưa tìm thấy phiếu nào theo số này"


@pytest.fixture
def number_of_round(app: Flask) -> int:
    return open_round(app)


@pytest.fixture
def child(app: Flask, number_of_round: int) -> PageClient:
    found = PageClient(app)
    found.get("/")
    found.submit(button="6–10 tuổi")
    found.submit(button="Em đồng ý")
    found.submit(tuoi="8")
    return found


def put_aside(child: PageClient) -> str:
    """Put the paper aside and leave the seat; return the number."""
    page = child.submit(button=LATER, vui="a")
    assert page.url == "/de-sau"
    digits = page.read(".digits")
    child.submit(page, button="Xong – mời bạn tiếp theo")
    return digits


def go_on(child: PageClient, digits: str, status: int = 303) -> Page:
    child.get("/")
    child.follow("Làm tiếp phiếu viết dở")
    return child.submit(number=digits, status=status)


def test_the_paper_waits_under_a_number_and_the_seat_is_empty(
    app: Flask, child: PageClient
) -> None:
    page = child.submit(button=LATER, vui="a")
    digits = page.read(".digits")
    assert len(digits.replace(" ", "")) == 16
    assert "Phiếu chưa được gửi đi." in page.words
    assert child.get("/phieu/1", 303).location == "/"
    with app.app_context():
        row = db.session.scalars(select(Draft)).one()
        stored = f"{row.seat} {row.slip} {row.answers}"
        assert digits.replace(" ", "") not in stored
        row.touched_at -= timedelta(minutes=6)
        db.session.commit()
    assert child.get("/de-sau", 303).location == "/"


def test_another_computer_goes_on_where_the_first_stopped(app: Flask, child: PageClient) -> None:
    digits = put_aside(child)
    second = PageClient(app)
    page = go_on(second, digits)
    assert page.url == "/phieu/3"
    assert second.get("/phieu/2").one("input[checked]")["value"] == "a"
    assert second.get("/kiem-tra").url == "/kiem-tra"
    receipt = second.submit(button="Gửi")
    assert receipt.url == "/bien-nhan"
    assert "Em xem được trả lời" in receipt.words or "trước" in receipt.words
    with app.app_context():
        assert len(db.session.scalars(select(Submission)).all()) == 1
    assert NOTHING in go_on(PageClient(app), digits, 422).words


def test_what_was_skipped_is_not_asked_again(app: Flask, child: PageClient) -> None:
    child.get("/phieu/3")
    page = child.submit(button=LATER, chua_thich="a")
    assert go_on(PageClient(app), page.read(".digits")).url == "/phieu/5"


def test_a_second_computer_takes_the_paper_over(app: Flask, child: PageClient) -> None:
    digits = put_aside(child)
    first, second = PageClient(app), PageClient(app)
    go_on(first, digits)
    go_on(second, digits.replace(" ", "."))
    assert first.get("/phieu/2", 303).location == "/"
    assert second.get("/phieu/2").status == 200


def test_leaving_a_paper_with_a_number_keeps_it(app: Flask, child: PageClient) -> None:
    digits = put_aside(child)
    second = PageClient(app)
    go_on(second, digits)
    second.submit(chua_thich="a")
    second.post("/xong")
    third = PageClient(app)
    assert go_on(third, digits).url == "/phieu/5"


def test_hiding_deletes_even_a_paper_with_a_number(app: Flask, child: PageClient) -> None:
    digits = put_aside(child)
    second = PageClient(app)
    go_on(second, digits)
    second.get("/giup-em?tu=1")
    second.submit(button="Ẩn trang này")
    assert NOTHING in go_on(PageClient(app), digits, 422).words


def test_a_slip_of_the_hand_is_taken_back(child: PageClient) -> None:
    child.submit(button=LATER, vui="a")
    assert child.submit(button="Không, em làm tiếp luôn").url == "/phieu/3"


def test_it_waits_seven_days(app: Flask, child: PageClient) -> None:
    digits = put_aside(child)
    with app.app_context():
        now = clock.now()
        assert submissions.purge_drafts(db.session(), now + timedelta(days=6, hours=23)) == 0
        assert submissions.purge_drafts(db.session(), now + timedelta(days=7, minutes=1)) == 1
        db.session.commit()
    assert NOTHING in go_on(PageClient(app), digits, 422).words


def test_a_round_that_closed_in_between_is_told(
    app: Flask, child: PageClient, number_of_round: int
) -> None:
    digits = put_aside(child)
    with app.app_context():
        rounds.close_round(db.session(), None, number_of_round)
        db.session.commit()
    page = PageClient(app)
    page.get("/viet-tiep")
    assert "Đợt này đã đóng" in page.submit(number=digits, status=422).words


def test_wrong_numbers_read_alike_and_are_slowed(
    app: Flask, child: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = PageClient(app)
    asking.get("/viet-tiep")
    pages = [asking.submit(number=typed, status=422) for typed in ("1234", "0" * 16, "abc", "")]
    assert len({page.read(".summary") for page in pages}) == 1
    monkeypatch.setattr(slip_pages.slips.__class__, "allowed", lambda _self: False)
    assert "nhiều mã đang được thử" in asking.submit(number="1" * 16, status=429).words
