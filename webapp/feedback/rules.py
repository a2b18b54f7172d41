"""What a child reads under a receipt, and what it says of a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.feedback.ways import (
    RECORDED,
    SILENCE,
    WITH_A_TICKET,
    About,
    Channel,
    Obstacle,
    Owed,
    Standing,
    hidden_groups,
    small_groups,
    standing_of,
    whole_is_safe,
)
from webapp.opinions.rules import WAITING, OpinionState, RefusalReason
from webapp.petitions.rules import ReceiptPetition
from webapp.registration.rules import RegistrationState
from webapp.submissions.rules import SurveyKind
from webapp.tracker.rules import FINISHED, CaseState, Decision, ExtensionReason

__all__ = [
    "PROMISES",
    "PROMISE_TIME",
    "RECORDED",
    "REOPENING",
    "SILENCE",
    "WITH_A_TICKET",
    "About",
    "Channel",
    "CheckState",
    "ChildDid",
    "Kept",
    "Obstacle",
    "OpinionStatus",
    "Owed",
    "PromiseShown",
    "QuestionShown",
    "QuestionState",
    "Rating",
    "ReceiptView",
    "ReplyShown",
    "Standing",
    "Step",
    "hidden_groups",
    "late",
    "next_look",
    "small_groups",
    "standing_of",
    "step_of",
    "whole_is_safe",
]


class Rating(StrEnum):
    """Có · Chưa · Em chưa hiểu."""

    YES = "yes"
    NOT_YET = "not_yet"
    NOT_UNDERSTOOD = "not_understood"


# Answers after which the case goes back to work.
REOPENING = frozenset({Rating.NOT_YET, Rating.NOT_UNDERSTOOD})


class QuestionState(StrEnum):
    """A question to a child: proposed by a body, read by a moderator, then asked."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    ASKED = "asked"
    ANSWERED = "answered"
    RETURNED = "returned"


class ChildDid(StrEnum):
    """What a child can do under its receipt besides rating."""

    WITHDREW = "withdrew"
    APPEALED = "appealed"
    ANSWERED = "answered"


class Kept(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    BROKEN = "broken"


class CheckState(StrEnum):
    """A body's word on its promise, until somebody of Đoàn xã has seen for himself."""

    REPORTED = "reported"
    SENT_BACK = "sent_back"
    VERIFIED = "verified"


# Decisions that promise something which can be looked at later.
PROMISES = frozenset({Decision.WILL_DO, Decision.PARTLY})
# Without a day of its own a promise is looked at again after three months.
PROMISE_TIME = timedelta(days=90)


def next_look(
    promised_on: date | None, published_on: date, outcome: Kept | None, new_day: date | None
) -> date | None:
    """Return the day a promise is due to be looked at, None once it is settled.

    *outcome* is what Đoàn xã last confirmed, None before it did; a promise put off is
    looked at again on its *new_day*.
    """
    if outcome is None:
        return promised_on or published_on + PROMISE_TIME
    return new_day if outcome is Kept.NOT_YET else None


class Step(StrEnum):
    """Where an opinion stands, in as few steps as a child needs."""

    READING = "reading"
    NOT_CARRIED_ON = "not_carried_on"
    SEEKING_BODY = "seeking_body"
    SENT = "sent"
    REPLIED = "replied"
    ASKED_AGAIN = "asked_again"
    HANDED_ON = "handed_on"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class PromiseShown:
    """What became of a promise, after Đoàn xã has seen it."""

    outcome: Kept
    evidence: str
    new_day: date | None
    seen_on: date


@dataclass(frozen=True)
class QuestionShown:
    """A question that waits for the child, with the words it is about.

    ``heard`` says that an answer was sent; whatever became of it, the child sees that.
    Words nobody has moderated are not shown: ``asked`` then names what they answered.
    """

    id: int
    text: str
    about: str
    answer_by: date
    heard: bool
    asked: str = ""


@dataclass(frozen=True)
class ReplyShown:
    """A published reply in its four blocks, as the child reads it."""

    id: int
    body_name: str
    decision: Decision
    heard: str
    decided: str
    why: str
    when_text: str
    promised_on: date | None
    published_on: date
    promise: PromiseShown | None = None
    # Who decides a matter the commune cannot, and the number of the letter that went there.
    referred_to: str = ""
    referred_number: str = ""


@dataclass(frozen=True)
class OpinionStatus:
    """One thing the child said, and how far it has come.

    ``asked`` is the question it answered, where its ``text`` is not shown.
    ``note`` is what a moderator wrote to the child beside the reason.
    ``overdue`` says that the body should have answered by ``due_on``.
    ``rating`` is what the child last said of the reply shown.  ``extended`` is why
    the body got more days; ``at_leader`` says that the leader of the commune
    looks after it now; ``waits_for_child`` that a question to the child stands first.
    ``may_appeal`` allows to ask once more about what was not carried on.
    """

    opinion_id: str
    step: Step
    text: str | None = None
    asked: str = ""
    reason: RefusalReason | None = None
    note: str = ""
    body_name: str | None = None
    due_on: date | None = None
    overdue: bool = False
    reply: ReplyShown | None = None
    rating: Rating | None = None
    extended: ExtensionReason | None = None
    at_leader: bool = False
    waits_for_child: bool = False
    may_appeal: bool = False
    # Where a complaint by law is, and what the competent body said of it.
    petition: ReceiptPetition | None = None

    @property
    def shows_day(self) -> bool:
        """Tell whether the day the body answers by can be said."""
        return self.due_on is not None and not self.overdue and not self.waits_for_child


@dataclass(frozen=True)
class ReceiptView:
    """Everything one receipt opens.

    ``reading`` is one line for everything that waits, however much it is: a
    submission kept by the protection officer must look like any other that is
    being read, so neither the number of texts nor their absence is shown.  What waits
    can be taken back as a whole, and ``taken_back`` then is one line likewise.
    """

    kind: SurveyKind
    survey: str
    received_on: date
    reading: bool
    opinions: tuple[OpinionStatus, ...]
    registration: RegistrationState | None
    questions: tuple[QuestionShown, ...] = ()
    taken_back: bool = False
    submission_id: str = ""
    # A page for a parent or another adult says "ông/bà".
    adult: bool = False


_DECIDED = {
    OpinionState.NOT_ACCEPTED: Step.NOT_CARRIED_ON,
    OpinionState.PETITION: Step.HANDED_ON,
    OpinionState.WITHDRAWN: Step.TAKEN_BACK,
}


def step_of(state: OpinionState, case_state: CaseState | None, replied: bool) -> Step:
    """Return how far an opinion has come.

    *replied* tells whether a reply of its case was ever published: a case that
    has one and is at work again was reopened.
    """
    if state in _DECIDED:
        return _DECIDED[state]
    if state in WAITING or case_state is None:
        return Step.READING
    if replied:
        return Step.REPLIED if case_state in FINISHED else Step.ASKED_AGAIN
    if case_state in {CaseState.OPENED, CaseState.RETURNED}:
        return Step.SEEKING_BODY
    return Step.SENT


def late(step: Step, due_on: date | None, today: date) -> bool:
    """Tell whether the body should have answered before *today*."""
    return step in {Step.SENT, Step.ASKED_AGAIN} and due_on is not None and due_on < today
