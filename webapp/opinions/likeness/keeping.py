"""Keeping what was worked out of opinions in step with their words.

An opinion's words change in many places: it arrives, is split, has words erased,
is withdrawn, is forgotten.  Leaving out one of them would leave traces of words
that are gone, so the table's mapper itself says when words, state or topic have
changed; deletions are the database's (``CASCADE`` in ``records.py``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, event, exists, insert, inspect, select
from sqlalchemy.orm import Mapper, Session

from webapp.opinions.likeness.keyed import buckets, scheme, word_numbers
from webapp.opinions.likeness.records import Bucket, TopicWord, Trace
from webapp.opinions.likeness.wording import features, telling
from webapp.opinions.records import Opinion
from webapp.opinions.rules import FILLER, OpinionState

# Nobody reads these any more: parts stand for what was split, a child took the other back.
GONE = frozenset({OpinionState.SPLIT, OpinionState.WITHDRAWN})
CAUGHT_UP_AT_ONCE = 200
WORDS_OF_ONE = 24


def catch_up(session: Session, now: datetime) -> None:
    """Work out a few opinions that were stored before this room did so, or under another key.

    A duty: each run takes ``CAUGHT_UP_AT_ONCE`` and the next one goes on.
    """
    current = scheme()
    done = exists().where(Trace.opinion_id == Opinion.id, Trace.scheme == current)
    rows = session.scalars(
        select(Opinion)
        .where(Opinion.state.not_in(GONE), ~done)
        .order_by(Opinion.id)
        .limit(CAUGHT_UP_AT_ONCE)
    ).all()
    for row in rows:
        _work_out(session.connection(), row)


@event.listens_for(Opinion, "after_insert")
def _arrived(mapper: Mapper[Any], connection: Connection, row: Opinion) -> None:
    _work_out(connection, row, new=True)


@event.listens_for(Opinion, "after_update")
def _changed(mapper: Mapper[Any], connection: Connection, row: Opinion) -> None:
    state = inspect(row)
    gone = state.attrs.state.history
    left_or_back = gone.has_changes() and (row.state in GONE or bool(GONE & set(gone.deleted)))
    if (
        left_or_back
        or state.attrs.original.history.has_changes()
        or state.attrs.topic.history.has_changes()
    ):
        _work_out(connection, row)


def _work_out(connection: Connection, row: Opinion, new: bool = False) -> None:
    """Replace everything that was worked out of *row*; of one that is gone nothing stays."""
    if not new:
        for table in (Bucket, TopicWord, Trace):
            connection.execute(delete(table).where(table.opinion_id == row.id))
    if row.state in GONE:
        return
    words = features(row.original.replace(FILLER, " "))
    topic = row.topic if words else None
    connection.execute(insert(Trace), {"opinion_id": row.id, "scheme": scheme(), "topic": topic})
    found = [{"bucket": bucket, "opinion_id": row.id} for bucket in buckets(telling(words))]
    if found:
        connection.execute(insert(Bucket), found)
    if topic is not None:
        told = word_numbers(list(words)[:WORDS_OF_ONE])
        connection.execute(
            insert(TopicWord),
            [{"word": n, "topic": topic, "opinion_id": row.id} for n in told.values()],
        )
