"""The six figures of a year and the overdue list: what a leader reads on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.feedback import service as feedback
from webapp.feedback.rules import REOPENING
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import OpinionRow
from webapp.reports.overview.answered import Part, Said, part, spoke, truly_answered
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker
from webapp.tracker.service import DueFilter, PublishedReply, TrackerFilter, TrackerRow, Turn

# As many as one sheet of paper holds beside the figures.
MOST_OVERDUE = 12
_CLOCK_RUNS = frozenset(
    {OpinionState.RECEIVED, OpinionState.SCREENING, OpinionState.REFUSAL_PROPOSED}
)


@dataclass(frozen=True)
class ClockLine:
    """One of the two clocks: its median in working days, what was late, what is late now.

    ``late`` of ``ended`` turns had run out when they ended.
    """

    median_days: float | None
    ended: int | None
    late: int | None
    overdue: int | None


@dataclass(frozen=True)
class Overview:
    """Everything on the page; None stands for what a small group forbids to show."""

    first_day: date
    counted_on: date
    answered: Part
    median_days: float | None
    moderators: ClockLine
    bodies: ClockLine
    reopened: int
    not_helped: Part
    covered: int | None
    overdue: tuple[TrackerRow, ...]
    overdue_in_all: int
    small: int


def overview(session: Session, viewer: Viewer, year: int, today: date) -> Overview:
    """Return the page of *year* as known on *today*; children only, other voices apart."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    small, calendar = directory.number(session, "small_group"), directory.work_calendar(session)
    rows = [
        row
        for row in opinions.opinions_in(session, first, end)
        if row.speaker is Speaker.CHILD and row.state is not OpinionState.SPLIT
    ]
    replies = tracker.published_of_cases(
        session, sorted({row.case_id for row in rows if row.case_id is not None})
    )
    ratings = feedback.figures(session, first, today + timedelta(days=1)).ratings
    unhelped = {(r.opinion_id, r.reply_id) for r in ratings if r.rating in REOPENING}
    standing = feedback.standings(session, rows)
    said = [
        Said(row.submission_id, row.state, standing[row.id], _key(row, replies) in unhelped)
        for row in rows
    ]
    rated = [r for r in ratings if r.rating is not None]
    coverage = feedback.coverage(session, first, end).tally
    wanted = TrackerFilter(kind="case", due=DueFilter.OVERDUE)
    late = tracker.listing(session, viewer, wanted, 1, today, MOST_OVERDUE)
    return Overview(
        first_day=first,
        counted_on=today,
        answered=part(len(truly_answered(said)), len(spoke(said)), small),
        median_days=_days_to_answer(rows, replies, calendar, small),
        moderators=_moderators(rows, calendar, small, today),
        bodies=_bodies(session, first, end, late.total),
        reopened=len(tracker.cases_reopened(session, first, end)),
        not_helped=part(sum(r.rating in REOPENING for r in rated), len(rated), small),
        covered=coverage.percent if coverage else None,
        overdue=tuple(late.items),
        overdue_in_all=late.total,
        small=small,
    )


def _key(row: OpinionRow, replies: Mapping[int, PublishedReply]) -> tuple[str, int] | None:
    reply = replies.get(row.case_id or 0)
    return (row.id, reply.id) if reply else None


def _days_to_answer(
    rows: Sequence[OpinionRow],
    replies: Mapping[int, PublishedReply],
    calendar: WorkCalendar,
    small: int,
) -> float | None:
    """Return the median of working days from a child's words to the published reply."""
    days = [
        max(0, calendar.between(row.received_on, reply.published_on))
        for row in rows
        if row.state is OpinionState.IN_CASE and (reply := replies.get(row.case_id or 0))
    ]
    return median(days) if len(days) >= small else None


def _moderators(
    rows: Sequence[OpinionRow], calendar: WorkCalendar, small: int, today: date
) -> ClockLine:
    decided = [row for row in rows if row.decided_on is not None]
    days = [calendar.between(row.received_on, row.decided_on or today) for row in decided]
    late = part(sum(bool(row.decided_late) for row in decided), len(decided), small)
    overdue = sum(row.state in _CLOCK_RUNS and row.moderation_due < today for row in rows)
    return ClockLine(
        median(days) if len(days) >= small else None,
        late.whole,
        late.number,
        None if 0 < overdue < small else overdue,
    )


def _bodies(session: Session, first: date, end: date, overdue: int) -> ClockLine:
    """Cases are matters, not children: their numbers are never hidden."""
    found = {one.turn: one for one in tracker.clock_figures(session, first, end)}[Turn.BODY]
    return ClockLine(found.median_days, found.ended, found.late, overdue)
