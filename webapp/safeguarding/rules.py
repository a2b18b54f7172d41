"""States of a concern, who may be told why, and what the clocks are called.

Nghị định 56/2017/NĐ-CP, Điều 25–32, gives the order: take the information, assess,
act at once where the danger is serious, plan, approve, review, close.  Handing
over to 111, the police or the committee may happen at any of these points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ConcernState(StrEnum):
    """What has been done about a sign of danger."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    # Two outcomes of the first assessment (Mẫu 02): only a danger that is not
    # serious lets the twelve hours end without a measure.
    ASSESSED_URGENT = "assessed_urgent"
    ASSESSED = "assessed"
    ACTING = "acting"
    HANDED_OVER = "handed_over"
    PLANNED = "planned"
    APPROVED = "approved"
    REVIEWED = "reviewed"
    RELEASED = "released"
    CLOSED = "closed"


_S = ConcernState
_ASSESSED = frozenset({_S.ASSESSED_URGENT, _S.ASSESSED})

MOVES: dict[ConcernState, frozenset[ConcernState]] = {
    _S.NEW: frozenset({_S.ACKNOWLEDGED}),
    _S.ACKNOWLEDGED: _ASSESSED | {_S.ACTING, _S.HANDED_OVER, _S.RELEASED},
    # A serious danger is not talked away by a second assessment: first somebody acts.
    _S.ASSESSED_URGENT: frozenset({_S.ACTING, _S.HANDED_OVER}),
    _S.ASSESSED: frozenset(
        {_S.ASSESSED_URGENT, _S.ACTING, _S.HANDED_OVER, _S.PLANNED, _S.RELEASED}
    ),
    _S.ACTING: _ASSESSED | {_S.HANDED_OVER, _S.PLANNED, _S.CLOSED},
    _S.HANDED_OVER: _ASSESSED | {_S.ACTING, _S.PLANNED, _S.CLOSED},
    # A plan that is not approved goes back to whoever is acting.
    _S.PLANNED: frozenset({_S.APPROVED, _S.ACTING}),
    _S.APPROVED: frozenset({_S.REVIEWED, _S.ASSESSED_URGENT, _S.ACTING}),
    _S.REVIEWED: frozenset({_S.ASSESSED_URGENT, _S.ACTING, _S.PLANNED, _S.CLOSED}),
    # A moderator who sees a danger that the list and the officer did not may
    # raise a released concern again.
    _S.RELEASED: frozenset({_S.NEW}),
    _S.CLOSED: frozenset({_S.ACTING}),
}

# States that show that somebody with the duty has acted; the twelve hours stop there.
ACTED = frozenset({_S.ASSESSED, _S.ACTING, _S.HANDED_OVER, _S.PLANNED, _S.RELEASED, _S.CLOSED})
FINISHED = frozenset({_S.RELEASED, _S.CLOSED})


class Clock(StrEnum):
    """The time limits of a concern, in the order in which they run out."""

    ACKNOWLEDGE = "acknowledge"
    EMERGENCY = "emergency"
    PLAN = "plan"
    APPROVAL = "approval"


class ClockState(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    SOON = "soon"
    OVER = "over"
    MET = "met"
    MET_LATE = "met_late"


STILL_RUNNING = frozenset({ClockState.RUNNING, ClockState.SOON, ClockState.OVER})


@dataclass(frozen=True)
class ClockReading:
    """A clock of one concern; ``hours`` and ``minutes`` are left, over, or were taken.

    ``due_on`` is the last day of a limit counted in working days, None for one
    that runs through the nights.
    """

    state: ClockState
    hours: int
    minutes: int
    due_at: datetime
    due_on: date | None = None


class NoticeWhy(StrEnum):
    """Why somebody was told; never part of what is sent."""

    RAISED = "raised"
    UNANSWERED = "unanswered"
    EMERGENCY_NEAR = "emergency_near"
    EMERGENCY_OVER = "emergency_over"
    PLAN_OVER = "plan_over"
    APPROVAL_OVER = "approval_over"
    UNSEALING = "unsealing"
    EXCLUDED = "excluded"
    NOBODY_LEFT = "nobody_left"


class Receiver(StrEnum):
    """Where a concern may be handed (Nghị định 56/2017/NĐ-CP, Điều 25.1)."""

    LINE_111 = "line_111"
    POLICE = "police"
    COMMITTEE = "committee"
    OTHER = "other"


class HandedBy(StrEnum):
    """How a concern was handed over."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    PAPER = "paper"
    OFFICIAL_NETWORK = "official_network"


class Paper(StrEnum):
    """The forms of the annex of Nghị định 56/2017/NĐ-CP, by number."""

    RECEIVED = "01"
    FIRST_ASSESSMENT = "02"
    FULL_ASSESSMENT = "03"
    PLAN = "04"
    APPROVAL = "05"
    REVIEW = "06"
    SEPARATION = "07"
