"""The door of the room: telling people that something waits for them.

A notice is written in the transaction of what caused it and sent afterwards, so
that nothing is announced that did not happen and nothing that happened goes
unannounced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.outbox.records import Notice
from webapp.outbox.rules import Level

__all__ = ["Level", "notify"]


def notify(
    session: Session, user_ids: Iterable[int], level: Level, about: str, now: datetime
) -> list[int]:
    """Tell people that something waits, each once about the same thing.

    *about* names the thing for us alone (``"case.overdue:17"``); only its digest
    is kept.  Return those who had not been told before.
    """
    once = hashlib.sha256(about.encode()).hexdigest()
    wanted = list(dict.fromkeys(user_ids))
    told = set(
        session.scalars(
            select(Notice.user_id)
            .where(Notice.once == once, Notice.user_id.in_(wanted))
            .order_by(Notice.user_id)
        )
    )
    fresh = [user_id for user_id in wanted if user_id not in told]
    session.add_all(
        Notice(user_id=user_id, level=level, once=once, made_at=now) for user_id in fresh
    )
    session.flush()
    return fresh
