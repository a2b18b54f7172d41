"""A moderator at work: the queue, one submission, every decision, without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.support.builders import (
    add_body,
    add_round,
    add_school,
    add_submission,
    add_topic,
    person,
)
from tests.support.pages import PageClient
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.moderation.web_forms import read_day
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState
from webapp.opinions.views import TextAnswer
from webapp.safeguarding.records import Concern
from webapp.tracker.records import Case, CaseBody

QUEUE = "/can-bo/y-kien"
WORDS = "Cô Lan nói nhà vệ sinh bẩn lắm, gọi em số 0912 345 678 nhé. Sân trường nắng."


@dataclass(frozen=True)
class World:
    """What the tests stand on."""

    client: PageClient
    office: int
    school_body: int
    round_id: int
    school_id: int


@pytest.fixture
def world(app: Flask) -> World:
    client = person(app, Role.MODERATOR)
    with app.app_context():
        session = db.session()
        office = add_body(session, "tram-y-te", "Trạm y tế xã")
        school = add_school(session)
        add_topic(session, "VE_SINH", "Nhà vệ sinh, nước sạch, rác trường", office)
        add_topic(session, "CSVC", "Lớp học, bàn ghế, sân trường")
        found = World(client, office, school.body_id, add_round(session), school.id)
        session.commit()
    return found


def sent(app: Flask, world: World, *texts: str, waited: int = 0) -> str:
    """Store a submission of the school with *texts* and return its address."""
    day = clock.today() - timedelta(days=waited)
    with app.app_context():
        session = db.session()
        submission = add_submission(session, world.round_id, day, world.school_id)
        answers = [TextAnswer("q", "Em muốn nói gì?", text) for text in texts]
        opinions.open_opinions(session, submission, answers, day, day + timedelta(days=2))
        session.commit()
        return f"{QUEUE}/phieu/{submission.id}"


def rows(app: Flask) -> list[Opinion]:
    with app.app_context():
        query = select(Opinion).order_by(Opinion.parent_id.is_not(None), Opinion.part)
        return list(db.session.scalars(query))


def test_a_moderator_hides_accepts_and_routes(app: Flask, world: World) -> None:
    address = sent(app, world, WORDS)
    client = world.client
    assert "nhà vệ sinh bẩn" in client.get(QUEUE).words
    page = client.get(address)
    assert "Vui lắm" in page.words
    assert [mark.get_text()[:3] for mark in page.all(".original mark")] == ["Lan", "091"]
    values = [str(box["value"]) for box in page.all("input[name=mask]")]
    page = client.submit(form=".hide-form", mask=values[:1], erase=values[1:])
    assert "Cô ░░░ nói nhà vệ sinh bẩn lắm, gọi em số ███ nhé." in page.words
    assert "0912" not in page.html
    topic = page.one("select[name=topic] option[selected]")["value"]
    assert topic == "VE_SINH"
    lead = page.one("select[name=lead_body_id] option[selected]")["value"]
    assert lead == str(world.office)
    page = client.submit(
        form=".send-form",
        button="Nhận và chuyển",
        title="Nhà vệ sinh trường THCS Đồi Xanh chưa sạch",
        coordinating=[str(world.school_body)],
    )
    assert "Phiếu này đã xử lý xong." in page.words
    (row,) = rows(app)
    assert (row.state, row.topic, row.decided_late) == (OpinionState.IN_CASE, "VE_SINH", False)
    assert "lan" not in row.search_text.split()
    with app.app_context():
        (case,) = db.session.scalars(select(Case))
        assert (case.school_id, case.state.value) == (world.school_id, "routed")
        assert case.due_on is not None
        assert case.due_on > clock.today()
        bodies = set(db.session.execute(select(CaseBody.body_id, CaseBody.role)))
    assert {(body, role.value) for body, role in bodies} == {
        (world.office, "lead"),
        (world.school_body, "coordinating"),
    }
    # A second child about the same matter joins the case; no second one is opened.
    page = client.get(sent(app, world, "Nhà vệ sinh trường em rất bẩn"))
    number = page.one(".similar a").get_text()
    assert number == case.number
    page = client.submit(form=".send-form", button="Nhận và chuyển", case=str(case.id))
    assert number in page.words
    with app.app_context():
        assert len(list(db.session.scalars(select(Case)))) == 1
        assert len(opinions.public_of_case(db.session(), case.id)) == 2


def test_what_does_not_fit_is_said_and_nothing_changes(app: Flask, world: World) -> None:
    address = sent(app, world, WORDS)
    client = world.client
    page = client.get(address)
    page = client.submit(form=".hide-form", words="không có", status=422)
    assert "Trong bài không có đúng những chữ này." in page.words
    page = client.submit(form=".hide-form", status=422)
    page = client.submit(
        form=".send-form", button="Nhận và chuyển", title="Cô Lan mắng", status=422
    )
    assert "Tên vụ việc có thể làm lộ danh tính." in page.words
    assert page.one("input[name=title]")["value"] == "Cô Lan mắng"
    page = client.submit(
        form=".send-form", button="Nhận và chuyển", title="Sân", due_on="31/02/2027", status=422
    )
    assert "Mời viết ngày" in page.words
    page = client.submit(
        form=".send-form", button="Nhận và chuyển", title="Sân", due_on="01/01/2020", status=422
    )
    assert "Hạn trả lời phải sau hôm nay." in page.words
    page = client.submit(form="form[action$=khong-nhan]", note="Chào em", status=422)
    assert "Mời chọn một lý do" in page.words
    page = client.submit(form="form[action$=tach]", parts="một phần", status=422)
    assert "ít nhất hai phần" in page.words
    (row,) = rows(app)
    assert row.state is OpinionState.SCREENING
    with app.app_context():
        assert list(db.session.scalars(select(Case))) == []


def test_splitting_refusing_and_changing_ones_mind(app: Flask, world: World) -> None:
    client = world.client
    page = client.get(sent(app, world, WORDS))
    masks = [str(page.all("input[name=mask]")[0]["value"])]
    client.submit(form=".hide-form", mask=masks)
    page = client.submit(
        form="form[action$=tach]",
        parts="Cô Lan nói nhà vệ sinh bẩn lắm\r\n\r\nSân trường nắng.",
    )
    assert "Đã tách thành 2 ý kiến." in page.words
    # What was hidden in the whole is suggested again in the part, not applied.
    assert [mark.get_text() for mark in page.all(".original mark")] == ["Lan1"]
    _, first, second = rows(app)
    page = client.submit(
        form=f"#y-{second.id} form[action$=khong-nhan]", reason="unreadable", note="Em viết lại nhé"
    )
    assert "Chờ người đọc thứ hai" in page.words
    page = client.submit(form=f"#y-{first.id} .send-form", button="Nhận, xếp vụ việc sau")
    assert "Đã nhận, chờ xếp vụ việc" in page.words
    assert "Em viết lại nhé" in page.words
    page = client.submit(form=f"#y-{second.id} form[action$=xem-lai]")
    states = [row.state for row in rows(app)]
    assert states == [OpinionState.SPLIT, OpinionState.ACCEPTED, OpinionState.SCREENING]


def test_a_mask_is_lifted_by_the_lead_alone(app: Flask, world: World) -> None:
    client, address = world.client, sent(app, world, "Sân trường Đồi Xanh nắng")
    page = client.get(address)
    page = client.submit(form=".hide-form", words="sân trường", words_reason="school")
    assert "░░░ Đồi Xanh nắng" in page.words
    assert "Cán bộ" in page.read(".hidings")
    assert page.all("form[action*=bo-che]") == []
    client = person(app, Role.MODERATION_LEAD)
    client.get(address)
    page = client.submit(form="form[action*=bo-che]")
    assert page.read(".preview") == "Sân trường Đồi Xanh nắng"


def test_a_danger_goes_to_protection_and_leaves_nothing(app: Flask, world: World) -> None:
    address = sent(app, world, "Em không muốn về nhà", "Sân trường nắng")
    client = world.client
    client.get(address)
    page = client.submit(form=".protect form", note=" ", status=422)
    assert "Mời viết điều anh chị nhận thấy." in page.words
    page = client.submit(form=".protect form", note="Em sợ về nhà")
    assert "Đã đọc hết." in page.words
    client.get(address, status=404)
    assert rows(app) == []
    with app.app_context():
        (concern,) = db.session.scalars(select(Concern))
        assert "Em không muốn về nhà" in concern.texts
        assert "Em sợ về nhà" in concern.reasons


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MODERATOR, Role.MODERATION_LEAD}))
def test_nobody_else_comes_in(app: Flask, world: World, role: Role) -> None:
    address = sent(app, world, WORDS)
    other = person(app, role)
    other.get(QUEUE, status=403)
    other.get(address, status=403)


def test_unknown_submissions_are_not_found(app: Flask, world: World) -> None:
    client = world.client
    address = sent(app, world, WORDS)
    client.get(f"{QUEUE}/phieu/{'x' * 16}", status=404)
    client.get(address)
    client.post(f"{address}/{'x' * 16}/chuyen", status=404)


def test_filters_stay_and_count(app: Flask, world: World) -> None:
    sent(app, world, "Sân trường nắng", waited=9)
    sent(app, world, "Em sợ đường tối")
    client = world.client
    page = client.get(QUEUE)
    # What may be distressing stands first, and covered until asked for.
    assert page.all("tbody th")[0].select_one("details.cover:not([open])") is not None
    assert "Em sợ" in page.all("tbody th")[0].get_text()
    page = client.submit(form=".filters", han="late")
    assert len(page.all("tbody tr")) == 1
    assert page.one("select[name=han] option[selected]").get_text() == "Quá hạn (1)"
    assert "han=late" in page.link("Không đăng")
    client.get(QUEUE)
    page = client.submit(
        form=".filters", **{"can-chu-y": "3", "cho": "0-1", "danh-tinh": "nothing"}
    )
    assert len(page.all("tbody tr")) == 1
    assert page.one("select[name=tuoi] option[value='6-10']").get_text().endswith("(1)")
    page = client.get(f"{QUEUE}?trang-thai=not_accepted")
    assert "Không có ý kiến nào" in page.words
    client.get(
        f"{QUEUE}?can-chu-y=x&danh-tinh=x&tuoi=&cho=x&dot=abc&trang=x&han=linh-tinh&chu-de=&truong=99999999999"
    )


def test_the_queue_costs_the_same_whatever_is_stored(app: Flask, world: World) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", note)
            world.client.get(QUEUE)
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    sent(app, world, WORDS)
    few = statements()
    for number in range(12):
        sent(app, world, WORDS, f"Câu {number}", waited=number)
    assert statements() == few
    assert few < 25


def test_days_are_shown_and_read_as_people_write_them() -> None:
    assert read_day("5/1/2027") == read_day("05.01.2027") == date(2027, 1, 5)
    assert read_day(" ") is None
    with pytest.raises(ValueError, match="month"):
        read_day("05/13/2027")
