"""What the room shows to the child-protection officer, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.safeguarding.rules import ClockReading, ConcernState
from webapp.safeguarding.screening import Hit


@dataclass(frozen=True)
class ConcernLine:
    """A concern in the list: no word of the child's text."""

    id: str
    received_at: datetime
    state: ConcernState
    clock: ClockReading
    band: str
    school_id: int | None
    class_id: int | None


@dataclass(frozen=True)
class SealedText:
    """One text of the submission, with what is needed to hand it on after a release.

    With a ``role`` it is a personal answer (somebody wrote of danger in the box
    for support needs); without one it is an opinion.
    """

    question: str
    label: str
    text: str
    topic: str | None = None
    wanted_answerer: str | None = None
    role: str = ""


@dataclass(frozen=True)
class StepView:
    """A step that was taken, and the officer's note about it."""

    at: datetime
    actor_id: int
    from_state: ConcernState
    to_state: ConcernState
    note: str


@dataclass(frozen=True)
class ConcernView:
    """A concern opened: the texts, why it was raised, what was done."""

    line: ConcernLine
    texts: tuple[SealedText, ...]
    hits: tuple[Hit, ...]
    lexicon: str
    steps: tuple[StepView, ...]
    next_states: frozenset[ConcernState]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Released:
    """What leaves the room when the officer finds no danger in it."""

    submission_id: str
    texts: tuple[SealedText, ...]
