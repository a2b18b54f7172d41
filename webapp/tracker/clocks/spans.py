"""Whose turn it was, from when to when: a case's history cut into spans of time.  Pure.

The clocks of moderators, bodies and of the publication are told apart, so that
nobody's slowness hides behind somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.base.working_days import WorkCalendar
from webapp.tracker.rules import CaseState


class Turn(StrEnum):
    """Whose turn it is.

    ``MODERATORS`` find a body; the ``BODY`` works; the ``CHILD`` is asked
    something; for the ``PUBLICATION`` Đoàn xã reads a reply and publishes it.
    """

    MODERATORS = "moderators"
    BODY = "body"
    CHILD = "child"
    PUBLICATION = "publication"


_TURNS: dict[CaseState, Turn] = {
    CaseState.OPENED: Turn.MODERATORS,
    CaseState.RETURNED: Turn.MODERATORS,
    CaseState.ROUTED: Turn.BODY,
    CaseState.ACKNOWLEDGED: Turn.BODY,
    CaseState.IN_PROGRESS: Turn.BODY,
    CaseState.REOPENED: Turn.BODY,
    CaseState.WAITING_CHILD: Turn.CHILD,
    CaseState.ANSWER_REVIEW: Turn.PUBLICATION,
}


@dataclass(frozen=True)
class Step:
    """A change of state on a day of the commune."""

    on: date
    to_state: CaseState


@dataclass(frozen=True)
class Span:
    """A stretch of somebody's turn; ``until`` is empty while it lasts.

    ``days`` are the working days after ``since`` up to ``until`` (or today).
    """

    turn: Turn
    since: date
    until: date | None
    days: int


def turn_of(state: CaseState) -> Turn | None:
    """Return whose turn it is in *state*; nobody's when the case is answered."""
    return _TURNS.get(state)


def spans(steps: Iterable[Step], today: date, calendar: WorkCalendar) -> list[Span]:
    """Cut a history, oldest first, into spans of one turn each.

    Their days add up to the working days somebody had the case: a day is never
    counted twice and never below none, also when a clock was set back.
    """
    found: list[tuple[Turn, date, date | None]] = []
    for step in steps:
        turn = turn_of(step.to_state)
        if found and found[-1][2] is None:
            if found[-1][0] is turn:
                continue
            found[-1] = (*found[-1][:2], max(found[-1][1], step.on))
        if turn is not None:
            since = max(step.on, found[-1][2]) if found and found[-1][2] else step.on
            found.append((turn, since, None))
    return [
        Span(turn, since, until, max(0, calendar.between(since, until or today)))
        for turn, since, until in found
    ]


def ended_in(found: Sequence[Span], turn: Turn, first: date, end: date) -> list[int]:
    """Return the days of each span of *turn* that ended in [*first*, *end*)."""
    return [
        span.days
        for span in found
        if span.turn is turn and span.until is not None and first <= span.until < end
    ]


def unknown_year(due: date | None, calendar: WorkCalendar) -> int | None:
    """Return the year of *due* when nobody has entered its holidays, else None."""
    return due.year if due is not None and not calendar.knows(due.year) else None
