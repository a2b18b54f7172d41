"""The moderators' queue: submissions that owe a decision, riskiest and oldest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.paging import PAGE_SIZE, Page
from webapp.opinions import queries
from webapp.opinions.reading import moderator_view, must_moderate
from webapp.opinions.records import Opinion
from webapp.opinions.rules import QUEUED, UNDECIDED, Due, QueueFilter, QueueState
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
    filters, so that a number always says what a click would show.
    """

    page: Page[QueueEntry]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


_TOPIC = func.coalesce(Opinion.topic, Opinion.suggested_topic, "")


def queue(
    session: Session, viewer: Viewer, wanted: QueueFilter, page_number: int, today: date
) -> Queue:
    """Return one page of the queue, for moderators only (``NotFound`` for others).

    The number of statements does not depend on what is stored.
    """
    must_moderate(viewer)
    where = _conditions(wanted, today)
    everything = and_(true(), *where.values())
    total = session.scalar(
        select(func.count(func.distinct(Opinion.submission_id))).where(everything)
    )
    chosen = session.execute(
        _ranked(everything).limit(PAGE_SIZE).offset((page_number - 1) * PAGE_SIZE)
    ).all()
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
    return Queue(Page(entries, page_number, total or 0), _counts(session, where, today))


def next_waiting(session: Session, viewer: Viewer, after: str, today: date) -> str | None:
    """Return the submission to read after *after*: the first waiting one that is another."""
    must_moderate(viewer)
    everything = and_(*_conditions(QueueFilter(), today).values())
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


def _conditions(wanted: QueueFilter, today: date) -> dict[str, ColumnElement[bool]]:
    where: dict[str, ColumnElement[bool]] = {"state": Opinion.state.in_(QUEUED[wanted.state])}
    if wanted.round_id is not None:
        where["round"] = Opinion.round_id == wanted.round_id
    if wanted.school_id is not None:
        where["school"] = Opinion.school_id == wanted.school_id
    if wanted.topic is not None:
        where["topic"] = _TOPIC == wanted.topic  # noqa: SIM300 (a column)
    if wanted.survey is not None:
        where["survey"] = Opinion.survey == wanted.survey
    if wanted.due is not None:
        where["due"] = _due(today)[wanted.due]
    return where


def _due(today: date) -> dict[Due, ColumnElement[bool]]:
    """Return what each choice means; the moderators' clock stops with their decision."""
    running = Opinion.state.in_(UNDECIDED)
    return {
        Due.LATE: and_(running, Opinion.moderation_due < today),
        Due.TODAY: and_(running, Opinion.moderation_due == today),
        Due.LATER: and_(running, Opinion.moderation_due > today),
    }


def _counts(
    session: Session, where: dict[str, ColumnElement[bool]], today: date
) -> dict[str, dict[str, int]]:
    """Return the submissions behind every choice: one statement per filter."""

    def others(name: str) -> ColumnElement[bool]:
        return and_(true(), *(c for n, c in where.items() if n != name))

    number = func.count(func.distinct(Opinion.submission_id))
    columns: dict[str, ColumnElement[Any]] = {
        "round": Opinion.__table__.c.round_id,
        "school": Opinion.__table__.c.school_id,
        "topic": _TOPIC,
        "survey": Opinion.__table__.c.survey,
    }
    counts = {}
    for name, column in columns.items():
        rows = session.execute(
            select(column, number).where(others(name)).group_by(column).order_by(column)
        )
        counts[name] = {str(value): count for value, count in rows if value not in (None, "")}
    for name, choices in (
        ("state", {state: Opinion.state.in_(inner) for state, inner in QUEUED.items()}),
        ("due", _due(today)),
    ):
        row = session.execute(
            select(
                *(
                    func.count(func.distinct(Opinion.submission_id)).filter(condition)
                    for condition in choices.values()
                )
            ).where(others(name))
        ).one()
        counts[name] = {
            str(choice.value): int(count) for choice, count in zip(choices, row, strict=True)
        }
    return counts


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
