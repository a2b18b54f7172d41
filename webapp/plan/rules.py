"""Tasks of the plan and their dated occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.base.working_days import WorkCalendar


class TaskKind(StrEnum):
    """A row of the plan: a heading, a numbered task, or a proposed split of one."""

    HEADING = "heading"
    TASK = "task"
    PART = "part"


class BodyRole(StrEnum):
    """How a body takes part: it leads (chủ trì) or coordinates (phối hợp)."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class OccurrenceState(StrEnum):
    """The workflow of one dated instance of a task."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


MOVES: dict[OccurrenceState, frozenset[OccurrenceState]] = {
    OccurrenceState.PLANNED: frozenset(
        {OccurrenceState.IN_PROGRESS, OccurrenceState.REPORTED_DONE, OccurrenceState.CANCELLED}
    ),
    OccurrenceState.IN_PROGRESS: frozenset(
        {OccurrenceState.REPORTED_DONE, OccurrenceState.CANCELLED}
    ),
    OccurrenceState.REPORTED_DONE: frozenset(
        {OccurrenceState.VERIFIED, OccurrenceState.IN_PROGRESS}
    ),
    OccurrenceState.VERIFIED: frozenset(),
    OccurrenceState.CANCELLED: frozenset({OccurrenceState.PLANNED}),
}

FINISHED = frozenset(
    {OccurrenceState.REPORTED_DONE, OccurrenceState.VERIFIED, OccurrenceState.CANCELLED}
)


def needs_words(state: OccurrenceState, to_state: OccurrenceState) -> bool:
    """Tell whether a step must be explained (evidence, or a reason)."""
    sent_back = state is OccurrenceState.REPORTED_DONE and to_state is OccurrenceState.IN_PROGRESS
    return sent_back or to_state in {OccurrenceState.REPORTED_DONE, OccurrenceState.CANCELLED}


def moves_for(
    state: OccurrenceState, *, leads: bool, oversees: bool, reported_it: bool
) -> tuple[OccurrenceState, ...]:
    """Return the steps a person may take with an instance, in a fixed order.

    The lead body begins and reports; whoever oversees the plan may also verify,
    send back, cancel and take up again, but nobody verifies what they reported
    themselves.
    """
    possible = MOVES[state]
    if not oversees:
        own = {OccurrenceState.IN_PROGRESS, OccurrenceState.REPORTED_DONE}
        at_work = state in {OccurrenceState.PLANNED, OccurrenceState.IN_PROGRESS}
        possible = possible & own if leads and at_work else frozenset()
    elif reported_it:
        possible = possible - {OccurrenceState.VERIFIED}
    return tuple(move for move in OccurrenceState if move in possible)


# How a plan writes its times.
TIME_KINDS = frozenset(
    {
        *("ca_nam", "ca_nam_suy_ra", "thang", "khoang_thang", "quy", "moc_han", "hang_thang"),
        *("6_thang", "nam", "dot_xuat", "ngay_hang_nam", "theo_vu_viec", "theo_chi_dao"),
        *("theo_phoi_hop", "dinh_ky_theo_quy_dinh", "khong_ghi"),
    }
)


class Pace(StrEnum):
    """How a thing with a date stands towards it today."""

    NO_DATE = "no_date"
    PAST_WHEN_ISSUED = "past_when_issued"
    STOPPED = "stopped"
    LEFT = "left"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


SOON_DAYS = 3


@dataclass(frozen=True)
class Clock:
    """A pace with its working days: days left, or days overdue (never negative)."""

    pace: Pace
    days: int = 0


def clock(
    due_on: date | None,
    today: date,
    calendar: WorkCalendar,
    *,
    running: bool = True,
    past_when_issued: bool = False,
) -> Clock:
    """Return how a date stands today, counted in working days.

    What was past when the plan was issued is never overdue: nobody could have
    met that date.  What is finished has no running clock.
    """
    if not running:
        return Clock(Pace.STOPPED)
    if past_when_issued:
        return Clock(Pace.PAST_WHEN_ISSUED)
    if due_on is None:
        return Clock(Pace.NO_DATE)
    if due_on < today:
        return Clock(Pace.OVERDUE, calendar.between(due_on, today))
    if due_on == today:
        return Clock(Pace.TODAY)
    left = calendar.between(today, due_on)
    return Clock(Pace.SOON if left <= SOON_DAYS else Pace.LEFT, left)
