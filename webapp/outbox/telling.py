"""Writing notices: in the transaction of what caused them, once per person and thing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.outbox.records import Notice
from webapp.outbox.rules import Level

# Digests asked for in one statement; far below what either database allows.
_AT_ONCE = 400


def notify(
    session: Session, user_ids: Iterable[int], level: Level, about: str, now: datetime
) -> list[int]:
    """Tell people that something waits, each once about the same thing.

    *about* names the thing for us alone (``"case.overdue:17"``); only its digest
    is kept.  Return those who had not been told before.
    """
    return [user_id for user_id, _ in notify_many(session, [(user_ids, level, about)], now)]


def notify_many(
    session: Session, told: Iterable[tuple[Iterable[int], Level, str]], now: datetime
) -> list[tuple[int, str]]:
    """Do what ``notify`` does for many things, in a few statements however many there are.

    Return each person and thing that is new.
    """
    wanted: dict[tuple[int, str], tuple[Level, str]] = {}
    for user_ids, level, about in told:
        once = hashlib.sha256(about.encode()).hexdigest()
        for user_id in user_ids:
            wanted.setdefault((user_id, once), (level, about))
    known = _known(session, sorted({once for _, once in wanted}))
    fresh = {key: value for key, value in wanted.items() if key not in known}
    session.add_all(
        Notice(user_id=user_id, level=level, once=once, made_at=now)
        for (user_id, once), (level, _) in fresh.items()
    )
    session.flush()
    return [(user_id, about) for (user_id, _), (_, about) in fresh.items()]


def _known(session: Session, digests: list[str]) -> set[tuple[int, str]]:
    known: set[tuple[int, str]] = set()
    for start in range(0, len(digests), _AT_ONCE):
        rows = session.execute(
            select(Notice.user_id, Notice.once)
            .where(Notice.once.in_(digests[start : start + _AT_ONCE]))
            .order_by(Notice.id)
        )
        known |= {(user_id, once) for user_id, once in rows}
    return known
