"""Reads of word lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.safeguarding.lexicon.records import LexiconAsking, LexiconDraft, LexiconVersion

DRAFT = 1


def newest(session: Session) -> tuple[int, str] | None:
    """Return number and digest of the published list: all a submission costs."""
    row = session.execute(
        select(LexiconVersion.number, LexiconVersion.digest)
        .order_by(LexiconVersion.number.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.number, row.digest)


def version(session: Session, number: int) -> LexiconVersion | None:
    """Return a published list."""
    return session.get(LexiconVersion, number)


def versions(session: Session) -> Sequence[LexiconVersion]:
    """Return every published list, the newest first."""
    return session.scalars(select(LexiconVersion).order_by(LexiconVersion.number.desc())).all()


def draft(session: Session, for_change: bool = False) -> LexiconDraft | None:
    """Return the list being prepared, locked when it is to be changed."""
    return session.get(
        LexiconDraft, DRAFT, with_for_update=for_change, populate_existing=for_change
    )


def last_asking(session: Session) -> LexiconAsking | None:
    """Return the last time a second person was asked."""
    return session.scalar(select(LexiconAsking).order_by(LexiconAsking.id.desc()).limit(1))


def agreed(session: Session) -> dict[int, int]:
    """Return who agreed as second person, by the number of the list."""
    rows = session.execute(
        select(LexiconAsking.number, LexiconAsking.answered_by_id)
        .where(LexiconAsking.agreed.is_(True))
        .order_by(LexiconAsking.id)
    )
    return {number: user_id for number, user_id in rows if number is not None and user_id}
