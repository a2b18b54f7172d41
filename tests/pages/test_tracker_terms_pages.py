"""More days, waiting for a child, the leader's page and the routing rules, as people press them."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask

from tests.pages.test_tracker_pages import LIST, World, routed, world
from tests.support.builders import add_topic, add_user, person, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base import clock
from webapp.directory import service as directory
from webapp.directory.records import SpecialDay
from webapp.directory.rules import DayKind
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.rules import CaseState, Decision
from webapp.tracker.service import ReplyText

__all__ = ["world"]
RULES = "/can-bo/quy-tac-chuyen"


def as_typed(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def test_more_days_waiting_and_the_holidays_nobody_entered(world: World, app: Flask) -> None:
    routed(world)
    world.official.get(world.case)
    world.official.submit(form=f"form[action='{world.case}/tiep-nhan']")
    with app.app_context():
        view = service.case_state(db.session(), world.case_id)
        calendar = directory.work_calendar(db.session())
        due = view.due_on
        assert due
        later = calendar.add(due, 3)
    page = world.official.get(world.case)
    assert "thời hạn nội bộ" in page.words
    assert f"Chưa có lịch nghỉ lễ năm {due.year}" in page.words
    form = f"form[action='{world.case}/gia-han']"
    wrong = world.official.submit(
        form=form, status=422, **{"extend-due_on": as_typed(due), "extend-why": "Chờ báo giá"}
    )
    assert "sau hạn hiện nay" in wrong.words
    page = world.official.submit(
        form=form,
        **{"extend-due_on": as_typed(later), "extend-reason": "find_money", "extend-why": "Chờ"},
    )
    assert "đã gia hạn 1 lần" in page.words
    assert f"{as_typed(due)} → {as_typed(later)}" in page.words
    assert not page.all(f"form[action='{world.case}/cho-em-tra-loi']"), "moderators ask children"
    world.moderator.get(world.case)
    page = world.moderator.submit(
        form=f"form[action='{world.case}/cho-em-tra-loi']", **{"pause-why": "Hỏi loại sách"}
    )
    assert "Thời hạn tạm dừng" in page.words
    world.moderator.submit(form=f"form[action='{world.case}/lam-tiep']")
    world.moderator.post(f"{world.case}/lam-tiep", status=409)
    with app.app_context():
        day = clock.today().replace(month=1, day=1)
        db.session.add(SpecialDay(day=day, kind=DayKind.OFF, name="Tết"))
        nexts = day.replace(year=day.year + 1)
        db.session.add(SpecialDay(day=nexts, kind=DayKind.OFF, name="Tết"))
        db.session.commit()
    assert "chưa nhập đủ" not in world.moderator.get(LIST).words


def test_the_leader_steps_in_when_the_answer_failed_twice(world: World, app: Flask) -> None:
    routed(world)
    leader = person(app, Role.LEADER)
    assert "Không có vụ việc nào" in leader.get("/can-bo/len-lanh-dao").words
    world.moderator.get("/can-bo/len-lanh-dao", 403)
    reply = ReplyText(Decision.EXPLAINED, "Em hỏi sách", "Sách sẽ về", "Đợi in", "")
    with app.app_context():
        session, now = db.session(), clock.now()
        official = viewer_like(world.culture)
        moderator = viewer_like(None, Role.MODERATOR)
        service.acknowledge(session, official, world.case_id, now)
        for _ in range(2):
            service.submit_reply(session, official, world.case_id, reply, now)
            service.publish_reply(session, moderator, world.case_id, now)
            service.reopen(session, world.case_id, "not_yet", now)
        assert service.case_state(session, world.case_id).state is CaseState.REOPENED
        session.commit()
    assert "Thư viện ít sách" in leader.get("/can-bo/len-lanh-dao").words
    leader.get(world.case)
    leader.submit(
        form=f"form[action='{world.case}/chi-dao']", **{"instruct-text": "Mượn sách huyện"}
    )
    soon = as_typed(clock.today() + timedelta(days=2))
    leader.submit(
        form=f"form[action='{world.case}/dat-han']",
        **{"set_day-due_on": soon, "set_day-why": "Sắp thi"},
    )
    assert "Mượn sách huyện" in world.official.get(world.case).words
    leader.get(world.case)
    page = leader.submit(
        form=f"form[action='{world.case}/doi-chu-tri']",
        **{"reassign-lead_body_id": world.police, "reassign-why": "Rõ việc hơn"},
    )
    assert "Đã giao cho cơ quan khác" in page.words
    world.official.get(world.case, 404)


def viewer_like(body_id: int | None, role: Role = Role.BODY_OFFICIAL) -> Viewer:
    """Return a new person with *role* of a body, as use-cases see them."""
    return viewer_of(add_user(db.session(), role, body_id=body_id))


def test_a_rule_is_begun_tried_out_and_ended(world: World, app: Flask) -> None:
    with app.app_context():
        add_topic(db.session(), "an-toan", "An toàn giao thông", world.culture)
        db.session.commit()
    world.official.get(RULES, 403)
    assert "Chưa có quy tắc nào" in world.moderator.get(RULES).words
    form = f"form[method=post][action='{RULES}']"
    empty = world.moderator.submit(form=form, status=422, lead_body_id=world.police)
    assert "nêu khi nào áp dụng" in empty.words
    page = world.moderator.submit(form=form, topic="an-toan", lead_body_id=world.police)
    assert "chủ đề “An toàn giao thông”" in page.words
    tried = world.moderator.get(f"{RULES}?thu=1&chude=an-toan&truong=x")
    assert "theo quy tắc: chủ đề “An toàn giao thông”" in tried.read("[role=status]")
    world.moderator.submit(form="form[action$='/thoi']")
    assert "Chưa có quy tắc nào" in world.moderator.get(RULES).words
