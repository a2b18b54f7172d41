"""Rounds and class codes as the staff meets them."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.support.builders import add_class, add_school, person, survey_round
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db

LIST = "/can-bo/dot"


def prepare(app: Flask) -> tuple[int, int, int]:
    """Add an open round and two schools with a class; return round, own school, other class."""
    with app.test_request_context("/"):
        database = db.session()
        round_id = survey_round(database, "y-kien-hang-thang", clock.today())
        own, other = add_school(database, "THCS Một"), add_school(database, "THCS Hai")
        add_class(database, own.id, "6A")
        other_class = add_class(database, other.id, "7B")
        database.commit()
        return round_id, own.id, other_class


def test_a_moderator_prepares_opens_and_closes_a_round(app: Flask) -> None:
    client = person(app, Role.MODERATOR)
    assert "Chưa có đợt nào" in client.get(LIST).words
    client.get(f"{LIST}/moi")
    today = clock.today()
    wrong = client.submit(
        status=422,
        survey="y-kien-hang-thang",
        title="Ý kiến tháng này",
        opens_on=today.isoformat(),
        closes_on=(today - timedelta(days=1)).isoformat(),
        reader="Chị Mẫu",
    )
    assert "Ngày kết thúc đang trước ngày bắt đầu" in wrong.words
    page = client.submit(closes_on=(today + timedelta(days=7)).isoformat())
    assert page.title == "Ý kiến tháng này"
    assert "Đang chuẩn bị" in page.words
    page = client.submit(form="form[action$='/mo']")
    assert "Đang mở" in page.words
    page = client.submit(form="form[action$='/dong']")
    assert "Đã đóng" in page.words
    assert "Ý kiến tháng này" in client.get(LIST).words


def test_a_coordinator_opens_a_session_of_the_own_school_only(app: Flask) -> None:
    round_id, own, other_class = prepare(app)
    client = person(app, Role.SCHOOL_COORDINATOR, school_id=own)
    page = client.get(f"{LIST}/{round_id}")
    assert "6A" in page.words
    assert "7B" not in page.words
    assert "THCS Hai" not in page.words
    client.post(f"{LIST}/{round_id}/buoi", {"class_id": other_class}, status=404)
    client.get(f"{LIST}/{round_id}")
    choice = next(o["value"] for o in client.page.all("option") if o.get_text() == "6A")
    page = client.submit(form="form[action$='/buoi']", class_id=str(choice))
    code = page.read(".board-code").replace("\xa0", "").replace(" ", "")
    assert len(code) == 6
    assert code.isdigit()
    page = client.submit(form="form[action$='/dong']")
    assert "Mã này đã hết hiệu lực" in page.words
    assert not page.all(".board-code")


def test_rounds_being_prepared_are_not_for_schools(app: Flask) -> None:
    moderator = person(app, Role.MODERATOR)
    moderator.get(f"{LIST}/moi")
    today = clock.today().isoformat()
    page = moderator.submit(
        survey="y-kien-hang-thang",
        title="Chưa xong",
        opens_on=today,
        closes_on=today,
        reader="Chị Mẫu",
    )
    client = person(app, Role.SCHOOL_COORDINATOR)
    assert "Chưa xong" not in client.get(LIST).words
    client.get(page.url, status=404)
    client.get(f"{LIST}/moi", status=403)


def test_a_coordinator_can_neither_open_nor_close_a_round(app: Flask) -> None:
    round_id, own, _ = prepare(app)
    client = person(app, Role.SCHOOL_COORDINATOR, school_id=own)
    for step in ("mo", "dong"):
        client.get(f"{LIST}/{round_id}")
        client.post(f"{LIST}/{round_id}/{step}", status=403)


def test_the_drafts_command_deletes_what_is_old(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["rounds", "purge-drafts"])
    assert result.exit_code == 0
    assert result.output == "0 drafts deleted\n"
