"""The tracker as people use it: a case's whole way, the list, the print view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from tests.support.builders import (
    add_body,
    add_round,
    add_school,
    add_submission,
    add_topic,
    add_user,
    person,
)
from tests.support.pages import PageClient
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind
from webapp.opinions.views import TextAnswer
from webapp.tracker import service

LIST = "/can-bo/theo-doi"
PROMISED = clock.today() + timedelta(days=40)


@dataclass(frozen=True)
class World:
    """Bodies, a case with one opinion, and who looks at it."""

    culture: int
    police: int
    case_id: int
    case: str
    moderator: PageClient
    official: PageClient


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        database, now = db.session(), clock.now()
        culture, police = (
            add_body(database, "van-hoa", "Công chức văn hóa"),
            add_body(database, "cong-an", "Công an xã"),
        )
        topic = add_topic(database, "T1", "Thư viện")
        author = add_user(database, Role.MODERATOR).id
        school = add_school(database)
        case_id = service.open_case(
            database, author, title="Thư viện ít sách", topic=topic, school_id=school.id, now=now
        )
        sent = add_submission(database, add_round(database), clock.today(), school.id)
        answer = TextAnswer("q", "Em muốn nói gì?", "Bạn Minh Anh và em muốn có thêm sách")
        [one] = opinions.open_opinions(database, sent, [answer], clock.today(), clock.today())
        opinions.hide_words(database, author, one, "Minh Anh", HidingKind.MASK, "name", now)
        opinions.accept(database, author, one, now)
        opinions.attach(database, author, one, case_id, now)
        database.commit()
    return World(
        culture,
        police,
        case_id,
        f"/can-bo/vu-viec/{case_id}",
        person(app, Role.MODERATOR),
        person(app, Role.BODY_OFFICIAL, body_id=culture),
    )


def routed(world: World) -> None:
    world.moderator.get(world.case)
    world.moderator.submit(
        form=f"form[action='{world.case}/chuyen']",
        **{"route-lead_body_id": world.culture, "route-why": "Nhờ anh chị trả lời"},
    )


def test_a_case_goes_its_whole_way(world: World, app: Flask) -> None:
    assert "Chờ chuyển cơ quan" in world.moderator.get(world.case).words
    world.official.get(world.case, 404)
    routed(world)

    page = world.official.get(world.case)
    assert "Cơ quan anh chị chủ trì" in page.words
    assert "░░░ và em muốn có thêm sách" in page.words
    assert "Minh Anh" not in page.html
    page = world.official.submit(form=f"form[action='{world.case}/tiep-nhan']")
    page = world.official.submit(form=f"form[action='{world.case}/bat-dau']")
    assert "Đang giải quyết" in page.words
    world.official.submit(
        form=f"form[action='{world.case}/ghi-chu']",
        **{"note-kind": "step", "note-text": "Đã đếm sách cùng cô thư viện"},
    )
    world.official.follow("Viết trả lời")
    refused = world.official.submit(
        button="Gửi duyệt", status=422, heard="Các em muốn thêm sách", decision="partly"
    )
    assert (
        refused.words.count("Hãy điền")
        + refused.words.count("Xin điền")
        + len(refused.all(".field-error"))
        >= 3
    )
    preview = world.official.submit(
        button="Lưu nháp và xem trước",
        decided="Xã mua 200 cuốn sách",
        why="Chỉ đủ tiền cho 200 cuốn",
        when_text="Trước Tết",
        promised_on=f"{PROMISED:%d/%m/%Y}",
    )
    assert "Xã mua 200 cuốn sách" in preview.read(".child-preview")
    done = world.official.submit(button="Gửi duyệt")
    assert "Đã gửi" in done.words
    assert not done.all(f"form[action='{world.case}/bat-dau']"), "nothing is left to do"

    page = world.moderator.get(world.case)
    assert "Xã mua 200 cuốn sách" in page.read(".child-preview")
    world.moderator.submit(
        form=f"form[action='{world.case}/tra-loi-lai']", status=422, **{"reply_back-why": " "}
    )
    world.moderator.submit(form=f"form[action='{world.case}/cong-bo']", status=422)
    ticked = [box["value"] for box in world.moderator.page.all("input[name=checks]")]
    page = world.moderator.submit(form=f"form[action='{world.case}/cong-bo']", checks=ticked)
    assert "Đã công bố" in page.words
    with app.app_context():
        reply = service.published_reply(db.session(), world.case_id)
        assert reply
        assert reply.promised_on == PROMISED
        service.reopen(db.session(), world.case_id, "not_yet", clock.now())
        db.session.commit()
    assert "Một em trả lời: Chưa" in world.official.get(world.case).words


def test_sending_back_needs_a_reason_and_goes_to_the_moderators(world: World) -> None:
    routed(world)
    world.official.get(world.case)
    form = f"form[action='{world.case}/chuyen-lai']"
    page = world.official.submit(form=form, status=422, **{"send_back-why": ""})
    assert page.one("details[open]")
    world.official.submit(form=form, **{"send_back-why": "Việc của công an"})
    page = world.moderator.get(world.case)
    assert "Việc của công an" in page.words
    assert page.all(f"form[action='{world.case}/chuyen']")


def test_a_step_out_of_order_is_refused(world: World) -> None:
    routed(world)
    world.official.get(world.case)
    refused = world.official.post(f"{world.case}/bat-dau", status=409)
    assert "Lúc này không làm được bước này" in refused.words
    world.official.post(f"{world.case}/tiep-nhan")
    world.official.post(f"{world.case}/tiep-nhan", status=409)
    world.official.post(f"{world.case}/cong-bo", status=403)
    world.moderator.get(world.case)
    world.moderator.post(f"{world.case}/cong-bo", status=409)
    world.moderator.get(f"{world.case}/tra-loi", 403)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("31/02/2099", "ngày/tháng/năm"), ("01/01/2020", "sau hôm nay"), ("01/12/2126", "xa quá")],
)
def test_a_wrong_day_is_told_beside_its_field(world: World, typed: str, words: str) -> None:
    world.moderator.get(world.case)
    page = world.moderator.submit(
        form=f"form[action='{world.case}/chuyen']",
        status=422,
        **{"route-lead_body_id": world.culture, "route-due_on": typed},
    )
    assert words in page.words
    assert page.one("#route-due_on")["value"] == typed


def test_the_list_asks_and_remembers(world: World) -> None:
    routed(world)
    page = world.moderator.get(LIST)
    assert "Thư viện ít sách" in page.words
    page = world.moderator.submit(form="form.filters", tim="thu vien SACH", coquan=world.culture)
    assert "1 việc" in page.words
    again = world.moderator.get(LIST, follow=True)
    assert "tim=thu+vien+SACH" in again.url
    page = world.moderator.submit(form="form.filters", tim="không có")
    assert "Không có việc nào khớp" in page.words
    page = world.moderator.get(f"{LIST}?tatca=1", follow=True)
    assert page.url == LIST
    assert "VV-" in page.words


def test_what_cannot_be_read_in_an_address_does_not_narrow(world: World) -> None:
    routed(world)
    for asked in ("coquan=x", "trang=99", "tu=99/99/2026", "sapxep=-zz", "loai=", "han=xyz"):
        assert "Thư viện ít sách" in world.moderator.get(f"{LIST}?{asked}").words


def test_overdue_is_said_in_words(world: World, app: Flask) -> None:
    with app.app_context():
        author = add_user(db.session(), Role.MODERATOR).id
        service.route(
            db.session(), author, world.case_id, world.culture, [], None, "",
            clock.now() - timedelta(days=40),
        )  # fmt: skip
        db.session.commit()
    page = world.moderator.get(f"{LIST}?han=qua-han")
    assert page.one(".due-over").get_text().startswith("Quá hạn ")
    assert page.one(".due-over").get_text().endswith(" ngày làm việc")
    paper = world.moderator.get(f"{LIST}/in?han=qua-han")
    assert "Chỉ gồm : Quá hạn" in paper.words or "Chỉ gồm: Quá hạn" in paper.words
    assert "Thư viện ít sách" in paper.words


def test_a_leader_reads_and_presses_nothing(world: World, app: Flask) -> None:
    routed(world)
    leader = person(app, Role.LEADER)
    page = leader.get(world.case)
    assert not page.all("main form")
    assert "Thư viện ít sách" in leader.get(LIST).words


def test_others_do_not_come_in(world: World, app: Flask) -> None:
    routed(world)
    person(app, Role.SCHOOL_COORDINATOR).get(LIST, 403)
    person(app, Role.PROTECTION_OFFICER).get(world.case, 403)
    stranger = person(app, Role.BODY_OFFICIAL, body_id=world.police)
    stranger.get(world.case, 404)
    assert "Thư viện ít sách" not in stranger.get(LIST).words
