"""Original texts nobody has decided about, for being read by machine once more."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState

UNDECIDED = (
    OpinionState.RECEIVED,
    OpinionState.SCREENING,
    OpinionState.NEEDS_INFO,
    OpinionState.REFUSAL_PROPOSED,
)


def undecided_texts(session: Session, limit: int) -> list[tuple[str, tuple[str, ...]]]:
    """Return the originals of up to *limit* submissions that wait, the newest ones.

    Each comes as its submission's id and its texts in the order of the form.  They are for
    screening alone, never to be shown: people read texts through ``of_submission``.
    """
    waiting = (
        select(Opinion.submission_id)
        .where(Opinion.state.in_(UNDECIDED))
        .group_by(Opinion.submission_id)
        .order_by(Opinion.submission_id.desc())
        .limit(limit)
    )
    rows = session.execute(
        select(Opinion.submission_id, Opinion.original)
        .where(
            Opinion.submission_id.in_(waiting.scalar_subquery()),
            Opinion.state.in_(UNDECIDED),
            Opinion.parent_id.is_(None),
        )
        .order_by(Opinion.submission_id, Opinion.position, Opinion.part, Opinion.id)
    )
    return [
        (submission_id, tuple(row.original for row in found))
        for submission_id, found in groupby(rows, key=lambda row: row.submission_id)
    ]
