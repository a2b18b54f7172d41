"""What figures and summaries are counted from: cases of a period, days of each clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import median

from sqlalchemy.orm import Session

from webapp.base import clock as clocks
from webapp.directory import service as directory
from webapp.tracker import queries
from webapp.tracker.clocks.spans import Step, Turn, ended_in, spans
from webapp.tracker.records import Case
from webapp.tracker.rules import FINISHED, CaseState
from webapp.tracker.views import CaseRow


@dataclass(frozen=True)
class ClockFigure:
    """How long one clock took, over the turns that ended in a period.

    Days are working days; ``median_days`` is None when no turn ended.  ``late``
    counts the turns whose lateness was frozen at the act, where a term exists.
    """

    turn: Turn
    ended: int
    median_days: float | None
    longest_days: int
    late: int


def clock_figures(session: Session, first_day: date, next_month: date) -> list[ClockFigure]:
    """Return each clock apart for [*first_day*, *next_month*), in the order of a case.

    The moderators' figure is about finding a body; how long opinions waited to
    be read is told by ``opinions``.  Four statements, whatever the period.
    """
    start, end = clocks.day_start(first_day), clocks.day_start(next_month)
    calendar = directory.work_calendar(session)
    last_day = next_month - timedelta(days=1)
    taken: dict[Turn, list[int]] = {turn: [] for turn in Turn}
    events = queries.events_of_cases_moved(session, start, end)
    for _case_id, its_events in groupby(events, key=lambda event: event.case_id):
        steps = [Step(clocks.local_day(event.at), event.to_state) for event in its_events]
        found = spans(steps, last_day, calendar)
        for turn in Turn:
            taken[turn] += ended_in(found, turn, first_day, next_month)
    late = {
        Turn.BODY: queries.late_replies(session, start, end),
        Turn.PUBLICATION: queries.late_publications(session, first_day, next_month),
    }
    return [
        ClockFigure(
            turn,
            len(days),
            median(days) if days else None,
            max(days, default=0),
            late.get(turn, 0),
        )
        for turn, days in taken.items()
    ]


def cases_reopened(session: Session, first_day: date, next_month: date) -> set[int]:
    """Return which cases went back to work in the period because somebody said "not yet"."""
    return queries.cases_reopened(
        session, clocks.day_start(first_day), clocks.day_start(next_month)
    )


def cases_in(session: Session, first_day: date, next_month: date) -> list[CaseRow]:
    """Return the cases a period has to do with: opened, moved or still open in it.

    ``state`` is the one at the end of the period, read from the history, so
    that a month's figures do not change when the next month goes on.
    """
    then = queries.states_before(session, clocks.day_start(next_month))
    before = queries.states_before(session, clocks.day_start(first_day))
    found = queries.cases_opened_before(session, next_month)
    kept = [
        case
        for case in found
        if before.get(case.id) not in FINISHED
        or then.get(case.id) != before.get(case.id)
        or (case.published_on is not None and first_day <= case.published_on < next_month)
    ]
    leads = queries.leads(session, [case.id for case in kept])
    return [_case_row(case, then.get(case.id, case.state), leads.get(case.id)) for case in kept]


def _case_row(case: Case, state: CaseState, lead: int | None) -> CaseRow:
    return CaseRow(
        id=case.id,
        number=case.number,
        title=case.title,
        topic=case.topic,
        school_id=case.school_id,
        state=state,
        decision=case.decision,
        lead_body_id=lead,
        opened_on=case.opened_on,
        routed_on=case.routed_on,
        due_on=case.due_on,
        due_by_law=case.due_by_law,
        replied_on=case.replied_on,
        replied_late=case.replied_late,
        published_on=case.published_on,
        times_reopened=case.times_reopened,
        term_days=case.term_days,
        published_late=case.published_late,
        extensions=case.extensions,
        paused_days=case.paused_days,
        escalated_on=case.escalated_on,
        closing=case.closing,
    )
