"""What waits for one person today, gathered from the rooms that hold it.

Each room decides what the person may see; here it is only put in one order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer
from webapp.authoring import service as authoring
from webapp.desk.first_steps import StepState, first_steps
from webapp.directory import service as directory
from webapp.forms.catalogue import CATALOGUE
from webapp.opinions import service as opinions
from webapp.plan import service as plan
from webapp.plan.rules import Clock, OccurrenceState, Pace
from webapp.reports import service as reports
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ClockReading, ClockState
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseState, DueFilter, TrackerFilter

MOST_ROWS = 10


class Count(StrEnum):
    """A figure of the desk; its words and its address are the page's."""

    OPINIONS_WAITING = "opinions_waiting"
    OPINIONS_LATE = "opinions_late"
    OPINIONS_WITHOUT_CASE = "opinions_without_case"
    CASES_TO_ROUTE = "cases_to_route"
    CASES_RETURNED = "cases_returned"
    REPLIES_TO_REVIEW = "replies_to_review"
    CASES_NEW = "cases_new"
    CASES_SOON = "cases_soon"
    CASES_OVERDUE = "cases_overdue"
    CASES_OPEN = "cases_open"
    CASES_REOPENED = "cases_reopened"
    DUE_THIS_WEEK = "due_this_week"
    TASKS_WAITING = "tasks_waiting"
    TASKS_OVERDUE = "tasks_overdue"
    SESSIONS_OPEN = "sessions_open"
    FORMS_WRITTEN = "forms_written"
    CONCERNS_OPEN = "concerns_open"
    CONCERNS_LATE = "concerns_late"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: where it is, what it is, and how its clock stands."""

    kind: str
    ref: int | str
    number: str
    title: str
    state: str
    clock: Clock | ClockReading


@dataclass(frozen=True)
class RoundNow:
    """An open round with the numbers this person may see."""

    id: int
    title: str
    closes_on: date
    sessions_open: int
    joined: int
    finished: int


@dataclass
class Desk:
    """Everything on one person's desk."""

    counts: dict[Count, int] = field(default_factory=dict)
    rows: list[Waiting] = field(default_factory=list)
    rounds: list[RoundNow] = field(default_factory=list)
    no_round: bool = False
    to_sign: date | None = None
    holidays_missing: int | None = None
    without_password: int = 0
    quarantined: list[str] = field(default_factory=list)
    first_steps: list[StepState] = field(default_factory=list)


def desk_of(session: Session, viewer: Viewer, today: date, now: datetime) -> Desk:
    """Return what waits for *viewer*: figures, the ten most urgent things, and notes."""
    desk = Desk()
    if viewer.can(Permission.CONCERNS_HANDLE):
        _concerns(session, viewer, now, desk)
    if viewer.can(Permission.OPINIONS_MODERATE):
        _queue(session, viewer, today, desk)
    if viewer.can(Permission.CASES_VIEW):
        _cases(session, viewer, today, desk)
    if viewer.can(Permission.TASKS_REPORT) or viewer.can(Permission.TASKS_VIEW_ALL):
        _tasks(session, viewer, today, desk)
    if viewer.can(Permission.ROUND_COUNTS):
        _rounds(session, viewer, today, now, desk)
    if viewer.can(Permission.SUMMARY_SIGN):
        desk.to_sign = _month_to_sign(session, viewer, today)
    if viewer.can(Permission.DIRECTORY_MANAGE):
        desk.holidays_missing = directory.missing_holidays(session, today)
        desk.first_steps = first_steps(session, today)
    if viewer.can(Permission.PEOPLE_MANAGE):
        waiting = [p for p in accounts.people(session) if p.active and not p.has_password]
        desk.without_password = len(waiting)
    if viewer.can(Permission.SURVEYS_VIEW):
        _surveys(session, viewer, desk)
    desk.rows = sorted(desk.rows, key=_urgency)[:MOST_ROWS]
    return desk


def _urgency(row: Waiting) -> tuple[int, int, int]:
    """Sort signs of danger first, then cases, since a child waits behind each, then tasks.

    Among their own kind: overdue longest first, then due soonest, then without a date.
    """
    if isinstance(row.clock, ClockReading):
        return 0, 0, int(row.clock.due_at.timestamp())
    kind = 1 if row.kind == "case" else 2
    if row.clock.pace is Pace.OVERDUE:
        return kind, 0, -row.clock.days
    return kind, 2 if row.clock.pace is Pace.NO_DATE else 1, row.clock.days


