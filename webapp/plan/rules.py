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
    """The workflow of one dated instance of a task.

    A plan is read in when it has been issued, so nothing is a draft here.  What a lead
    reports done is closed when somebody else has verified it.
    """

    PLANNED = "planned"
    ACCEPTED = "accepted"
    CONTESTED = "contested"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    REPORTED_DONE = "reported_done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


_S = OccurrenceState
_DROPPED = frozenset({_S.CANCELLED, _S.SUPERSEDED})
MOVES: dict[OccurrenceState, frozenset[OccurrenceState]] = {
    _S.PLANNED: _DROPPED
    | {_S.ACCEPTED, _S.CONTESTED, _S.IN_PROGRESS, _S.BLOCKED, _S.REPORTED_DONE},
    _S.ACCEPTED: _DROPPED | {_S.CONTESTED, _S.IN_PROGRESS, _S.BLOCKED, _S.REPORTED_DONE},
    _S.CONTESTED: _DROPPED | {_S.PLANNED},
    _S.IN_PROGRESS: _DROPPED | {_S.BLOCKED, _S.REPORTED_DONE},
    _S.BLOCKED: _DROPPED | {_S.IN_PROGRESS},
    _S.REPORTED_DONE: frozenset({_S.VERIFIED, _S.IN_PROGRESS}),
    _S.VERIFIED: frozenset(),
    _S.CANCELLED: frozenset({_S.PLANNED}),
    _S.SUPERSEDED: frozenset(),
}

FINISHED = _DROPPED | {_S.REPORTED_DONE, _S.VERIFIED}
# Steps that belong to the lead alone, and those it takes besides whoever oversees.
_LEADS_WORD = frozenset({_S.ACCEPTED, _S.CONTESTED})
_LEADS_WORK = _LEADS_WORD | {_S.IN_PROGRESS, _S.BLOCKED, _S.REPORTED_DONE}
_AT_WORK = frozenset({_S.PLANNED, _S.ACCEPTED, _S.IN_PROGRESS, _S.BLOCKED})


def needed(state: OccurrenceState, to_state: OccurrenceState) -> frozenset[str]:
    """Return what a step cannot be taken without.

    ``text`` is the evidence or the reason, ``blocked_by`` who or what stands in the way,
    ``decision`` the number of the document by which a date is dropped.
    """
    if to_state is _S.CANCELLED:
        return frozenset({"text", "decision"})
    if to_state is _S.BLOCKED:
        return frozenset({"text", "blocked_by"})
    sent_back = state is _S.REPORTED_DONE and to_state is _S.IN_PROGRESS
    kept_on = state is _S.CONTESTED and to_state is _S.PLANNED
    words = to_state in {_S.REPORTED_DONE, _S.CONTESTED, _S.SUPERSEDED}
    return frozenset({"text"} if words or sent_back or kept_on else ())


def moves_for(
    state: OccurrenceState, *, leads: bool, oversees: bool, reported_it: bool
) -> tuple[OccurrenceState, ...]:
    """Return the steps a person may take with an instance, in a fixed order.

    The lead body accepts or contests it, begins, says what blocks it and reports; whoever
    oversees the plan may also verify, send back, drop and take up again, but nobody
    verifies what they reported themselves, and nobody accepts for a lead.
    """
    possible = MOVES[state]
    if not oversees:
        possible = possible & _LEADS_WORK if leads and state in _AT_WORK else frozenset()
    else:
        possible = possible if leads else possible - _LEADS_WORD
        possible = possible - {_S.VERIFIED} if reported_it else possible
    return tuple(move for move in OccurrenceState if move in possible)


class StepKind(StrEnum):
    """What a line of an instance's history tells."""

    MOVED = "moved"
    POSTPONED = "postponed"


class BadDay(StrEnum):
    """Why a new date cannot be had."""

    PAST = "not_in_future"
    SAME = "same_day"


def postponed_fault(due_on: date | None, new_day: date, today: date) -> BadDay | None:
    """Return why *new_day* is no new date for an instance due on *due_on*, or None."""
    if new_day <= today:
        return BadDay.PAST
    return BadDay.SAME if new_day == due_on else None


def late_when_moved(was_late: bool | None, due_on: date | None, today: date) -> bool | None:
    """Return the lateness to keep when a date is moved on *today*.

    What had run out before it was moved was late; a new date does not undo that.
    """
    missed = due_on is not None and due_on < today
    return True if was_late or missed else was_late


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
