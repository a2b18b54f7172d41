"""The states of a case and the moves between them.

Three axes stay apart (``reference/response-trackers.md`` §4a): the workflow
state below, the outcome the body claims (``Decision``), and the clocks, which
are computed.  Nothing here knows a child's answer to "did it help you"; a
reopened case is simply back at work.
"""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands.

    ``OPENED`` waits to be routed; ``RETURNED`` was sent back by the body and
    waits for the moderators again.
    """

    OPENED = "opened"
    ROUTED = "routed"
    RETURNED = "returned"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    ANSWER_REVIEW = "answer_review"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"


_S = CaseState

MOVES: dict[CaseState, frozenset[CaseState]] = {
    _S.OPENED: frozenset({_S.ROUTED}),
    _S.ROUTED: frozenset({_S.ACKNOWLEDGED, _S.RETURNED}),
    _S.RETURNED: frozenset({_S.ROUTED}),
    _S.ACKNOWLEDGED: frozenset({_S.IN_PROGRESS, _S.ANSWER_REVIEW, _S.RETURNED}),
    _S.IN_PROGRESS: frozenset({_S.ANSWER_REVIEW, _S.RETURNED}),
    _S.ANSWER_REVIEW: frozenset({_S.ANSWERED, _S.IN_PROGRESS}),
    _S.ANSWERED: frozenset({_S.CLOSED, _S.REOPENED}),
    _S.REOPENED: frozenset({_S.IN_PROGRESS, _S.ANSWER_REVIEW, _S.ROUTED, _S.RETURNED}),
    _S.CLOSED: frozenset({_S.REOPENED}),
}

# While one of these holds, the body's clock runs; overdue is only said then.
BODY_CLOCK_RUNS = frozenset({_S.ROUTED, _S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.REOPENED})
MODERATORS_TURN = frozenset({_S.OPENED, _S.RETURNED, _S.ANSWER_REVIEW})
FINISHED = frozenset({_S.ANSWERED, _S.CLOSED})


class Decision(StrEnum):
    """What the body says it will do (Nghị định 56/2017/NĐ-CP, Điều 53.2)."""

    WILL_DO = "will_do"
    PARTLY = "partly"
    WILL_NOT = "will_not"


class CaseBodyRole(StrEnum):
    """A case has exactly one lead and any number of coordinating bodies."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class ReplyState(StrEnum):
    """A reply is drafted by the body, reviewed by Đoàn xã, then published."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"


class NoteKind(StrEnum):
    """A note is for colleagues; a step is something that was done."""

    NOTE = "note"
    STEP = "step"
