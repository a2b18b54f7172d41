"""One step for many opinions at once: what fits is done, what does not is named.

Everything happens in one transaction.  An opinion that somebody changed since
the list was shown is left alone, and so is one that must not be decided unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.errors import Invalid
from webapp.moderation.service import Sending, send
from webapp.opinions import service as opinions
from webapp.opinions.rules import UNDECIDED, OpinionState, Risk, risk_of
from webapp.opinions.service import OpinionView
from webapp.tracker import service as tracker

MOST = 200


class Skipped(StrEnum):
    """Why an opinion was left as it is."""

    CHANGED = "changed"
    DECIDED = "decided"
    DISTRESSING = "distressing"
    IDENTIFIES = "identifies"


@dataclass(frozen=True)
class Ticked:
    """One opinion as it was ticked: its turn says how the list showed it."""

    opinion_id: str
    turn: int


@dataclass(frozen=True)
class Left:
    """One opinion that was skipped, named by what identifies nobody."""

    opinion: OpinionView
    why: Skipped


@dataclass(frozen=True)
class Outcome:
    """How many opinions the step was taken for, which not, and the case they are in."""

    done: int
    left: tuple[Left, ...]
    case_id: int | None = None


def set_topics(
    session: Session, viewer: Viewer, ticked: Sequence[Ticked], topic: str | None
) -> Outcome:
    """Say that all *ticked* opinions are about *topic*; ``Invalid`` without one."""
    if topic is None:
        raise Invalid(fields={"topic": "required"})
    fine, left = _sorted(session, viewer, ticked, decides=False)
    for view in fine:
        opinions.set_topic(session, viewer.user_id, view.id, topic)
    return Outcome(len(fine), tuple(left))


def accept_all(
    session: Session, viewer: Viewer, ticked: Sequence[Ticked], now: datetime
) -> Outcome:
    """Accept all *ticked* opinions that may be; they wait for a case then."""
    fine, left = _sorted(session, viewer, ticked, decides=True)
    todo = [view for view in fine if view.state in UNDECIDED]
    left += [Left(view, Skipped.DECIDED) for view in fine if view.state not in UNDECIDED]
    for view in todo:
        opinions.accept(session, viewer.user_id, view.id, now)
    return Outcome(len(todo), tuple(left))


def gather(
    session: Session,
    viewer: Viewer,
    ticked: Sequence[Ticked],
    sending: Sending,
    now: datetime,
) -> Outcome:
    """Put all *ticked* opinions that may be into one case: the one of *sending*, or a new one.

    A new one is opened for the first of them and routed at once.  Raises what
    ``service.send`` raises; nothing is done then.
    """
    fine, left = _sorted(session, viewer, ticked, decides=True)
    case_id = sending.case_id
    if case_id is not None:
        tracker.case_state(session, case_id)
    for view in fine:
        step = sending if case_id is None else Sending(sending.topic, case_id=case_id)
        case_id = send(session, viewer, view, step, now)
    return Outcome(len(fine), tuple(left), case_id)


def _sorted(
    session: Session, viewer: Viewer, ticked: Sequence[Ticked], *, decides: bool
) -> tuple[list[OpinionView], list[Left]]:
    """Part what the step fits from what it does not; ``Invalid`` when nothing is ticked."""
    if not ticked or len(ticked) > MOST:
        raise Invalid(fields={"ticked": "required" if not ticked else "too_many"})
    turns = {one.opinion_id: one.turn for one in ticked}
    fine, left = [], []
    for view in opinions.some(session, viewer, list(turns)):
        why = _why_not(view, turns[view.id], decides)
        if why is None:
            fine.append(view)
        else:
            left.append(Left(view, why))
    return fine, left


def _why_not(view: OpinionView, turn: int, decides: bool) -> Skipped | None:
    if view.turn != turn:
        return Skipped.CHANGED
    if view.state not in UNDECIDED | {OpinionState.ACCEPTED}:
        return Skipped.DECIDED
    if view.state is OpinionState.REFUSAL_PROPOSED:
        return Skipped.DECIDED
    if not decides or view.state is OpinionState.ACCEPTED:
        return None
    # What others will read decides, not what stood there before it was hidden.
    risk = risk_of(view.public)
    if max(view.risk, risk) >= Risk.TROUBLE:
        return Skipped.DISTRESSING
    return Skipped.IDENTIFIES if risk >= Risk.PERSON else None
