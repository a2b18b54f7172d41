"""Whatever people press on a case, in whatever order: the promises of its three axes hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_school, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base import clock
from webapp.base.errors import Refused
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.records import Case, CaseBody, CaseEvent, CaseTerm, Reply
from webapp.tracker.rules import (
    FINISHED,
    MOVES,
    REASSIGNED_FROM,
    WITHDRAWN_FROM,
    CaseBodyRole,
    CaseState,
    Closing,
    Decision,
    ReplyState,
)
from webapp.tracker.service import ReplyText

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GOOD = ReplyText(Decision.DONE, "Các em muốn có thêm sách.", "Đã mua 200 cuốn.", "", "Tuần qua.")


class Stage:
    """A case that an office or a school may lead, and everybody who presses something."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.office = add_body(session, "van-hoa", "Văn hóa")
        self.school = add_school(session).body_id
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.leader = viewer_of(add_user(session, Role.LEADER))
        self.officials = {
            body_id: viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=body_id))
            for body_id in (self.office, self.school)
        }
        self.case_id = 0

    def open(self) -> None:
        self.case_id = service.open_case(
            self.session, self.moderator.user_id, title="Thư viện ít sách", topic=None,
            school_id=None, now=NOW,
        )  # fmt: skip

    @property
    def case(self) -> Case:
        return self.session.get_one(Case, self.case_id)

    @property
    def lead_id(self) -> int:
        statement = select(CaseBody.body_id).where(
            CaseBody.case_id == self.case_id, CaseBody.role == CaseBodyRole.LEAD
        )
        return self.session.scalar(statement) or self.office

    @property
    def lead(self) -> Viewer:
        return self.officials[self.lead_id]

    def steps(self, now: datetime) -> dict[str, Callable[[], object]]:
        """Return everything that can be pressed."""
        s, c, moderator, lead, leader = (
            self.session, self.case_id, self.moderator, self.lead, self.leader,
        )  # fmt: skip
        actor, today = moderator.user_id, clock.local_day(now)
        soon = today + timedelta(days=8)
        other = self.school if self.lead_id == self.office else self.office
        return {
            "route": lambda: service.route(s, actor, c, self.office, [], None, "", now),
            "to_school": lambda: service.route(s, actor, c, self.school, [], None, "", now),
            "acknowledge": lambda: service.acknowledge(s, lead, c, now),
            "back": lambda: service.send_back(s, lead, c, "không phải", now),
            "start": lambda: service.start(s, lead, c, now),
            "submit": lambda: service.submit_reply(s, lead, c, GOOD, now),
            "review": lambda: service.send_reply_back(s, moderator, c, "rõ hơn", now),
            "publish": lambda: service.publish_reply(s, moderator, c, now),
            "reopen": lambda: service.reopen(s, c, "not_yet", now),
            "close": lambda: service.close(s, actor, c, Closing.CONFIRMED, "", now),
            "withdrawn": lambda: service.close(s, actor, c, Closing.WITHDRAWN, "", now),
            "extend": lambda: service.extend(s, lead, c, soon, "chờ", now),
            "pause": lambda: service.pause_for_child(s, lead, c, "hỏi", now),
            "resume": lambda: service.resume(s, c, now),
            "silence": lambda: service.resume_waiting(s, now),
            "set_day": lambda: service.set_day(s, leader, c, soon, "gấp", now),
            "reassign": lambda: service.reassign(s, leader, c, other, [], None, "rõ", now),
        }


NAMES = (
    *("route", "to_school", "acknowledge", "back", "start", "submit", "review", "publish"),
    *("reopen", "close", "withdrawn", "extend", "pause", "resume", "silence", "set_day"),
    *("reassign", "wait"),
)
# Where walks begin, since chance alone rarely comes so far.
ANSWERED = ("submit", "publish", "reopen")
ROADS = st.sampled_from(
    [
        (),
        ("route", "acknowledge"),
        ("to_school", "acknowledge", "pause"),
        ("to_school", "acknowledge", *ANSWERED, *ANSWERED),
        ("route", "acknowledge", "wait", "submit", "wait", "wait", "publish"),
    ]
)


