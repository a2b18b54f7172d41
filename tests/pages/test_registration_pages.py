"""Registrations as the moderators meet them: names only where it is written down."""

from __future__ import annotations

import io

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import text

from tests.support.builders import add_commune, fill_draft, person, survey_round
from tests.support.forms import FORUM_ANSWERS
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.intake import service as intake

LIST = "/can-bo/dang-ky"
DIALOGUE = f"{LIST}?bieu-mau=doi-thoai-hoc-duong"
CHILD = "Trẻ Em Mẫu"
QUESTION = {
    "truong": "THCS Mẫu",
    "lop": "7A",
    "cau_hoi": "Sao lớp em không có tủ sách?",
    "tu_nguyen": True,
}


@pytest.fixture
def arrived(app: Flask) -> None:
    """A forum registration (1), an anonymous question (2), and one with a name (3)."""
    with app.test_request_context("/"):
        database, today, now = db.session(), clock.today(), clock.now()
        add_commune(database)
        sent = (("dien-dan-tre-em", FORUM_ANSWERS), ("doi-thoai-hoc-duong", QUESTION),
                ("doi-thoai-hoc-duong", {**QUESTION, "ho_ten": CHILD}))  # fmt: skip
        for number, (survey, answers) in enumerate(sent):
            secret = f"s{number}"
            round_id = survey_round(database, survey, today)
            seat = fill_draft(database, secret, round_id, "tat-ca", answers, now)
            intake.receive(database, seat, secret, "key", today, now)
        database.commit()


@pytest.mark.usefixtures("arrived")
def test_the_lists_name_nobody_and_show_the_limits(app: Flask) -> None:
    client = person(app, Role.MODERATOR)
    forum = client.get(LIST)
    assert CHILD not in forum.html
    assert "Chờ duyệt" in forum.words
    assert "diễn đàn cấp xã tối thiểu 30 em" in forum.words
    dialogue = client.get(DIALOGUE)
    assert CHILD not in dialogue.html
    assert "Dự kiến tham gia" in dialogue.words
    assert "Chờ phụ huynh đồng ý" in dialogue.words
    assert "tối thiểu 30" not in dialogue.words
    narrowed = client.get(f"{DIALOGUE}&trang-thai=planned")
    assert len(narrowed.all("tbody tr")) == 1
    assert len(client.get(f"{DIALOGUE}&trang-thai=khong-co").all("tbody tr")) == 2


@pytest.mark.usefixtures("arrived")
def test_opening_shows_the_name_and_is_written_down(app: Flask) -> None:
    client = person(app, Role.MODERATOR)
    page = client.get(f"{LIST}/1")
    assert CHILD in page.words
    assert "31/05/2014" in page.words
    assert CHILD not in page.tree.title.get_text()
    # Words are not shown before a moderator has read them.
    assert "bể bơi" not in page.words
    refused = client.submit(form="form[action$=buoc]", to_state="refused", why="")
    assert "cần ghi lý do" in refused.words
    page = client.submit(form="form[action$=buoc]", to_state="planned", why="Đủ điều kiện")
    assert "Đủ điều kiện" in page.words
    printed = client.get(f"{LIST}/danh-sach?bieu-mau=dien-dan-tre-em")
    assert CHILD in printed.words
    with app.app_context():
        actions = list(db.session.scalars(text("SELECT action FROM audit_event")))
        details = " ".join(db.session.scalars(text("SELECT detail FROM audit_event")))
    assert actions.count("registration.opened") >= 2
    assert "registration.list_opened" in actions
    assert CHILD not in details


@pytest.mark.usefixtures("arrived")
def test_an_anonymous_question_has_no_name_to_show(app: Flask) -> None:
    page = person(app, Role.MODERATOR).get(f"{LIST}/2")
    assert "Em không ghi tên" in page.words


@pytest.mark.usefixtures("arrived")
@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.MODERATOR, Role.MODERATION_LEAD}]
)
def test_nobody_else_opens_registrations(app: Flask, role: Role) -> None:
    client = person(app, role)
    for url in (LIST, f"{LIST}/1", f"{LIST}/danh-sach"):
        assert CHILD not in client.get(url, status=403).html


@pytest.mark.usefixtures("arrived")
def test_the_table_for_excel_names_nobody_and_holds_what_was_chosen(app: Flask) -> None:
    client = person(app, Role.MODERATOR)
    file = client.get(f"{LIST}/bang-tinh.xlsx")
    assert (
        file.headers["Content-Disposition"] == "attachment; filename=dang-ky-dien-dan-tre-em.xlsx"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(file.data)).active
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert told["Tình trạng"] == "Chờ duyệt"
    assert told["Được giới thiệu bởi"] == "Lớp"
    assert not {"Trẻ Em Mẫu", "Phụ Huynh Mẫu", "0900000000", "2014-05-31"} & set(told.values())
    assert FORUM_ANSWERS["thong_diep"] not in told.values()
    with app.app_context():
        written = "SELECT count(*) FROM audit_event WHERE action = 'registration.exported'"
        assert db.session().scalar(text(written)) == 1
