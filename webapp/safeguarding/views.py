"""What the room shows to the child-protection officer, and to nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.safeguarding.handling.hints import RoleHint
from webapp.safeguarding.handling.unsealing import Seal
from webapp.safeguarding.rules import (
    FINISHED,
    STILL_RUNNING,
    Clock,
    ClockReading,
    ConcernState,
    HandedBy,
    NoticeWhy,
    Receiver,
)
from webapp.safeguarding.screening import Hit


@dataclass(frozen=True)
class ConcernLine:
    """A concern in the list: no word of the child's text, nothing of who it is.

    ``clock`` is the one of the twelve hours, ``clocks`` are all that have begun.
    """

    id: str
    received_at: datetime
    state: ConcernState
    clock: ClockReading
    band: str
    clocks: Mapping[Clock, ClockReading]

    @property
    def pressing(self) -> ClockReading:
        """Return the clock of the law that runs out first, the twelve hours when none runs."""
        running = [
            reading
            for clock, reading in self.clocks.items()
            if clock is not Clock.ACKNOWLEDGE and reading.state in STILL_RUNNING
        ]
        finished = self.state in FINISHED
        return self.clock if finished else min(running, key=_due, default=self.clock)


def _due(reading: ClockReading) -> datetime:
    return reading.due_at


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
class ToldView:
    """Somebody who was told, why, and when that person opened the concern."""

    user_id: int
    why: NoticeWhy
    at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class ExclusionView:
    """Somebody for whom the concern does not exist."""

    id: int
    user_id: int
    by_id: int
    at: datetime
    why: str
    may_lift: bool


@dataclass(frozen=True)
class HandoverView:
    """A hand-over as it was written down."""

    by_id: int
    written_at: datetime
    handed_at: datetime
    receiver: Receiver
    handed_by: HandedBy
    place: str
    person: str
    receipt_number: str
    note: str


@dataclass(frozen=True)
class Identity:
    """What tells who the child is; only while the seal is open."""

    school_id: int | None
    class_id: int | None
    class_session_id: int | None
    personal: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ConcernView:
    """A concern opened: the texts, why it was raised, what was done, who knows of it."""

    line: ConcernLine
    texts: tuple[SealedText, ...]
    hits: tuple[Hit, ...]
    lexicon: str
    steps: tuple[StepView, ...]
    next_states: frozenset[ConcernState]
    pictures: tuple[str, ...]
    told: tuple[ToldView, ...]
    exclusions: tuple[ExclusionView, ...]
    handovers: tuple[HandoverView, ...]
    hints: tuple[RoleHint, ...]
    seal: Seal
    identity: Identity | None
    others_left: bool
    release_shows_excluded: bool


@dataclass(frozen=True)
class Released:
    """What leaves the room when the officer finds no danger in it."""

    submission_id: str
    texts: tuple[SealedText, ...]
