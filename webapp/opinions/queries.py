"""Reads of the room, always ordered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.opinions.records import Hiding, Opinion, OpinionEvent
from webapp.opinions.rules import OpinionState
from webapp.submissions.rules import Speaker

Rows = Sequence[Sequence[Any]]


def one(session: Session, opinion_id: str) -> Opinion:
    """Return an opinion, locked until the transaction ends; ``NotFound`` without it.

    The lock (PostgreSQL; SQLite has one writer anyway) keeps two moderators
    from deciding on the same opinion at the same moment.
    """
    row = session.get(Opinion, opinion_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def locked(session: Session, opinion_ids: Sequence[str]) -> Sequence[Opinion]:
    """Return opinions in the order of their ids, locked until the transaction ends."""
    return session.scalars(
        select(Opinion)
        .where(Opinion.id.in_(opinion_ids))
        .order_by(Opinion.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def rows_of_submission(session: Session, submission_id: str) -> Sequence[Opinion]:
    """Return the opinions of a submission in the order of its questions and parts."""
    return session.scalars(
        select(Opinion)
        .where(Opinion.submission_id == submission_id)
        .order_by(Opinion.position, Opinion.parent_id.is_not(None), Opinion.part, Opinion.id)
    ).all()


def rows_of_submissions(session: Session, submission_ids: Sequence[str]) -> Sequence[Opinion]:
    """Return the opinions of several submissions, ordered as on their pages."""
    return session.scalars(
        select(Opinion)
        .where(Opinion.submission_id.in_(submission_ids))
        .order_by(Opinion.submission_id, Opinion.position, Opinion.part, Opinion.id)
    ).all()


def rows_of_case(session: Session, case_id: int) -> Sequence[Opinion]:
    """Return the opinions behind a case, oldest first."""
    return session.scalars(
        select(Opinion)
        .where(Opinion.case_id == case_id, Opinion.state == OpinionState.IN_CASE)
        .order_by(Opinion.received_on, Opinion.id)
    ).all()


def hidings(session: Session, opinion_ids: Iterable[str]) -> dict[str, list[Hiding]]:
    """Return the hidings in force, by opinion, in the order of the text."""
    rows = session.scalars(
        select(Hiding)
        .where(Hiding.opinion_id.in_(list(opinion_ids)), Hiding.lifted_at.is_(None))
        .order_by(Hiding.opinion_id, Hiding.start, Hiding.stop, Hiding.id)
    )
    found: dict[str, list[Hiding]] = {}
    for row in rows:
        found.setdefault(row.opinion_id, []).append(row)
    return found


def events_of_submission(session: Session, submission_id: str) -> Sequence[OpinionEvent]:
    """Return every step of a submission's opinions in the order they were taken."""
    return session.scalars(
        select(OpinionEvent)
        .join(Opinion, Opinion.id == OpinionEvent.opinion_id)
        .where(Opinion.submission_id == submission_id)
        .order_by(OpinionEvent.id)
    ).all()


def between(session: Session, first_day: date, next_month: date, names: Sequence[str]) -> Rows:
    """Return columns of the opinions received in [*first_day*, *next_month*), oldest first.

    Only what is asked for: unsealing the words of a year for a sum would take seconds.

    What a child added to one of them later is no opinion more.
    """
    return session.execute(
        select(*(getattr(Opinion, name) for name in names))
        .where(
            Opinion.received_on >= first_day,
            Opinion.received_on < next_month,
            Opinion.follows_id.is_(None),
        )
        .order_by(Opinion.received_on, Opinion.id)
    ).all()


def _behind(case_ids: Sequence[int], speaker: Speaker | None) -> ColumnElement[bool]:
    """Hold for the opinions behind *case_ids*, of one *speaker* if one is given."""
    behind = and_(Opinion.case_id.in_(case_ids), Opinion.state == OpinionState.IN_CASE)
    return behind if speaker is None else and_(behind, Opinion.speaker == speaker)


def ids_of_cases(
    session: Session, case_ids: Sequence[int], speaker: Speaker | None
) -> dict[int, list[str]]:
    """Return the opinions behind each of *case_ids*."""
    rows = session.execute(
        select(Opinion.case_id, Opinion.id)
        .where(_behind(case_ids, speaker))
        .order_by(Opinion.case_id, Opinion.id)
    )
    found: dict[int, list[str]] = {}
    for case_id, opinion_id in rows:
        found.setdefault(case_id or 0, []).append(opinion_id)
    return found


def numbers_of_cases(
    session: Session, case_ids: Sequence[int], speaker: Speaker | None
) -> dict[int, int]:
    """Return how many opinions stand behind each of *case_ids*."""
    rows = session.execute(
        select(Opinion.case_id, func.count())
        .where(_behind(case_ids, speaker))
        .group_by(Opinion.case_id)
        .order_by(Opinion.case_id)
    )
    return {case_id: number for case_id, number in rows if case_id is not None}


def spoken_by(session: Session, opinion_ids: Sequence[str], speaker: Speaker) -> set[str]:
    """Return those of *opinion_ids* that *speaker* said."""
    rows = select(Opinion.id).where(Opinion.id.in_(opinion_ids), Opinion.speaker == speaker)
    return set(session.scalars(rows.order_by(Opinion.id)))