def holds(stage: Stage, now: datetime) -> None:
    """Assert what is true of a case whatever was pressed."""
    session, case = stage.session, stage.case
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    elapsed = calendar.between(case.opened_on, today)
    waiting = calendar.between(case.paused_on, today) if case.paused_on else 0
    assert 0 <= case.paused_days + waiting <= elapsed, "pauses never exceed the time that passed"
    assert (case.paused_on is not None) == (case.state is CaseState.WAITING_CHILD)
    view = service.case_view(session, stage.moderator, stage.case_id, today)
    assert all(span.days >= 0 for span in view.spans)
    assert sum(span.days for span in view.spans) <= elapsed
    roles = session.scalars(select(CaseBody.role).where(CaseBody.case_id == case.id)).all()
    assert roles.count(CaseBodyRole.LEAD) == (case.routed_on is not None)
    replies = session.scalars(select(Reply).where(Reply.case_id == case.id)).all()
    published = [reply for reply in replies if reply.state is ReplyState.PUBLISHED]
    withdrawn = case.closing is Closing.WITHDRAWN
    assert not (case.state in FINISHED and not withdrawn and not published)
    submitted = [reply for reply in replies if reply.state is ReplyState.SUBMITTED]
    assert len(submitted) == (case.state is CaseState.ANSWER_REVIEW)
    assert (case.closing is not None) == (case.state is CaseState.CLOSED), "done closes nothing"
    assert (case.escalated_on is not None) == (case.times_reopened >= 2)


def history_holds(stage: Stage) -> None:
    """Assert that every step and every last day was appended, each from the one before."""
    session, case = stage.session, stage.case
    events = session.scalars(
        select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)
    ).all()
    assert events[0].from_state is None
    assert events[-1].to_state is case.state
    for before, event in zip(events, events[1:], strict=False):
        assert event.from_state is before.to_state
        assert event.at >= before.at
        legal = event.to_state in MOVES[before.to_state] or event.why == "escalated"
        by_leader = event.to_state is CaseState.ROUTED and before.to_state in REASSIGNED_FROM
        withdrawn = event.closing is Closing.WITHDRAWN and before.to_state in WITHDRAWN_FROM
        assert legal or by_leader or withdrawn
    terms = session.scalars(
        select(CaseTerm).where(CaseTerm.case_id == case.id).order_by(CaseTerm.id)
    ).all()
    days: list[date | None] = [None, *(term.due_on for term in terms)]
    assert [term.was_due for term in terms] == days[:-1], "no last day was changed in silence"
    assert days[-1] == case.due_on
    for term in terms:
        if term.by_law and term.was_due and term.kind not in {"routed", "by_leader"}:
            assert term.due_on <= term.was_due, "the law's term is never made longer"


def test_whatever_people_press_the_promises_hold(app: Flask) -> None:
    with app.app_context():
        stage = Stage(db.session())

        @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(ROADS, st.lists(st.sampled_from(NAMES), max_size=16))
        def walks(road: tuple[str, ...], names: list[str]) -> None:
            stage.open()
            now, was_late, was_published_late = NOW, False, False
            for name in (*road, *names):
                if name == "wait":
                    now += timedelta(days=4)
                    continue
                before = stage.case.state
                try:
                    stage.steps(now)[name]()
                except Refused:
                    assert stage.case.state is before, "a refused step changes nothing"
                holds(stage, now)
                case = stage.case
                assert not (was_late and not case.replied_late), "late never becomes in time"
                assert not (was_published_late and not case.published_late)
                was_late, was_published_late = bool(case.replied_late), bool(case.published_late)
            history_holds(stage)

        walks()
        stage.session.rollback()
