"""Not carrying an opinion on: one person proposes it, another one decides.

A child whose words are put aside by a single reader has nobody to turn to;
therefore no refusal counts before a second person has read it
(docs/decisions, "second reader").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.paging import PAGE_SIZE, Page, nearest
from webapp.base.text import clean
from webapp.opinions import queries
from webapp.opinions.moving.steps import forget_refusal, freeze, move, record
from webapp.opinions.reading import text_for
from webapp.opinions.records import Hiding, Opinion, OpinionEvent
from webapp.opinions.rules import OpinionState, RefusalReason

_PROPOSED = OpinionState.REFUSAL_PROPOSED


@dataclass(frozen=True)
class ProposedRefusal:
    """A refusal that waits for its second reader.

    ``text`` is what that reader may see: hidden parts hidden, and for people
    who do not moderate also what may identify somebody and was not looked at.
    """

    opinion_id: str
    submission_id: str
    question_label: str
    text: str
    risk: int
    band: str
    school_id: int | None
    topic: str | None
    reason: RefusalReason
    note: str
    proposed_by: int
    proposed_at: datetime
    moderation_due: date


def propose_refusal(
    session: Session,
    actor_id: int,
    opinion_id: str,
    reason: RefusalReason,
    note: str,
    now: datetime,
) -> None:
    """Propose not to carry an opinion on, for a *reason* of the list (NĐ 56/2017, Điều 55.1).

    *note* is a sentence for the child and may be empty; the child learns both
    only when a second reader has agreed, and until then the moderators' clock
    runs on.  Raises ``IllegalMove`` unless the opinion waits for a decision.
    """
    row = queries.one(session, opinion_id)
    move(session, row, actor_id, _PROPOSED, now, reason.value)
    row.reason, row.reason_note, row.proposed_by = reason, clean(note), actor_id
    record(session, actor_id, "opinion.refusal_proposed", row, reason=reason.value)


def confirm_refusal(session: Session, viewer: Viewer, opinion_id: str, now: datetime) -> None:
    """Agree to a proposed refusal; it counts from now on and the child can read why.

    Raises ``NotFound`` for people who are no second readers, ``NotAllowed`` for
    the person who proposed it, ``IllegalMove`` when nothing is proposed.
    """
    row = _proposed(session, viewer, opinion_id)
    move(session, row, viewer.user_id, OpinionState.NOT_ACCEPTED, now, str(row.reason))
    freeze(row, now)
    row.search_text = ""
    record(session, viewer.user_id, "opinion.refused", row, reason=str(row.reason))


def decline_refusal(
    session: Session, viewer: Viewer, opinion_id: str, why: str, now: datetime
) -> None:
    """Give an opinion back to the moderators: it should be carried on.

    *why* is for them and must say something (``Invalid``, field ``why``).
    Raises what ``confirm_refusal`` raises.
    """
    row = _proposed(session, viewer, opinion_id)
    why = clean(why)
    if not why:
        raise Invalid(fields={"why": "required"})
    move(session, row, viewer.user_id, OpinionState.SCREENING, now, why)
    forget_refusal(row)
    record(session, viewer.user_id, "opinion.refusal_declined", row)


def refusals(
    session: Session, viewer: Viewer, number: int = 1, *, mine: bool = False
) -> Page[ProposedRefusal]:
    """Return one page of the refusals *viewer* may decide, the longest waiting first.

    With *mine* those that the viewer proposed and somebody else has to read.
    """
    _must_read_second(viewer)
    by_me = Opinion.proposed_by == viewer.user_id
    wanted = (Opinion.state == _PROPOSED, by_me if mine else ~by_me)
    total = session.scalar(select(func.count()).select_from(Opinion).where(*wanted)) or 0
    number = nearest(number, total)
    rows = session.scalars(
        select(Opinion)
        .where(*wanted)
        .order_by(Opinion.moderation_due, Opinion.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    hidings = queries.hidings(session, [row.id for row in rows])
    proposed = _proposed_at(session, [row.id for row in rows])
    shown = [_shown(row, viewer, hidings.get(row.id, []), proposed[row.id]) for row in rows]
    return Page(shown, number, total)


def refusals_waiting(session: Session, viewer: Viewer) -> int:
    """Return how many proposed refusals *viewer* could decide: those of other people."""
    _must_read_second(viewer)
    return (
        session.scalar(
            select(func.count())
            .select_from(Opinion)
            .where(Opinion.state == _PROPOSED, Opinion.proposed_by != viewer.user_id)
        )
        or 0
    )


def _proposed(session: Session, viewer: Viewer, opinion_id: str) -> Opinion:
    _must_read_second(viewer)
    row = queries.one(session, opinion_id)
    if row.state is not _PROPOSED:
        raise IllegalMove
    if row.proposed_by == viewer.user_id:
        raise NotAllowed
    return row


def _must_read_second(viewer: Viewer) -> None:
    """Raise ``NotFound`` for people who are no second readers: nothing is confirmed to them."""
    if not viewer.can(Permission.OPINIONS_SECOND_READ):
        raise NotFound


def _proposed_at(session: Session, opinion_ids: list[str]) -> dict[str, datetime]:
    events = session.execute(
        select(OpinionEvent.opinion_id, OpinionEvent.at)
        .where(OpinionEvent.opinion_id.in_(opinion_ids), OpinionEvent.to_state == _PROPOSED)
        .order_by(OpinionEvent.id)
    )
    return {opinion_id: at for opinion_id, at in events}


def _shown(row: Opinion, viewer: Viewer, hidings: list[Hiding], at: datetime) -> ProposedRefusal:
    return ProposedRefusal(
        opinion_id=row.id,
        submission_id=row.submission_id,
        question_label=row.question_label,
        text=text_for(viewer, row, hidings),
        risk=row.risk,
        band=row.band,
        school_id=row.school_id,
        topic=row.topic or row.suggested_topic,
        reason=RefusalReason(str(row.reason)),
        note=row.reason_note,
        proposed_by=row.proposed_by or 0,
        proposed_at=at,
        moderation_due=row.moderation_due,
    )
