"""Cases: the body's own, Đoàn xã's, and what lies before the leader."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.desk.items import Count, Desk, Now, Waiting
from webapp.plan.rules import Pace
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseState, DueFilter, TrackerFilter, TrackerRow

MOST_OVERDUE = 10


def cases(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the cases that wait for *viewer* on the desk."""
    mine = tracker.my_cases(session, viewer, now.today)
    by_state = Counter(CaseState(row.state) for row in mine)
    counts = desk.counts
    if viewer.can(Permission.CASES_ROUTE):
        waiting = by_state[CaseState.OPENED] + by_state[CaseState.REOPENED]
        counts[Count.CASES_TO_ROUTE] = waiting
        counts[Count.CASES_RETURNED] = by_state[CaseState.RETURNED]
        counts[Count.REPLIES_TO_REVIEW] = by_state[CaseState.ANSWER_REVIEW]
    if viewer.can(Permission.CASES_REPLY):
        counts[Count.CASES_NEW] = by_state[CaseState.ROUTED]
        soon = {Pace.SOON, Pace.TODAY}
        counts[Count.CASES_SOON] = sum(row.clock.pace in soon for row in mine)
        counts[Count.CASES_OVERDUE] = sum(row.clock.pace is Pace.OVERDUE for row in mine)
    if viewer.can(Permission.CASES_VIEW_ALL):
        counts[Count.CASES_OVERDUE] = _how_many(session, viewer, now.today, due=DueFilter.OVERDUE)
    if viewer.can(Permission.SUMMARY_SIGN):
        mine = [*mine, *_commune(session, viewer, now.today, desk)]
    _rows(desk, mine)


def escalated(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the cases a child found unanswered twice before the leader."""
    found = tracker.cases_escalated(session, viewer, now.today)
    desk.some(Count.CASES_ESCALATED, len(found))
    _rows(desk, [one.row for one in found])


def _commune(session: Session, viewer: Viewer, today: date, desk: Desk) -> list[TrackerRow]:
    """Count the whole commune's cases and return the overdue ones."""
    counts = desk.counts
    counts[Count.CASES_OPEN] = _how_many(session, viewer, today, finished=False)
    counts[Count.DUE_THIS_WEEK] = _how_many(session, viewer, today, due=DueFilter.THIS_WEEK)
    for name, state in (
        (Count.REPLIES_TO_REVIEW, CaseState.ANSWER_REVIEW),
        (Count.CASES_REOPENED, CaseState.REOPENED),
    ):
        counts[name] = _how_many(session, viewer, today, state=state.value)
    overdue = TrackerFilter(kind="case", due=DueFilter.OVERDUE)
    return list(tracker.listing(session, viewer, overdue, 1, today, MOST_OVERDUE).items)


def _rows(desk: Desk, found: list[TrackerRow]) -> None:
    known = {row.ref for row in desk.rows if row.kind == "case"}
    fresh = {row.ref: row for row in found if row.ref not in known}.values()
    desk.rows += [Waiting("case", r.ref, r.number, r.title, r.state, r.clock) for r in fresh]


def _how_many(
    session: Session,
    viewer: Viewer,
    today: date,
    *,
    due: DueFilter | None = None,
    state: str | None = None,
    finished: bool | None = None,
) -> int:
    wanted = TrackerFilter(kind="case", due=due, state=state, finished=finished)
    return tracker.how_many(session, viewer, wanted, today)
