"""When a round or a class session takes answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

SESSION_TIME = timedelta(minutes=90)


class RoundState(StrEnum):
    """A round is prepared, opened and closed by hand; its dates bound it as well."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


# A round closed too early may be opened again; its dates still bound it.
MOVES: dict[RoundState, frozenset[RoundState]] = {
    RoundState.DRAFT: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
}


def takes_answers(state: RoundState, opens_on: date, closes_on: date, today: date) -> bool:
    """Tell whether a round takes answers on *today*, both end days included."""
    return state is RoundState.OPEN and opens_on <= today <= closes_on


def session_is_open(opened_at: datetime, closed_at: datetime | None, now: datetime) -> bool:
    """Tell whether a class session's code still lets children in at *now*."""
    return closed_at is None and now < opened_at + SESSION_TIME
