"""The decisions of the room: states of an opinion, the queue's questions, hiding.

What rooms above may need of the pure files is offered here as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.opinions.identity import KINDS_OF, Identity
from webapp.opinions.spans import (
    ERASED,
    FILLER,
    MASK,
    HidingKind,
    Span,
    erase,
    is_taken_from,
    occurrences,
    public_text,
)
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.suggestions import Risk, risk_of, suggest

__all__ = [
    "ARCHIVES",
    "ERASED",
    "FILLER",
    "KINDS_OF",
    "MASK",
    "MOVES",
    "QUEUED",
    "UNDECIDED",
    "WAITED_DAYS",
    "WAITING",
    "Due",
    "HidingKind",
    "Identifies",
    "Identity",
    "OpinionState",
    "QueueFilter",
    "QueueState",
    "RefusalReason",
    "Risk",
    "Span",
    "Suggestion",
    "Waited",
    "Why",
    "erase",
    "is_taken_from",
    "occurrences",
    "public_text",
    "risk_of",
    "suggest",
]


class OpinionState(StrEnum):
    """Where an opinion stands with the moderators (workflow axis only)."""

    RECEIVED = "received"
    SCREENING = "screening"
    # A question was put to the child under the receipt; the moderators' clock is paused.
    NEEDS_INFO = "needs_info"
    ACCEPTED = "accepted"
    # A moderator would not carry it on; somebody else reads it before that counts.
    REFUSAL_PROPOSED = "refusal_proposed"
    NOT_ACCEPTED = "not_accepted"
    SPLIT = "split"
    IN_CASE = "in_case"
    WITHDRAWN = "withdrawn"
    # A complaint or denunciation in the sense of the law, handed to the competent body.
    PETITION = "petition"


MOVES: dict[OpinionState, frozenset[OpinionState]] = {
    OpinionState.RECEIVED: frozenset(
        {
            OpinionState.SCREENING,
            OpinionState.ACCEPTED,
            OpinionState.REFUSAL_PROPOSED,
            OpinionState.WITHDRAWN,
        }
    ),
    OpinionState.SCREENING: frozenset(
        {
            OpinionState.NEEDS_INFO,
            OpinionState.ACCEPTED,
            OpinionState.REFUSAL_PROPOSED,
            OpinionState.SPLIT,
            OpinionState.WITHDRAWN,
            OpinionState.PETITION,
        }
    ),
    OpinionState.NEEDS_INFO: frozenset({OpinionState.SCREENING, OpinionState.WITHDRAWN}),
    OpinionState.ACCEPTED: frozenset(
        {OpinionState.IN_CASE, OpinionState.SCREENING, OpinionState.WITHDRAWN}
    ),
    OpinionState.REFUSAL_PROPOSED: frozenset(
        {OpinionState.NOT_ACCEPTED, OpinionState.SCREENING, OpinionState.WITHDRAWN}
    ),
    OpinionState.NOT_ACCEPTED: frozenset({OpinionState.SCREENING}),
    OpinionState.SPLIT: frozenset(),
    OpinionState.IN_CASE: frozenset({OpinionState.ACCEPTED}),
    OpinionState.WITHDRAWN: frozenset(),
    OpinionState.PETITION: frozenset({OpinionState.SCREENING}),
}

# States in which the moderators' clock runs.
UNDECIDED = frozenset(
    {OpinionState.RECEIVED, OpinionState.SCREENING, OpinionState.REFUSAL_PROPOSED}
)
# States in which a moderator still owes the child something: a decision or a case.
WAITING = UNDECIDED | {OpinionState.NEEDS_INFO, OpinionState.ACCEPTED}


class RefusalReason(StrEnum):
    """Why an opinion is not carried on (Nghị định 56/2017/NĐ-CP, Điều 55.1).

    Criticism of a school, an official or the commune is not a reason.
    """

    PRIVATE_INFORMATION = "private_information"
    INSULT = "insult"
    DUPLICATE = "duplicate"
    NOT_ABOUT_CHILDREN = "not_about_children"
    MAY_HARM = "may_harm"
    UNREADABLE = "unreadable"


class QueueState(StrEnum):
    """What a moderator can ask the queue for."""

    WAITING = "waiting"
    NEW = "new"
    READING = "reading"
    WITHOUT_CASE = "without_case"
    ASKED = "asked"
    SECOND_READER = "second_reader"
    NOT_ACCEPTED = "not_accepted"
    IN_CASE = "in_case"


QUEUED: dict[QueueState, frozenset[OpinionState]] = {
    QueueState.WAITING: frozenset(
        {OpinionState.RECEIVED, OpinionState.SCREENING, OpinionState.ACCEPTED}
    ),
    QueueState.NEW: frozenset({OpinionState.RECEIVED}),
    QueueState.READING: frozenset({OpinionState.SCREENING}),
    QueueState.WITHOUT_CASE: frozenset({OpinionState.ACCEPTED}),
    QueueState.ASKED: frozenset({OpinionState.NEEDS_INFO}),
    QueueState.SECOND_READER: frozenset({OpinionState.REFUSAL_PROPOSED}),
    QueueState.NOT_ACCEPTED: frozenset({OpinionState.NOT_ACCEPTED}),
    QueueState.IN_CASE: frozenset({OpinionState.IN_CASE}),
}


# What moderators are done with: lists of their own, newest first and without counts.
ARCHIVES = frozenset({QueueState.NOT_ACCEPTED, QueueState.IN_CASE})


class Waited(StrEnum):
    """How many days ago a submission came in."""

    DAYS_0_1 = "0-1"
    DAYS_2_4 = "2-4"
    DAYS_5_9 = "5-9"
    DAYS_10 = "10"


# The fewest and the most days of each choice; None is without an end.
WAITED_DAYS: dict[Waited, tuple[int, int | None]] = {
    Waited.DAYS_0_1: (0, 1),
    Waited.DAYS_2_4: (2, 4),
    Waited.DAYS_5_9: (5, 9),
    Waited.DAYS_10: (10, None),
}


class Due(StrEnum):
    """How near the moderators' own time limit is."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True)
class QueueFilter:
    """Which submissions to list; None means all."""

    state: QueueState = QueueState.WAITING
    round_id: int | None = None
    school_id: int | None = None
    topic: str | None = None
    survey: str | None = None
    due: Due | None = None
    risk: int | None = None
    identity: Identity | None = None
    band: str | None = None
    waited: Waited | None = None
