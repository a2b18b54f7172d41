"""What a child reads under a receipt, and what it says of a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.opinions.rules import WAITING, OpinionState, RefusalReason
from webapp.registration.rules import RegistrationState
from webapp.submissions.rules import SurveyKind
from webapp.tracker.rules import FINISHED, CaseState, Decision


class Rating(StrEnum):
    """Có · Chưa · Em chưa hiểu."""

    YES = "yes"
    NOT_YET = "not_yet"
    NOT_UNDERSTOOD = "not_understood"


# Answers after which the case goes back to work.
REOPENING = frozenset({Rating.NOT_YET, Rating.NOT_UNDERSTOOD})


class Step(StrEnum):
    """Where an opinion stands, in as few steps as a child needs."""

    READING = "reading"
    NOT_CARRIED_ON = "not_carried_on"
    SEEKING_BODY = "seeking_body"
    SENT = "sent"
    REPLIED = "replied"
    ASKED_AGAIN = "asked_again"


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


@dataclass(frozen=True)
class OpinionStatus:
    """One thing the child said, and how far it has come.

    ``note`` is what a moderator wrote to the child beside the reason.
    ``overdue`` says that the body should have answered by ``due_on``.
    ``rating`` is what the child last said of the reply shown.
    """

    opinion_id: str
    step: Step
    text: str | None = None
    reason: RefusalReason | None = None
    note: str = ""
    body_name: str | None = None
    due_on: date | None = None
    overdue: bool = False
    reply: ReplyShown | None = None
    rating: Rating | None = None


@dataclass(frozen=True)
class ReceiptView:
    """Everything one receipt opens.

    ``reading`` is one line for everything that waits, however much it is: a
    submission kept by the protection officer must look like any other that is
    being read, so neither the number of texts nor their absence is shown.
    """

    kind: SurveyKind
    survey: str
    received_on: date
    reading: bool
    opinions: tuple[OpinionStatus, ...]
    registration: RegistrationState | None


def step_of(state: OpinionState, case_state: CaseState | None, replied: bool) -> Step:
    """Return how far an opinion has come.

    *replied* tells whether a reply of its case was ever published: a case that
    has one and is at work again was reopened.
    """
    if state is OpinionState.NOT_ACCEPTED:
        return Step.NOT_CARRIED_ON
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
