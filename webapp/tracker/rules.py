"""The states of a case and the moves between them.

Three axes stay apart: the workflow state below, the outcome the body claims
(``Decision``), and the clocks, which are computed.  Nothing here knows a child's
answer to "did it help you"; a reopened case is simply back at work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    _S.REOPENED: frozenset(
        {_S.IN_PROGRESS, _S.WAITING_CHILD, _S.ANSWER_REVIEW, _S.ROUTED, _S.RETURNED}
    ),
    _S.CLOSED: frozenset({_S.REOPENED}),
}

# While one of these holds, the body's clock runs; overdue is only said then.
BODY_CLOCK_RUNS = frozenset({_S.ROUTED, _S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.REOPENED})
MODERATORS_TURN = frozenset({_S.OPENED, _S.RETURNED, _S.ANSWER_REVIEW})
FINISHED = frozenset({_S.ANSWERED, _S.CLOSED})
# A body that has a case: it may be extended, paused, given to another by the leader.
AT_WORK = frozenset({_S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.REOPENED})
# What the leader may take from a body and give to another, once a case was escalated.
REASSIGNED_FROM = AT_WORK | {_S.ROUTED, _S.RETURNED}
# Every child behind a case may withdraw before it was answered: then nobody is left
# to tell, and only then a case closes without an answer.
WITHDRAWN_FROM = frozenset(_S) - FINISHED - {_S.ANSWER_REVIEW}


class Decision(StrEnum):
    """What the body says it will do (Nghị định 56/2017/NĐ-CP, Điều 53.2)."""

    DONE = "done"
    WILL_DO = "will_do"
    PARTLY = "partly"
    EXPLAINED = "explained"
    WILL_NOT = "will_not"
    REFERRED_UP = "referred_up"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Referral:
    """Who decides a matter that the commune cannot, and the number of the letter sent there."""

    to: str
    number: str


class Closing(StrEnum):
    """Why a case was closed; the time its words are kept depends on it."""

    CONFIRMED = "confirmed"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    REFERRED_UP = "referred_up"


class TermKind(StrEnum):
    """Why a body's last day was set or moved; each time is kept."""

    ROUTED = "routed"
    EXTENDED = "extended"
    WAITED = "waited"
    REVIEWED = "reviewed"
    REOPENED = "reopened"
    BY_LEADER = "by_leader"


class ExtensionReason(StrEnum):
    """Why a body asks for more days, in the few kinds a child is told in plain words.

    What the body writes besides is for colleagues: nobody has reviewed it.
    """

    SEE_THE_PLACE = "see_the_place"
    ASK_OTHERS = "ask_others"
    FIND_MONEY = "find_money"
    WEATHER = "weather"
    OTHER = "other"


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


# What was sent back or published is never written on: a better reply is a new draft.
REPLY_MOVES: dict[ReplyState, frozenset[ReplyState]] = {
    ReplyState.DRAFT: frozenset({ReplyState.SUBMITTED}),
    ReplyState.SUBMITTED: frozenset({ReplyState.SENT_BACK, ReplyState.PUBLISHED}),
    ReplyState.SENT_BACK: frozenset(),
    ReplyState.PUBLISHED: frozenset(),
}


class NoteKind(StrEnum):
    """A note is for colleagues, a step was done, an instruction is the leader's."""

    NOTE = "note"
    STEP = "step"
    INSTRUCTION = "instruction"


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
MOST_EXTENSIONS = 2
# Reasons the house writes itself, as codes; the pages have the words.
ESCALATED = "escalated"
NO_ANSWER = "no_answer_in_time"
# A child's second "not yet" takes a case to the leader.
ESCALATED_AT = 2


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


def check_reply_move(state: ReplyState, to_state: ReplyState) -> None:
    """Raise IllegalMove unless a reply may go from *state* to *to_state*."""
    if to_state not in REPLY_MOVES[state]:
        raise IllegalMove


def check_closing(state: CaseState, closing: Closing) -> None:
    """Raise IllegalMove unless a case in *state* may be closed for this reason.

    Without an answer a case is closed only when all its children withdrew.
    """
    withdrawn = closing is Closing.WITHDRAWN and state in WITHDRAWN_FROM
    if not withdrawn:
        check_move(state, CaseState.CLOSED)


