"""States and clocks of a concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Nghị định 56/2017/NĐ-CP, Điều 26.3 and 31–32: emergency measures within twelve
# hours of the information; the clock runs day and night and never pauses.
EMERGENCY_TIME = timedelta(hours=12)


class ConcernState(StrEnum):
    """What has been done about a sign of danger."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    ACTING = "acting"
    HANDED_OVER = "handed_over"
    RELEASED = "released"
    CLOSED = "closed"


MOVES: dict[ConcernState, frozenset[ConcernState]] = {
    ConcernState.NEW: frozenset({ConcernState.ACKNOWLEDGED}),
    ConcernState.ACKNOWLEDGED: frozenset(
        {ConcernState.ACTING, ConcernState.HANDED_OVER, ConcernState.RELEASED}
    ),
    ConcernState.ACTING: frozenset({ConcernState.HANDED_OVER, ConcernState.CLOSED}),
    ConcernState.HANDED_OVER: frozenset({ConcernState.ACTING, ConcernState.CLOSED}),
    # A moderator who sees a danger that the list and the officer did not may
    # raise a released concern again.
    ConcernState.RELEASED: frozenset({ConcernState.NEW}),
    ConcernState.CLOSED: frozenset({ConcernState.ACTING}),
}

# States that show that somebody with the duty has acted; the clock stops there.
ACTED = frozenset(
    {
        ConcernState.ACTING,
        ConcernState.HANDED_OVER,
        ConcernState.RELEASED,
        ConcernState.CLOSED,
    }
)
FINISHED = frozenset({ConcernState.RELEASED, ConcernState.CLOSED})
SOON = timedelta(hours=3)


class ClockState(StrEnum):
    """How the twelve hours stand."""

    RUNNING = "running"
    SOON = "soon"
    OVER = "over"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True)
class ClockReading:
    """The clock of one concern; ``hours`` and ``minutes`` are left, over, or were taken."""

    state: ClockState
    hours: int
    minutes: int
    due_at: datetime


@dataclass(frozen=True)
class Step:
    """A step as the clock sees it."""

    at: datetime
    to_state: ConcernState


def read_clock(received_at: datetime, steps: Sequence[Step], now: datetime) -> ClockReading:
    """Return how the twelve hours of Nghị định 56/2017, Điều 26.3 stand at *now*.

    The clock runs through nights, weekends and Tết.  It stops at the first step
    that shows somebody acted; having been late then stays written.  A concern
    raised anew starts again from that moment.
    """
    restarts = [step.at for step in steps if step.to_state is ConcernState.NEW]
    begun = max([received_at, *restarts])
    due = emergency_due(begun)
    acted = [step.at for step in steps if step.to_state in ACTED and step.at >= begun]
    if acted:
        first = min(acted)
        state = ClockState.MET if first <= due else ClockState.MET_LATE
        return _reading(state, first - begun, due)
    if now > due:
        return _reading(ClockState.OVER, now - due, due)
    left = due - now
    return _reading(ClockState.SOON if left <= SOON else ClockState.RUNNING, left, due)


def _reading(state: ClockState, span: timedelta, due: datetime) -> ClockReading:
    minutes = int(span.total_seconds() // 60)
    return ClockReading(state, minutes // 60, minutes % 60, due)


def emergency_due(received_at: datetime) -> datetime:
    """Return the moment by which emergency measures must be taken."""
    return received_at + EMERGENCY_TIME
