"""The moderators' queue: submissions that owe a decision, riskiest and oldest first.

What waits is small beside what was ever decided, and the index on state leads
straight to it; counts are made for what waits only, all of one page in two
statements.  Archives (``ARCHIVES``) are lists of their own, newest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.paging import PAGE_SIZE, Page
from webapp.opinions import queries
from webapp.opinions.filtering import COLUMNS, choices, conditions
from webapp.opinions.reading import moderator_view, must_moderate
from webapp.opinions.records import Opinion
from webapp.opinions.rules import ARCHIVES, QUEUED, UNDECIDED, QueueFilter, QueueState
from webapp.opinions.views import OpinionView


@dataclass(frozen=True)
class QueueEntry:
    """One submission of the queue with those of its opinions that match."""

    submission_id: str
    risk: int
    received_on: date
    due: date
    opinions: tuple[OpinionView, ...]


@dataclass(frozen=True)
class Queue:
    """One page of the queue, and how many submissions each choice of a filter holds.

    ``counts`` maps a filter's name to its values; each count honours all other
    filters, so that a number always says what a click would show.  In an
    archive only the states are counted.
    """

    page: Page[QueueEntry]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def queue(
    session: Session, viewer: Viewer, wanted: QueueFilter, page_number: int, today: date
) -> Queue:
    """Return one page of the queue, for moderators only (``NotFound`` for others).

    The number of statements does not depend on what is stored.
    """
    must_moderate(viewer)
    where = conditions(wanted, today)
    everything = and_(true(), *where.values())
    archive = wanted.state in ARCHIVES
    ranked = _newest(everything) if archive else _ranked(everything)
    chosen = session.execute(ranked.limit(PAGE_SIZE).offset((page_number - 1) * PAGE_SIZE)).all()
    views = _views(session, [row.submission_id for row in chosen], wanted.state)
    entries = [
        QueueEntry(
            submission_id=row.submission_id,
            risk=row.risk,
            received_on=row.received_on,
            due=row.due,
            opinions=tuple(views.get(row.submission_id, ())),
        )
        for row in chosen
    ]
    counts = _states(session, where)
    if not archive:
        counts |= _counts(session, where, today)
    total = counts["state"][wanted.state]
    return Queue(Page(entries, page_number, total), counts)


def next_waiting(session: Session, viewer: Viewer, after: str, today: date) -> str | None:
    """Return the first submission of the queue that is not *after*; None when all is done."""
    must_moderate(viewer)
    everything = and_(*conditions(QueueFilter(), today).values())
    found = session.execute(_ranked(everything, Opinion.submission_id != after).limit(1)).first()
    return found.submission_id if found else None


def _ranked(*where: ColumnElement[bool]) -> Select[str, int, date, date]:
    """Return submissions in their order: the undecided before those that only lack a case."""
    undecided = func.max(case((Opinion.state.in_(UNDECIDED), 1), else_=0))
    risk = func.max(Opinion.risk).label("risk")
    received_on = func.min(Opinion.received_on).label("received_on")
    due = func.min(Opinion.moderation_due).label("due")
    return (
        select(Opinion.submission_id, risk, received_on, due)
        .where(*where)
        .group_by(Opinion.submission_id)
        .order_by(undecided.desc(), risk.desc(), due, received_on, Opinion.submission_id)
    )


def _newest(*where: ColumnElement[bool]) -> Select[str, int, date, date]:
    """Return submissions, the newest first."""
    received_on = func.max(Opinion.received_on).label("received_on")
    return (
        select(
            Opinion.submission_id,
            func.max(Opinion.risk).label("risk"),
            received_on,
            func.min(Opinion.moderation_due).label("due"),
        )
        .where(*where)
        .group_by(Opinion.submission_id)
        .order_by(received_on.desc(), Opinion.submission_id)
    )


def _states(session: Session, where: dict[str, ColumnElement[bool]]) -> dict[str, dict[str, int]]:
    """Return the submissions in each state under all other filters, with one statement."""
    number = func.count(func.distinct(Opinion.submission_id))
    parts: list[Any] = [
        select(literal(state.value), number).where(
            Opinion.state.in_(inner), *_others(where, "state")
        )
        for state, inner in QUEUED.items()
    ]
    return {"state": {str(state): int(count) for state, count in session.execute(_all(parts))}}


def _counts(
    session: Session, where: dict[str, ColumnElement[bool]], today: date
) -> dict[str, dict[str, int]]:
    """Return the submissions behind every choice but the states, with one statement."""
    number = func.count(func.distinct(Opinion.submission_id))
    parts: list[Any] = [
        select(literal(name), cast(column, String), number)
        .where(*_others(where, name))
        .group_by(column)
        for name, column in COLUMNS.items()
    ]
    parts += [
        select(literal(name), literal(str(value)), number).where(condition, *_others(where, name))
        for name, conditions_of in choices(today).items()
        for value, condition in conditions_of.items()
    ]
    counts: dict[str, dict[str, int]] = {name: {} for name in (*COLUMNS, *choices(today))}
    for name, value, count in session.execute(_all(parts)):
        if value not in (None, ""):
            counts[name][value] = int(count)
    return counts


def _all(parts: Sequence[Any]) -> Any:
    """Return the rows of all *parts* together; readers go by the first columns, not by order."""
    return union_all(*parts)


def _others(where: dict[str, ColumnElement[bool]], name: str) -> list[ColumnElement[bool]]:
    return [condition for other, condition in where.items() if other != name]


def _views(
    session: Session, submission_ids: list[str], state: QueueState
) -> dict[str, list[OpinionView]]:
    rows = queries.rows_of_submissions(session, submission_ids)
    hidings = queries.hidings(session, [row.id for row in rows])
    views: dict[str, list[OpinionView]] = {}
    for row in rows:
        if row.state in QUEUED[state]:
            views.setdefault(row.submission_id, []).append(
                moderator_view(row, hidings.get(row.id, []))
            )
    return views
