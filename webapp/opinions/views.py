"""What the room hands out: frozen values, never rows.

Only ``OpinionView`` and ``HidingView`` show words that may be hidden from
others; ``reading.py`` gives them to people who moderate and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from webapp.opinions.rules import HidingKind, OpinionState, RefusalReason, Span
from webapp.submissions.rules import Speaker


class Sender(Protocol):
    """What opinions need to know of the submission they come from.

    ``submissions.service.SubmissionView`` fits; a protocol keeps the two
    storage rooms from leaning on each other.
    """

    @property
    def id(self) -> str: ...  # noqa: D102 (a field, not a rule)
    @property
    def round_id(self) -> int: ...  # noqa: D102
    @property
    def survey(self) -> str: ...  # noqa: D102
    @property
    def band(self) -> str: ...  # noqa: D102
    @property
    def age(self) -> int | None: ...  # noqa: D102
    @property
    def school_id(self) -> int | None: ...  # noqa: D102
    @property
    def received_on(self) -> date: ...  # noqa: D102
    @property
    def speaker(self) -> Speaker: ...  # noqa: D102


@dataclass(frozen=True)
class TextAnswer:
    """One free text of a submission, with what the child chose beside it."""

    question: str
    label: str
    text: str
    topic: str | None = None
    wanted_answerer: str | None = None


@dataclass(frozen=True)
class HidingView:
    """A hidden stretch; ``words`` is empty once they were erased."""

    id: int
    start: int
    stop: int
    kind: HidingKind
    reason: str
    words: str
    made_by: int
    made_at: datetime


@dataclass(frozen=True)
class OpinionView:
    """An opinion as a moderator reads it, original and hidden stretches included."""

    id: str
    submission_id: str
    round_id: int
    survey: str
    band: str
    speaker: Speaker
    school_id: int | None
    question: str
    question_label: str
    parent_id: str | None
    original: str
    public: str
    hidings: tuple[HidingView, ...]
    risk: int
    state: OpinionState
    topic: str | None
    suggested_topic: str | None
    wanted_answerer: str | None
    case_id: int | None
    reason: RefusalReason | None
    reason_note: str
    received_on: date
    moderation_due: date
    decided_on: date | None
    decided_late: bool | None
    proposed_by: int | None
    follows_id: str | None
    turn: int

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return where something is hidden."""
        return tuple(Span(hiding.start, hiding.stop, hiding.kind) for hiding in self.hidings)


@dataclass(frozen=True)
class PublicOpinion:
    """An accepted opinion as every other room gets it: hidden parts hidden."""

    id: str
    text: str
    band: str
    school_id: int | None
    received_on: date
    topic: str | None
    speaker: Speaker = Speaker.CHILD


@dataclass(frozen=True)
class ReceiptOpinion:
    """An opinion as its own child may be told about it.

    ``text`` is the public text and is filled only after acceptance; ``note``
    is the moderator's sentence to the child when it was not accepted.
    """

    id: str
    question_label: str
    state: OpinionState
    reason: RefusalReason | None
    note: str
    case_id: int | None
    text: str


@dataclass(frozen=True)
class OpinionRow:
    """An opinion as figures count it: no words at all.

    Children's figures count rows whose ``speaker`` is a child, and no others.
    """

    id: str
    submission_id: str
    round_id: int
    survey: str
    band: str
    speaker: Speaker
    age: int | None
    school_id: int | None
    topic: str | None
    state: OpinionState
    case_id: int | None
    received_on: date
    decided_on: date | None
    decided_late: bool | None
    reason: RefusalReason | None
    moderation_due: date


@dataclass(frozen=True)
class EventView:
    """One step an opinion took."""

    opinion_id: str
    at: datetime
    actor_id: int | None
    from_state: OpinionState | None
    to_state: OpinionState
    why: str


@dataclass(frozen=True)
class SealedAnswer:
    """One text on its way into a concern, exactly as it was stored."""

    question: str
    label: str
    text: str
    topic: str | None
    wanted_answerer: str | None
