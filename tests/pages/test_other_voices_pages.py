"""Pages of adults, of complaints by law and of children who want to be met."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.builders import add_body, add_commune, person, survey_round
from tests.support.pages import Page, PageClient
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db, limiter
from webapp.meetings.records import Meeting
from webapp.opinions.records import Opinion
from webapp.submissions.records import Submission
from webapp.submissions.rules import Speaker

# "Em nói" is our name, "trẻ em", "con em" and "các em" are what a parent speaks of.
TO_A_CHILD = re.compile(r"(?<!trẻ )(?<!Trẻ )(?<!con )(?<!Con )(?<!các )\b[Ee]m\b(?! nói)")
WORDS = "Tôi làm đơn tố cáo việc cô Lan thu tiền quỹ lớp sai quy định."


@pytest.fixture(autouse=True)
def _fresh_counts(app: Flask) -> None:
    with app.app_context():
        limiter.reset()


def says_you(page: Page | None) -> Page:
    """Check that *page* speaks to an adult."""
    assert page is not None
    words = page.one("main").get_text(" ", strip=True)
    assert not TO_A_CHILD.search(words), words
    return page


def test_a_parent_is_never_called_em_and_learns_where_a_complaint_went(app: Flask) -> None:
    with app.app_context():
        survey_round(db.session(), "kien-nghi-phu-huynh", clock.today())
        add_body(db.session(), "thanh-tra", "Thanh tra Mẫu")
        add_commune(db.session())
        db.session.commit()
    parent = PageClient(app)
    first = parent.get("/")
    assert "Hôm nay chưa" in first.words, "children find nothing that is not theirs"
    assert not first.all("details.for-adults[open]")
    says_you(parent.submit(button="Tôi là cha, mẹ, người chăm sóc"))
    says_you(parent.submit(button="Tôi đồng ý"))
    for answers in (
        {"lua_tuoi": "tieu_hoc"}, {"nhom_van_de": "khac"}, {"y_kien": WORDS},
        {"noi_tra_loi": "ubnd"}, {"cach_nhan": "ma_so"},
    ):  # fmt: skip
        if parent.page.url != "/kiem-tra":
            says_you(parent.submit(status=303, **answers))
    assert not says_you(parent.get("/giup-em")).all("a[href='/gap-em']"), "children are met"
    parent.get("/kiem-tra")
    says_you(parent.page)
    digits = says_you(parent.submit(button="Gửi")).read(".digits")
    with app.app_context():
        assert db.session.scalars(select(Submission.speaker)).one() is Speaker.GUARDIAN
        row = db.session.scalars(select(Opinion)).one()
        opinion_id, submission_id = row.id, row.submission_id

    lead = person(app, Role.MODERATION_LEAD)
    sheet = lead.get(f"/can-bo/y-kien/phieu/{submission_id}")
    assert "Cha mẹ, người chăm sóc" in sheet.words
    assert "Có thể là khiếu nại, tố cáo" in sheet.words
    lead.get(f"/can-bo/khieu-nai-to-cao/de-nghi/{opinion_id}")
    lead.submit(kind="denunciation")
    number = lead.page.url.rsplit("/", 1)[1]
    officer = person(app, Role.POLICY_OFFICER)
    seen = officer.get(f"/can-bo/khieu-nai-to-cao/{number}")
    assert "thu tiền quỹ" in seen.words
    assert "Lan" not in seen.words + lead.page.words
    assert not seen.all("a[href$=chu-chua-che]")
    officer.get(f"/can-bo/khieu-nai-to-cao/{number}/chu-chua-che", 404)
    assert "Lan" in lead.follow("Hiện phần này").words
    lead.submit(kind="denunciation", body_id="1", words="masked")
    slip = lead.browser.get(f"/can-bo/khieu-nai-to-cao/{number}/phieu-chuyen.docx")
    assert slip.status_code == 200
    assert slip.data[:2] == b"PK"
    lead.get(f"/can-bo/khieu-nai-to-cao/{number}")
    day = clock.today().strftime("%d/%m/%Y")
    lead.submit(on=day, way="in_person", slip_number="07-PC/ĐTN", to_whom="Chị Mẫu")
    assert "07-PC/ĐTN" in lead.get("/can-bo/khieu-nai-to-cao").words

    parent.get("/tra-loi")
    letter = says_you(parent.submit(number=digits))
    assert "Thanh tra Mẫu" in letter.words
    assert "07-PC/ĐTN" in letter.words


def test_a_child_asks_to_be_met_in_four_lines(app: Flask) -> None:
    child = PageClient(app)
    assert child.get("/giup-em").link("Em muốn có người gặp em") == "/gap-em"
    page = child.get("/gap-em")
    assert not page.all("textarea"), "no room for what happened"
    assert len(page.all("input[type=text]")) == len(page.all("main .field .hint")) == 4
    wrong = child.submit(status=422, called="Bống", place="", time="")
    assert len(wrong.all(".summary li")) == 2
    child.submit(called="Bống", place="thư viện", time="thứ Tư", wish="advice_club")
    assert child.page.url == "/gap-em/da-nhan"
    assert "111" in child.page.words
    adviser = person(app, Role.ADVISER)
    assert "thư viện" in adviser.get("/can-bo/gap-tre").words
    adviser.submit(button="Tôi đi gặp em")
    adviser.submit(button="Đã gặp trẻ")
    assert "Cần gặp" in adviser.page.words
    with app.app_context():
        assert db.session.scalars(select(Meeting.state)).one() == "met"


def test_a_prankster_fills_no_list(app: Flask) -> None:
    child = PageClient(app)
    for number in range(42):
        child.get("/gap-em")
        status = 303 if number < 40 else 429
        child.submit(status=status, place="sân trường", time="giờ ra chơi")
    with app.app_context():
        assert len(db.session.scalars(select(Meeting.id)).all()) == 40
