"""Published replies: what children read, and the promises in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.directory import service as directory
from webapp.tracker import queries
from webapp.tracker.records import Case, Reply
from webapp.tracker.rules import CaseState, Decision, Referral, ReplyState
from webapp.tracker.views import PublishedReply


@dataclass(frozen=True)
class Promised:
    """A promise of the newest published reply of a case."""

    reply_id: int
    case_id: int
    number: str
    title: str
    body_id: int
    decision: Decision
    decided: str
    when_text: str
    promised_on: date | None
    published_on: date


def referrals(session: Session, reply_ids: Collection[int]) -> dict[int, Referral]:
    """Return where these published replies say their matter went, for those that say it."""
    rows = session.execute(
        select(Reply.id, Reply.referred_to, Reply.referred_number)
        .where(
            Reply.id.in_(reply_ids), Reply.state == ReplyState.PUBLISHED, Reply.referred_to != ""
        )
        .order_by(Reply.id)
    )
    return {reply_id: Referral(to, number) for reply_id, to, number in rows}


def published_reply(session: Session, case_id: int) -> PublishedReply | None:
    """Return the newest published reply, or None; this is what children read."""
    reply = queries.newest_reply(session, case_id, ReplyState.PUBLISHED)
    if reply is None or reply.published_on is None:
        return None
    return _published(session, reply, reply.published_on)


def published_of_cases(session: Session, case_ids: Collection[int]) -> dict[int, PublishedReply]:
    """Return the newest published reply of each of these cases that has one."""
    wanted = list(case_ids)
    rows = session.scalars(
        select(Reply).where(Reply.id.in_(_newest(wanted))).order_by(Reply.case_id)
    )
    return {
        row.case_id: _published(session, row, row.published_on)
        for row in rows
        if row.published_on is not None
    }


def replies_published(session: Session, first_day: date, next_month: date) -> list[PublishedReply]:
    """Return the replies published in [*first_day*, *next_month*), oldest first."""
    return [
        _published(session, reply, reply.published_on)
        for reply in queries.replies_published(session, first_day, next_month)
        if reply.published_on is not None
    ]


def answered_cases(session: Session) -> list[int]:
    """Return the cases whose reply is published and that nobody has closed yet."""
    return list(
        session.scalars(select(Case.id).where(Case.state == CaseState.ANSWERED).order_by(Case.id))
    )


def promises(session: Session, decisions: Collection[Decision]) -> list[Promised]:
    """Return the newest published reply of each finished case whose decision promises something.

    A case at work again has no promise until it is answered once more.
    """
    rows = session.execute(
        select(Reply, Case.number, Case.title)
        .join(Case, Case.id == Reply.case_id)
        .where(
            Reply.id.in_(_newest(None)),
            Reply.decision.in_(decisions),
            Case.state.in_((CaseState.ANSWERED, CaseState.CLOSED)),
        )
        .order_by(Reply.id)
    )
    return [_promised(reply, number, title) for reply, number, title in rows if reply.published_on]


def promise(session: Session, reply_id: int) -> Promised | None:
    """Return one published reply with its case, or None."""
    reply = session.get(Reply, reply_id)
    if reply is None or reply.state is not ReplyState.PUBLISHED:
        return None
    case = session.get_one(Case, reply.case_id)
    return _promised(reply, case.number, case.title)


def _newest(case_ids: Sequence[int] | None) -> Select[int]:
    found = select(func.max(Reply.id)).where(Reply.state == ReplyState.PUBLISHED)
    if case_ids is not None:
        found = found.where(Reply.case_id.in_(case_ids))
    return found.group_by(Reply.case_id)


def _promised(reply: Reply, number: str, title: str) -> Promised:
    if reply.published_on is None:
        raise ValueError("a published reply has its day")
    return Promised(
        reply_id=reply.id,
        case_id=reply.case_id,
        number=number,
        title=title,
        body_id=reply.body_id,
        decision=reply.decision,
        decided=reply.decided,
        when_text=reply.when_text,
        promised_on=reply.promised_on,
        published_on=reply.published_on,
    )


def _published(session: Session, reply: Reply, published_on: date) -> PublishedReply:
    return PublishedReply(
        id=reply.id,
        case_id=reply.case_id,
        body_name=directory.body_name(session, reply.body_id),
        decision=reply.decision,
        heard=reply.heard,
        decided=reply.decided,
        why=reply.why,
        when_text=reply.when_text,
        promised_on=reply.promised_on,
        published_on=published_on,
        late=reply.late,
        referred_to=reply.referred_to,
        referred_number=reply.referred_number,
    )
