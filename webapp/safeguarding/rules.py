"""States and clocks of a concern."""

from __future__ import annotations

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
    ConcernState.RELEASED: frozenset(),
    ConcernState.CLOSED: frozenset(),
}


def emergency_due(received_at: datetime) -> datetime:
    """Return the moment by which emergency measures must be taken."""
    return received_at + EMERGENCY_TIME
