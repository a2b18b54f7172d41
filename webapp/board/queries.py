"""Reads of the room's own tables, always ordered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from webapp.base.paging import Page
from webapp.board.records import Entry, EntryEvent, Quote
from webapp.board.rules import BoardFilter, EntryState
from webapp.tracker.rules import Decision

PAGE = 20


def posted(session: Session, wanted: BoardFilter, number: int, size: int = PAGE) -> Page[Entry]:
    """Return one page of what stands on the board, newest first."""
    where = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(Entry).where(*where)) or 0
    number = max(1, min(number, Page((), 1, total, size).last))
    rows = session.scalars(
        select(Entry)
        .where(*where)
        .order_by(Entry.posted_on.desc(), Entry.id.desc())
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    return Page(rows, number, total, size)


def _conditions(wanted: BoardFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Entry.state == EntryState.POSTED]
    if wanted.topic is not None:
        where.append(Entry.topic == wanted.topic)
    if wanted.decision is not None:
        where.append(Entry.decision == wanted.decision)
    if wanted.year is not None:
        where.append(Entry.posted_on >= date(wanted.year, 1, 1))
        where.append(Entry.posted_on <= date(wanted.year, 12, 31))
    return where


def newest(session: Session, size: int) -> Sequence[Entry]:
    """Return the entries that were put on the board last, newest first."""
    return session.scalars(
        select(Entry)
        .where(Entry.state == EntryState.POSTED)
        .order_by(Entry.posted_on.desc(), Entry.id.desc())
        .limit(size)
    ).all()


def decisions_posted(session: Session) -> dict[Decision, int]:
    """Return how many matters on the board were decided in each way."""
    rows = session.execute(
        select(Entry.decision, func.count())
        .where(Entry.state == EntryState.POSTED)
        .group_by(Entry.decision)
        .order_by(Entry.decision)
    )
    return {decision: number for decision, number in rows}


def topics_posted(session: Session) -> dict[str, int]:
    """Return how many matters of each topic stand on the board."""
    rows = session.execute(
        select(Entry.topic, func.count())
        .where(Entry.state == EntryState.POSTED, Entry.topic.is_not(None))
        .group_by(Entry.topic)
        .order_by(Entry.topic)
    )
    return {topic or "": number for topic, number in rows}


def years_posted(session: Session) -> list[int]:
    """Return the years in which something was put on the board, newest first."""
    first, last = session.execute(
        select(func.min(Entry.posted_on), func.max(Entry.posted_on)).where(
            Entry.state == EntryState.POSTED
        )
    ).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def one_posted(session: Session, entry_id: int) -> Entry | None:
    """Return an entry that stands on the board, or None."""
    row = session.get(Entry, entry_id)
    return row if row is not None and row.state is EntryState.POSTED else None


def of_reply(session: Session, reply_id: int, *, for_change: bool = False) -> Entry | None:
    """Return the entry made of a reply, locked when it is to be changed."""
    query = select(Entry).where(Entry.reply_id == reply_id)
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def states(session: Session, reply_ids: Sequence[int]) -> dict[int, EntryState]:
    """Return where each of these replies stands with the board, if anywhere."""
    rows = session.execute(
        select(Entry.reply_id, Entry.state)
        .where(Entry.reply_id.in_(reply_ids))
        .order_by(Entry.reply_id)
    )
    return {reply_id: state for reply_id, state in rows}


def told_of_case(session: Session, case_id: int) -> int | None:
    """Return the number of children an earlier entry of the case went by, or None."""
    return session.scalar(
        select(Entry.children)
        .where(Entry.case_id == case_id, Entry.posted_on.is_not(None))
        .order_by(Entry.id.desc())
        .limit(1)
    )


def quotes(session: Session, entry_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return which opinions are quoted beside each entry."""
    rows = session.execute(
        select(Quote.entry_id, Quote.opinion_id)
        .where(Quote.entry_id.in_(entry_ids))
        .order_by(Quote.entry_id, Quote.id)
    )
    found: dict[int, list[str]] = {}
    for entry_id, opinion_id in rows:
        found.setdefault(entry_id, []).append(opinion_id)
    return found


def events(session: Session, entry_id: int) -> Sequence[EntryEvent]:
    """Return the steps about an entry, oldest first."""
    return session.scalars(
        select(EntryEvent).where(EntryEvent.entry_id == entry_id).order_by(EntryEvent.id)
    ).all()


def others_of_case(session: Session, case_id: int, entry_id: int) -> Sequence[Entry]:
    """Return the other entries of a case that stand on the board."""
    return session.scalars(
        select(Entry)
        .where(Entry.case_id == case_id, Entry.id != entry_id, Entry.state == EntryState.POSTED)
        .order_by(Entry.id)
    ).all()