def _concerns(session: Session, viewer: Viewer, now: datetime, desk: Desk) -> None:
    running = {ClockState.RUNNING, ClockState.SOON, ClockState.OVER}
    lines = [c for c in safeguarding.concerns(session, viewer, now) if c.clock.state in running]
    desk.counts[Count.CONCERNS_OPEN] = len(lines)
    desk.counts[Count.CONCERNS_LATE] = sum(c.clock.state is ClockState.OVER for c in lines)
    desk.rows += [Waiting("concern", c.id, "", "", c.state.value, c.clock) for c in lines]


def _queue(session: Session, viewer: Viewer, today: date, desk: Desk) -> None:
    found = opinions.queue(session, viewer, opinions.QueueFilter(), 1, today)
    states, due = found.counts["state"], found.counts["due"]
    desk.counts[Count.OPINIONS_WAITING] = states["waiting"]
    desk.counts[Count.OPINIONS_LATE] = due["late"]
    desk.counts[Count.OPINIONS_WITHOUT_CASE] = states["without_case"]


def _cases(session: Session, viewer: Viewer, today: date, desk: Desk) -> None:
    mine = tracker.my_cases(session, viewer, today)
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
        counts[Count.CASES_OVERDUE] = _how_many(session, viewer, today, due=DueFilter.OVERDUE)
    if viewer.can(Permission.SUMMARY_SIGN):
        counts[Count.CASES_OPEN] = _how_many(session, viewer, today, finished=False)
        counts[Count.DUE_THIS_WEEK] = _how_many(session, viewer, today, due=DueFilter.THIS_WEEK)
        for name, state in (
            (Count.REPLIES_TO_REVIEW, CaseState.ANSWER_REVIEW),
            (Count.CASES_REOPENED, CaseState.REOPENED),
        ):
            counts[name] = _how_many(session, viewer, today, state=state.value)
        overdue = TrackerFilter(kind="case", due=DueFilter.OVERDUE)
        mine = [*mine, *tracker.listing(session, viewer, overdue, 1, today, MOST_ROWS).items]
    rows = {row.ref: row for row in mine}.values()
    desk.rows += [Waiting("case", r.ref, r.number, r.title, r.state, r.clock) for r in rows]


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
    return tracker.listing(session, viewer, wanted, 1, today, 1).total


def _tasks(session: Session, viewer: Viewer, today: date, desk: Desk) -> None:
    mine = plan.my_occurrences(session, viewer, today)
    overdue = [one for one in mine if one.clock.pace is Pace.OVERDUE]
    desk.counts[Count.TASKS_OVERDUE] = len(overdue)
    desk.counts[Count.TASKS_WAITING] = len(mine) - len(overdue)
    desk.rows += [
        Waiting("task", one.id, one.code, f"{one.title} · {one.label}", one.state.value, one.clock)
        for one in mine
        if one.state is not OccurrenceState.VERIFIED
    ]


def _rounds(session: Session, viewer: Viewer, today: date, now: datetime, desk: Desk) -> None:
    open_now = rounds.open_rounds(session, today)
    desk.no_round = not open_now and viewer.can(Permission.ROUNDS_MANAGE)
    for one in open_now:
        found = rounds.counts(session, viewer, one.id, now)
        running = sum(held.open for held in found.sessions)
        desk.rounds.append(
            RoundNow(one.id, one.title, one.closes_on, running, found.joined, found.finished)
        )
    desk.counts[Count.SESSIONS_OPEN] = sum(one.sessions_open for one in desk.rounds)


def _surveys(session: Session, viewer: Viewer, desk: Desk) -> None:
    desk.quarantined = [str(problem) for problem in CATALOGUE.quarantined()]
    written = authoring.being_written(session) if viewer.can(Permission.FORMS_EDIT) else 0
    if written:
        desk.counts[Count.FORMS_WRITTEN] = written


def _month_to_sign(session: Session, viewer: Viewer, today: date) -> date | None:
    """Return last month when this leader has not signed its figures as they stand."""
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    published = reports.published_month(session, month, today)
    signed = any(
        s.current and s.name == viewer.name for s in reports.signatures(session, published)
    )
    return None if signed else month
