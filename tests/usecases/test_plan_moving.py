"""The whole life of a date of the plan: contested, blocked, put off, replaced; its parts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.usecases.test_plan_import import (
    FOLDER,
    NOW,
    TODAY,
    dates_of,
    official,
    policy,
)
from webapp.base.errors import IllegalMove, Invalid, NotAllowed
from webapp.directory import service as directory
from webapp.plan import service
from webapp.plan.records import Occurrence
from webapp.plan.rules import OccurrenceState, StepKind

S = OccurrenceState


@pytest.fixture
def row(session: Session) -> Occurrence:
    """Return a date of the school dialogue, led by the schools."""
    directory.load_seed(session, FOLDER, TODAY)
    service.import_plan(session, FOLDER, today=TODAY)
    return dates_of(session, "2.5.3")[0]


def test_a_lead_may_contest_and_is_told_why_it_stays(session: Session, row: Occurrence) -> None:
    lead, overseer = official(session, "cac-truong"), policy(session)
    with pytest.raises(Invalid):
        service.report_progress(session, lead, row.id, S.CONTESTED, "", NOW)
    service.report_progress(session, lead, row.id, S.CONTESTED, "Việc của Đoàn xã", NOW)
    with pytest.raises(IllegalMove):
        service.report_progress(session, lead, row.id, S.IN_PROGRESS, "", NOW)
    with pytest.raises(NotAllowed):
        service.report_progress(session, lead, row.id, S.PLANNED, "x", NOW)
    service.report_progress(session, overseer, row.id, S.PLANNED, "Theo mục 2.5.3", NOW)
    with pytest.raises(NotAllowed):
        service.report_progress(session, overseer, row.id, S.ACCEPTED, "", NOW)
    service.report_progress(session, lead, row.id, S.ACCEPTED, "", NOW)
    with pytest.raises(Invalid) as refused:
        service.report_progress(session, lead, row.id, S.BLOCKED, "Chưa có hội trường", NOW)
    assert refused.value.fields == {"blocked_by": "required"}
    service.report_progress(
        session, lead, row.id, S.BLOCKED, "Chưa có hội trường", NOW, blocked_by="UBND xã"
    )
    with pytest.raises(Invalid) as refused:
        service.report_progress(session, overseer, row.id, S.CANCELLED, "Trùng", NOW)
    assert refused.value.fields == {"decision": "required"}
    service.report_progress(
        session, overseer, row.id, S.CANCELLED, "Trùng", NOW, decision="12/QĐ-UBND"
    )
    last = service.task_view(session, overseer, row.task_id, TODAY).history[-1]
    assert (last.from_state, last.to_state, last.decision) == (S.BLOCKED, S.CANCELLED, "12/QĐ-UBND")


def test_putting_off_needs_a_decision_and_forgives_nothing(
    session: Session, row: Occurrence
) -> None:
    lead, overseer = official(session, "cac-truong"), policy(session)
    before = row.due_on
    assert before is not None
    late = before < TODAY
    new = date(TODAY.year + 1, 1, 15)
    with pytest.raises(NotAllowed):
        service.postpone(session, lead, row.id, new, "1/QĐ", "x", NOW)
    with pytest.raises(Invalid) as refused:
        service.postpone(session, overseer, row.id, TODAY, "", " ", NOW)
    assert set(refused.value.fields) == {"due_on", "decision", "text"}
    service.postpone(session, overseer, row.id, new, "13/QĐ-UBND", "Bão", NOW)
    assert (row.due_on, bool(row.was_late)) == (new, late)
    step = service.task_view(session, overseer, row.task_id, TODAY).history[-1]
    assert (step.kind, step.due_before, step.due_after) == (StepKind.POSTPONED, before, new)
    service.report_progress(session, lead, row.id, S.REPORTED_DONE, "Biên bản", NOW)
    with pytest.raises(IllegalMove):
        service.postpone(session, overseer, row.id, date(2030, 1, 1), "14/QĐ", "x", NOW)
    # Whoever put it off did not report it: verifying stays open to them.
    service.report_progress(session, overseer, row.id, S.VERIFIED, "", NOW)
    assert service.task_view(session, overseer, row.task_id, TODAY).line.percent is not None


def test_a_coordinating_body_has_a_part_and_a_day_of_its_own(
    session: Session, row: Occurrence
) -> None:
    lead, youth = official(session, "cac-truong"), official(session, "doan-xa")
    stranger = official(session, "tram-y-te")
    day = date(TODAY.year, TODAY.month, 28)
    assert youth.body_id is not None
    assert stranger.body_id is not None
    ask = service.ask_contribution
    with pytest.raises(NotAllowed):
        ask(session, youth, row.id, youth.body_id, "Mời đại biểu", day, NOW)
    with pytest.raises(Invalid) as refused:
        ask(session, lead, row.id, stranger.body_id, " ", TODAY, NOW)
    assert set(refused.value.fields) == {"what", "due_on", "body_id"}
    part = ask(session, lead, row.id, youth.body_id, "Mời đại biểu", day, NOW)
    with pytest.raises(NotAllowed):
        service.report_contribution(session, lead, part, "xong", NOW)
    with pytest.raises(Invalid):
        service.report_contribution(session, youth, part, " ", NOW)
    [shown] = service.task_view(session, youth, row.task_id, TODAY).contributions
    assert (shown.mine, shown.done_on) == (True, None)
    service.report_contribution(session, youth, part, "Đã gửi 12 giấy mời", NOW)
    [shown] = service.task_view(session, youth, row.task_id, TODAY).contributions
    assert (shown.mine, shown.done_on, shown.was_late) == (False, TODAY, False)
    with pytest.raises(IllegalMove):
        service.report_contribution(session, youth, part, "lại", NOW)
