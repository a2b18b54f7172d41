"""More days, pauses, the leader: a case's clocks between sending and answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_school, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.tracker import service
from webapp.tracker.records import Case, CaseTerm
from webapp.tracker.rules import CaseState, Decision, ExtensionReason, NoteKind, TermKind
from webapp.tracker.service import ReplyText, Turn

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday morning in the commune
TODAY = date(2026, 11, 23)
GOOD = ReplyText(Decision.EXPLAINED, "Các em hỏi đèn đường.", "Xã trả lời.", "Đèn chờ điện.", "")


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


class Stage:
    """A case that the culture office has accepted; a moderator and a leader."""

    def __init__(self, session: Session, *, school: bool = False) -> None:
        self.session = session
        self.lead_id = add_school(session).body_id if school else add_body(session, "vh", "Văn hóa")
        self.other_id = add_body(session, "kt", "Kinh tế")
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.leader = viewer_of(add_user(session, Role.LEADER))
        self.lead = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.lead_id))
        self.case_id = service.open_case(
            session, self.moderator.user_id, title="Đèn đường", topic=None, school_id=None, now=NOW
        )
        service.route(
            session, self.moderator.user_id, self.case_id, self.lead_id, [], None, "", NOW
        )
        service.acknowledge(session, self.lead, self.case_id, NOW)

    def extend(self, due: date, now: datetime = NOW, viewer: Viewer | None = None) -> None:
        service.extend(
            self.session, viewer or self.lead, self.case_id, due, "Chờ báo giá", now,
            ExtensionReason.FIND_MONEY,
        )  # fmt: skip

    def pause(self, now: datetime = NOW, viewer: Viewer | None = None) -> None:
        service.pause_for_child(
            self.session, viewer or self.lead, self.case_id, "Hỏi em ở đoạn nào", now
        )

    def not_yet(self, times: int, now: datetime = NOW) -> None:
        for _ in range(times):
            service.submit_reply(self.session, self.lead, self.case_id, GOOD, now)
            service.publish_reply(self.session, self.moderator, self.case_id, now)
            service.reopen(self.session, self.case_id, "not_yet", now)

    @property
    def case(self) -> Case:
        return self.session.get_one(Case, self.case_id)

    def terms(self) -> list[tuple[TermKind, date | None, date]]:
        rows = self.session.scalars(select(CaseTerm).order_by(CaseTerm.id))
        return [(row.kind, row.was_due, row.due_on) for row in rows]


@pytest.fixture
def stage(session: Session) -> Stage:
    return Stage(session)


def test_more_days_twice_at_most_and_everybody_sees_it(stage: Stage) -> None:
    first, second, third = date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 18)
    with pytest.raises(NotAllowed):
        stage.extend(second, viewer=stage.moderator)
    for day in (first, date(2026, 12, 22)):
        with pytest.raises(Invalid):
            stage.extend(day)
    stage.extend(second)
    stage.extend(third, later(7))
    with pytest.raises(Invalid) as caught:
        stage.extend(date(2026, 12, 21), later(8))
    assert caught.value.fields == {"due_on": "no_more"}
    assert (stage.case.due_on, stage.case.extensions) == (third, 2)
    assert stage.terms() == [
        (TermKind.ROUTED, None, first),
        (TermKind.EXTENDED, first, second),
        (TermKind.EXTENDED, second, third),
    ]
    brief = service.case_state(stage.session, stage.case_id)
    assert brief.extension == service.ExtensionShown(second, third, ExtensionReason.FIND_MONEY)
    seen = service.case_view(stage.session, stage.leader, stage.case_id, TODAY).history
    assert [step.text for step in seen if step.term and step.term.reason] == ["Chờ báo giá"] * 2
    service.send_back(stage.session, stage.lead, stage.case_id, "Không phải việc", later(8))
    service.route(
        stage.session, stage.moderator.user_id, stage.case_id, stage.other_id, [], None, "",
        later(8),
    )  # fmt: skip
    assert stage.case.extensions == 0, "another body begins anew"


def test_a_delay_that_has_begun_is_not_moved_away(stage: Stage) -> None:
    with pytest.raises(Invalid) as caught:
        stage.extend(date(2026, 12, 15), later(15))
    assert caught.value.fields == {"due_on": "already_late"}


def test_the_laws_seven_days_are_neither_longer_nor_stopped(session: Session) -> None:
    stage, due = Stage(session, school=True), date(2026, 12, 2)
    with pytest.raises(Invalid) as caught:
        stage.extend(date(2026, 12, 3))
    assert caught.value.fields == {"due_on": "by_law"}
    stage.pause()
    [row] = service.listing(session, stage.leader, service.TrackerFilter(), 1, due).items
    assert (row.by_law, row.clock.pace.value) == (True, "today"), "it runs on meanwhile"
    assert service.resume(session, stage.case_id, later(3))
    assert (stage.case.due_on, stage.case.paused_days) == (due, 3)


def test_waiting_for_a_child_stops_the_clock(stage: Stage) -> None:
    stranger = viewer_of(add_user(stage.session, Role.BODY_OFFICIAL, body_id=stage.other_id))
    with pytest.raises(NotFound):
        stage.pause(viewer=stranger)
    with pytest.raises(NotAllowed):
        stage.pause(viewer=stage.leader)
    stage.pause(later(1))
    view = service.case_view(stage.session, stage.moderator, stage.case_id, date(2026, 12, 30))
    assert (view.clock.pace.value, view.actions.resume) == ("stopped", True)
    with pytest.raises(IllegalMove):
        stage.extend(date(2026, 12, 14), later(1))
    assert service.resume(stage.session, stage.case_id, later(4))
    assert not service.resume(stage.session, stage.case_id, later(4)), "a child answers twice"
    case = stage.case
    assert (case.state, case.due_on) == (CaseState.IN_PROGRESS, date(2026, 12, 10))
    assert (case.paused_on, case.paused_days) == (None, 3)
    spans = service.case_view(stage.session, stage.lead, stage.case_id, date(2026, 11, 30)).spans
    assert [(s.turn, s.days) for s in spans] == [
        (Turn.MODERATORS, 0), (Turn.BODY, 1), (Turn.CHILD, 3), (Turn.BODY, 1),
    ]  # fmt: skip


def test_silence_does_not_stop_the_work_for_ever(stage: Stage) -> None:
    stage.pause()
    service.resume_waiting(stage.session, later(13))
    assert stage.case.state is CaseState.WAITING_CHILD, "nine working days"
    service.resume_waiting(stage.session, later(14))
    service.resume_waiting(stage.session, later(14))
    assert (stage.case.state, stage.case.paused_days) == (CaseState.IN_PROGRESS, 10)


def test_a_second_not_yet_comes_before_the_leader(stage: Stage) -> None:
    session, case_id = stage.session, stage.case_id

    def before_the_leader(viewer: Viewer = stage.leader) -> list[int]:
        return [found.row.ref for found in service.cases_escalated(session, viewer, TODAY)]

    with pytest.raises(IllegalMove):
        service.instruct(session, stage.leader, case_id, "Làm ngay", NOW)
    stage.not_yet(1)
    assert (before_the_leader(), stage.case.escalated_on) == ([], None)
    stage.not_yet(1)
    assert (before_the_leader(), before_the_leader(stage.moderator)) == ([case_id], [])
    with pytest.raises(NotAllowed):
        service.instruct(session, stage.moderator, case_id, "Làm ngay", NOW)
    with pytest.raises(NotAllowed):
        service.add_note(session, stage.moderator, case_id, NoteKind.INSTRUCTION, "Làm ngay", NOW)
    service.instruct(session, stage.leader, case_id, "Mắc đèn tạm", NOW)
    service.set_day(session, stage.leader, case_id, date(2026, 11, 26), "Gấp", NOW)
    assert stage.case.due_on == date(2026, 11, 26)
    service.reassign(session, stage.leader, case_id, stage.other_id, [], None, "Rõ việc hơn", NOW)
    assert (stage.case.state, stage.terms()[-1][0]) == (CaseState.ROUTED, TermKind.BY_LEADER)
    [found] = service.cases_escalated(session, stage.leader, TODAY)
    assert (found.instructed, found.times_reopened) == (True, 2)
    with pytest.raises(NotFound):
        service.case_view(session, stage.lead, case_id, TODAY)


def test_the_leaders_new_day_hides_no_delay(stage: Stage) -> None:
    stage.not_yet(2)
    service.set_day(
        stage.session, stage.leader, stage.case_id, date(2026, 12, 20), "Mưa", later(20)
    )
    service.submit_reply(stage.session, stage.lead, stage.case_id, GOOD, later(20))
    assert stage.case.replied_late


def test_each_clock_is_told_apart(stage: Stage) -> None:
    service.submit_reply(stage.session, stage.lead, stage.case_id, GOOD, later(2))
    service.publish_reply(stage.session, stage.moderator, stage.case_id, later(14))
    assert (stage.case.replied_late, stage.case.published_late) == (False, True)
    figures = service.clock_figures(stage.session, date(2026, 12, 1), date(2027, 1, 1))
    assert [(f.turn, f.ended, f.longest_days, f.late) for f in figures] == [
        (Turn.MODERATORS, 0, 0, 0), (Turn.BODY, 0, 0, 0), (Turn.CHILD, 0, 0, 0),
        (Turn.PUBLICATION, 1, 8, 1),
    ]  # fmt: skip
    november = service.clock_figures(stage.session, date(2026, 11, 1), date(2026, 12, 1))
    assert [(f.turn, f.ended, f.median_days) for f in november][:2] == [
        (Turn.MODERATORS, 1, 0), (Turn.BODY, 1, 2),
    ]  # fmt: skip
