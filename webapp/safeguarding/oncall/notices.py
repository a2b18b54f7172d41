"""Telling people of a concern, and what is kept about it: who, why, when, seen when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.outbox import service as outbox
from webapp.outbox.rules import Level
from webapp.safeguarding import queries
from webapp.safeguarding.oncall import people
from webapp.safeguarding.records import Concern, ConcernNotice
from webapp.safeguarding.rules import FINISHED, NoticeWhy


def tell(
    session: Session,
    concern_id: str,
    why: NoticeWhy,
    user_ids: Iterable[int],
    begun_at: datetime,
    now: datetime,
    rung: int = 0,
) -> list[int]:
    """Tell people of a concern, each once for the same reason and rung; return the new ones.

    The mail says that something urgent waits and nothing else.
    """
    known = set(
        session.scalars(
            select(ConcernNotice.user_id).where(
                ConcernNotice.concern_id == concern_id,
                ConcernNotice.why == why,
                ConcernNotice.begun_at == begun_at,
                ConcernNotice.rung == rung,
            )
        )
    )
    fresh = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in known]
    session.add_all(
        ConcernNotice(
            concern_id=concern_id,
            user_id=user_id,
            why=why,
            begun_at=begun_at,
            rung=rung,
            at=now,
        )
        for user_id in fresh
    )
    session.flush()
    about = f"concern:{concern_id}:{begun_at.isoformat()}:{why.value}:{rung}"
    outbox.notify(session, fresh, Level.URGENT, about, now)
    return fresh


def tell_first(
    session: Session, concern: Concern, why: NoticeWhy, begun_at: datetime, now: datetime
) -> list[int]:
    """Tell the first people of the ladder who may know; a leader when nobody is left.

    The leader learns no more than that somebody with the duty is missing.
    """
    out = queries.excluded(session, concern.id)
    first = people.ladder(session, out)[: people.TOLD_AT_ONCE]
    told = tell(session, concern.id, why, first, begun_at, now)
    if not _others_left(session, concern.id):
        told += ask_for_somebody(session, concern.id, out, begun_at, now)
    return told


def ask_for_somebody(
    session: Session, concern_id: str, out: Iterable[int], begun_at: datetime, now: datetime
) -> list[int]:
    """Tell a leader that somebody with the duty is missing, and nothing else."""
    chosen = people.leaders(session, set(out))[:1]
    return tell(session, concern_id, NoticeWhy.NOBODY_LEFT, chosen, begun_at, now)


def _others_left(session: Session, concern_id: str) -> bool:
    """Tell whether anybody may take a concern beside those who excluded the others.

    An officer who excludes all others is the only one who knows of it: nobody could
    undo that, so somebody outside has to learn that a second person is missing.
    """
    rows = queries.exclusions(session, concern_id)
    out = {one for row in rows for one in (row.user_id, row.by_id)}
    return bool(people.ladder(session, out))


def told(session: Session, concern_id: str) -> list[ConcernNotice]:
    """Return everybody told of a concern, in the order in which they were."""
    query = select(ConcernNotice).where(ConcernNotice.concern_id == concern_id)
    return list(session.scalars(query.order_by(ConcernNotice.id)))


def note_seen(session: Session, concern_id: str, user_id: int, now: datetime) -> None:
    """Keep that somebody who was told has opened the concern, the first time."""
    session.execute(
        update(ConcernNotice)
        .where(
            ConcernNotice.concern_id == concern_id,
            ConcernNotice.user_id == user_id,
            ConcernNotice.seen_at.is_(None),
        )
        .values(seen_at=now)
    )


def somebody_needed(session: Session, user_id: int) -> bool:
    """Tell a leader who was asked whether somebody with the duty is still missing.

    Nothing of the concern is told, not even to whom of the house it belongs.
    """
    waiting = session.scalars(
        select(Concern)
        .join(ConcernNotice, ConcernNotice.concern_id == Concern.id)
        .where(
            ConcernNotice.user_id == user_id,
            ConcernNotice.why == NoticeWhy.NOBODY_LEFT,
            Concern.state.not_in(FINISHED),
        )
        .order_by(Concern.received_at)
    ).unique()
    return any(not _others_left(session, row.id) for row in waiting)
