"""The states of a case and the moves between them.

Three axes stay apart: the workflow state below, the outcome the body claims
(``Decision``), and the clocks, which are computed.  Nothing here knows a child's
answer to "did it help you"; a reopened case is simply back at work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.base.errors import IllegalMove


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
    # Something must be asked of the child first; the body's clock is paused.
    WAITING_CHILD = "waiting_child"
    ANSWER_REVIEW = "answer_review"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"


_S = CaseState

MOVES: dict[CaseState, frozenset[CaseState]] = {
    _S.OPENED: frozenset({_S.ROUTED}),
    _S.ROUTED: frozenset({_S.ACKNOWLEDGED, _S.RETURNED}),
    _S.RETURNED: frozenset({_S.ROUTED}),
    _S.ACKNOWLEDGED: frozenset({_S.IN_PROGRESS, _S.WAITING_CHILD, _S.ANSWER_REVIEW, _S.RETURNED}),
    _S.IN_PROGRESS: frozenset({_S.WAITING_CHILD, _S.ANSWER_REVIEW, _S.RETURNED}),
    _S.WAITING_CHILD: frozenset({_S.IN_PROGRESS}),
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

    DONE = "done"
    WILL_DO = "will_do"
    PARTLY = "partly"
    EXPLAINED = "explained"
    WILL_NOT = "will_not"
    REFERRED_UP = "referred_up"
    OUT_OF_SCOPE = "out_of_scope"


class Closing(StrEnum):
    """Why a case was closed; the time its words are kept depends on it."""

    CONFIRMED = "confirmed"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    REFERRED_UP = "referred_up"


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


class DueFilter(StrEnum):
    """Ready-made questions about dates."""

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"


class Sorting(StrEnum):
    """What the list can be ordered by."""

    DUE = "due"
    NUMBER = "number"
    TITLE = "title"
    STATE = "state"


LEAST_DAYS_AFTER_REOPENING = 3


def days_after_reopening(term_days: int) -> int:
    """Return the working days a body gets when a child said "not yet".

    Half the first term, rounded up, but never under three: the matter is known,
    and a child has already waited once.
    """
    return max(LEAST_DAYS_AFTER_REOPENING, -(-term_days // 2))


def check_move(state: CaseState, to_state: CaseState) -> None:
    """Raise IllegalMove unless a case may go from *state* to *to_state*."""
    if to_state not in MOVES[state]:
        raise IllegalMove


SHORTEST_TELLING_WORD = 3


def likeness(
    *, same_topic: bool, same_school: bool, words: frozenset[str], title: frozenset[str]
) -> int:
    """Return how alike a text and a case are; 0 means not worth showing.

    Topic counts most, then the school, then each telling word in common
    (folded, three letters or more).
    """
    common = sum(1 for word in words & title if len(word) >= SHORTEST_TELLING_WORD)
    if not same_topic and common < 2:
        return 0
    return 3 * same_topic + 2 * same_school + common


def missing_blocks(decision: Decision, blocks: Mapping[str, str]) -> list[str]:
    """Return the names of the blocks a reply cannot be handed in without.

    A child is always told what was heard and what was decided.  A body that
    will do it says when, one that will not says why, and "partly" owes both.
    """
    wanted = ["heard", "decided"]
    if decision is not Decision.WILL_DO:
        wanted.append("why")
    if decision is not Decision.WILL_NOT:
        wanted.append("when_text")
    return [name for name in wanted if not blocks.get(name, "").strip()]


@dataclass(frozen=True)
class Actions:
    """What one person may do with one case now."""

    acknowledge: bool = False
    send_back: bool = False
    start: bool = False
    write_reply: bool = False
    note: bool = False
    route: bool = False
    review: bool = False
    close: bool = False
    link_task: bool = False


def actions(
    state: CaseState,
    *,
    leads: bool,
    takes_part: bool,
    may_reply: bool,
    may_route: bool,
    may_publish: bool,
    oversees: bool,
) -> Actions:
    """Return what a person may do, from the state and what the person is.

    The lead body answers; a coordinating body may add notes and steps but not
    reply; Đoàn xã routes, reviews and closes.
    """
    lead = leads and may_reply
    return Actions(
        acknowledge=lead and state is CaseState.ROUTED,
        send_back=lead and CaseState.RETURNED in MOVES[state],
        start=lead and state in {CaseState.ACKNOWLEDGED, CaseState.REOPENED},
        write_reply=lead and CaseState.ANSWER_REVIEW in MOVES[state],
        note=(takes_part and may_reply) or may_route or oversees,
        route=may_route and CaseState.ROUTED in MOVES[state],
        review=may_publish and state is CaseState.ANSWER_REVIEW,
        close=may_publish and state is CaseState.ANSWERED,
        link_task=may_route or oversees,
    )
