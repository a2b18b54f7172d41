"""A quick decision about one opinion, and taking it back within ten seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.errors import IllegalMove, Invalid
from webapp.directory import service as directory
from webapp.moderation.service import Changed, Sending, send
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState, RefusalReason
from webapp.opinions.service import OpinionView
from webapp.tracker import service as tracker

LONGEST_TITLE = 300


class Quick(StrEnum):
    """What one key decides."""

    SEND = "send"
    ACCEPT = "accept"
    JOIN = "join"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Decision:
    """One quick decision with what it needs; ``sending`` names the case to join or to open."""

    quick: Quick
    sending: Sending
    reason: RefusalReason | None = None


def decide(
    session: Session, viewer: Viewer, opinion: OpinionView, decision: Decision, now: datetime
) -> int | None:
    """Take *decision* and return the case the opinion is in then.

    Raises ``Changed`` unless the opinion waits for a decision, and ``Invalid``
    with the fields of ``service.send`` or ``reason``.  It can be undone with
    ``undo``.
    """
    if opinion.state not in (OpinionState.RECEIVED, OpinionState.SCREENING):
        raise Changed
    actor = viewer.user_id
    opinions.before_decision(session, actor, opinion.id, now)
    opened = None
    if decision.quick is Quick.REFUSE:
        if decision.reason is None:
            raise Invalid(fields={"reason": "required"})
        opinions.propose_refusal(session, actor, opinion.id, decision.reason, "", now)
    elif decision.quick is Quick.ACCEPT:
        opinions.accept(session, actor, opinion.id, now)
        if decision.sending.topic is not None:
            opinions.set_topic(session, actor, opinion.id, decision.sending.topic)
    else:
        opened = _send(session, viewer, opinion, decision, now)
    opinions.after_decision(session, opinion.id, opened)
    return opinions.case_of(session, opinion.id)


def _send(
    session: Session, viewer: Viewer, opinion: OpinionView, decision: Decision, now: datetime
) -> int | None:
    """Put the opinion behind a case; return the case if it was opened for it."""
    wanted = decision.sending.case_id
    if decision.quick is Quick.JOIN and wanted is None:
        raise Invalid(fields={"case": "required"})
    followed = opinions.case_of(session, opinion.follows_id) if opinion.follows_id else None
    sending = decision.sending
    if sending.title == usual_title(session, sending.topic, opinion.school_id):
        # Words of the directory: nobody's name, whatever they look like.
        sending = replace(sending, title_sure=True)
    case_id = send(session, viewer, opinion, sending, now)
    return case_id if case_id not in (wanted, followed) else None


def usual_title(session: Session, topic: str | None, school_id: int | None) -> str:
    """Return the title of a new case: topic and school, never a word of a child."""
    name = next((one.name for one in directory.topics(session) if one.code == topic), "")
    school = directory.school(session, school_id).name if school_id else ""
    return " – ".join(part for part in (name, school) if part)[:LONGEST_TITLE]


def undo(session: Session, viewer: Viewer, opinion_id: str, now: datetime) -> None:
    """Take this person's last decision about an opinion back, and the case it opened.

    Raises ``IllegalMove`` after ten seconds or once somebody has built on it:
    then the decision is changed on the submission's page, like any other.
    """
    opened = opinions.undo(session, viewer.user_id, opinion_id, now)
    if opened is None:
        return
    if opinions.counts_of_cases(session, [opened]).get(opened):
        raise IllegalMove
    tracker.take_back(session, viewer.user_id, opened, now)
