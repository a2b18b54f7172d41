"""Children who want somebody to meet them: the states of a wish, and what may be kept.

Nothing of what was said is kept anywhere: there is no field for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Wish(StrEnum):
    """Whom the child would like to meet."""

    ANYBODY = "anybody"
    YOUTH_UNION = "youth_union"
    ADVICE_CLUB = "advice_club"
    TEACHER = "teacher"
    PROTECTION = "protection"


class MeetingState(StrEnum):
    """Where a wish stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    MET = "met"
    NOT_FOUND = "not_found"
    # The protection officer has it now; nothing of the child is left here.
    HANDED_ON = "handed_on"


_S = MeetingState
MOVES: dict[MeetingState, frozenset[MeetingState]] = {
    _S.WAITING: frozenset({_S.TAKEN, _S.HANDED_ON}),
    # Whoever took it may give it back, so that nobody waits for somebody who is ill.
    _S.TAKEN: frozenset({_S.WAITING, _S.MET, _S.NOT_FOUND, _S.HANDED_ON}),
    _S.MET: frozenset(),
    _S.NOT_FOUND: frozenset(),
    _S.HANDED_ON: frozenset(),
}
OPEN = frozenset({_S.WAITING, _S.TAKEN})

# Long enough for "sau giờ học, ở cổng sau nhà văn hóa", too short for a story.
LONGEST_ANSWER = 120


@dataclass(frozen=True)
class Asked:
    """What the child told: what it may be called, and where, when and how it is safe."""

    called: str
    place: str
    time: str
    way: str
    wish: Wish

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything the child wrote."""
        return (self.called, self.place, self.time, self.way)


def problems(asked: Asked) -> dict[str, str]:
    """Return what is missing or too long, by field: without place and time nobody can come."""
    found = {
        name: "too_long"
        for name in ("called", "place", "time", "way")
        if len(getattr(asked, name)) > LONGEST_ANSWER
    }
    return found | {name: "required" for name in ("place", "time") if not getattr(asked, name)}


def is_late(state: MeetingState, due_on: date, today: date) -> bool:
    """Tell whether somebody should have met the child before *today*."""
    return state in OPEN and due_on < today