def clock_runs(state: CaseState, *, by_law: bool) -> bool:
    """Tell whether the body's clock runs.

    It stands still while something is asked of the child, except where the term
    is the law's: Điều 53.2 knows no pause, so those days go on counting.
    """
    return state in BODY_CLOCK_RUNS or (state is CaseState.WAITING_CHILD and by_law)


def extension_fault(
    *, by_law: bool, given: int, due: date, wanted: date, today: date, farthest: date
) -> str | None:
    """Return why a body cannot have *wanted* as its new last day, or None.

    Twice at most, only before the day has passed (a lateness that has begun is
    not moved away), to a later day, by no more than the first term again
    (*farthest*), and never where the term is the law's.
    """
    faults = (
        (by_law, "by_law"),
        (given >= MOST_EXTENSIONS, "no_more"),
        (due < today, "already_late"),
        (wanted <= due or wanted <= today, "not_later"),
        (wanted > farthest, "too_far"),
    )
    return next((words for is_so, words in faults if is_so), None)


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


# What each decision owes beside "what we heard" and "what we decided": a day where
# something will be or was done, the reason where it is not, and where a matter
# belongs to somebody else who that is (Nghị định 56/2017/NĐ-CP, Điều 53.2–53.3).
OWED: Mapping[Decision, tuple[str, ...]] = {
    Decision.DONE: ("when_text",),
    Decision.WILL_DO: ("when_text",),
    Decision.PARTLY: ("why", "when_text"),
    Decision.EXPLAINED: ("why",),
    Decision.WILL_NOT: ("why",),
    Decision.REFERRED_UP: ("why", "referred_to", "referred_number"),
    Decision.OUT_OF_SCOPE: ("why", "referred_to"),
}


def missing_blocks(decision: Decision, blocks: Mapping[str, str]) -> list[str]:
    """Return the names of the blocks a reply cannot be handed in without.

    A child is always told what was heard and what was decided; the rest depends
    on the decision (``OWED``).
    """
    wanted = ("heard", "decided", *OWED[decision])
    return [name for name in wanted if not blocks.get(name, "").strip()]


@dataclass(frozen=True)
class Actions:
    """What one person may do with one case now."""

    acknowledge: bool = False
    send_back: bool = False
    start: bool = False
    write_reply: bool = False
    extend: bool = False
    pause: bool = False
    resume: bool = False
    note: bool = False
    route: bool = False
    review: bool = False
    close: bool = False
    link_task: bool = False
    lead_on: bool = False


def actions(
    state: CaseState,
    *,
    leads: bool,
    takes_part: bool,
    may_reply: bool,
    may_route: bool,
    may_publish: bool,
    oversees: bool,
    leader: bool = False,
    escalated: bool = False,
) -> Actions:
    """Return what a person may do, from the state and what the person is.

    The lead body answers; a coordinating body may add notes and steps but not
    reply; Đoàn xã routes, reviews and closes; the leader steps in once a case
    was escalated and until it is answered.
    """
    lead = leads and may_reply
    return Actions(
        acknowledge=lead and state is CaseState.ROUTED,
        send_back=lead and CaseState.RETURNED in MOVES[state],
        start=lead and state in {CaseState.ACKNOWLEDGED, CaseState.REOPENED},
        write_reply=lead and CaseState.ANSWER_REVIEW in MOVES[state],
        extend=lead and state in AT_WORK,
        pause=(lead or may_route) and CaseState.WAITING_CHILD in MOVES[state],
        resume=(lead or may_route) and state is CaseState.WAITING_CHILD,
        note=(takes_part and may_reply) or may_route or oversees,
        route=may_route and CaseState.ROUTED in MOVES[state],
        review=may_publish and state is CaseState.ANSWER_REVIEW,
        close=may_publish and state is CaseState.ANSWERED,
        link_task=may_route or oversees,
        lead_on=leader and escalated and state not in FINISHED,
    )
