"""Reads of wishes to be met, always ordered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.meetings.records import Meeting, MeetingEvent
from webapp.meetings.rules import OPEN, MeetingState


def one(session: Session, meeting_id: str) -> Meeting:
    """Return a wish, locked: two advisers must not take the same child at once."""
    row = session.get(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def open_ones(session: Session) -> Sequence[Meeting]:
    """Return those that wait for a step, the most urgent first."""
    rows = select(Meeting).where(Meeting.state.in_(OPEN))
    return session.scalars(rows.order_by(Meeting.due_on, Meeting.asked_on, Meeting.id)).all()


def ended_ones(session: Session, limit: int) -> Sequence[Meeting]:
    """Return the last that ended, newest first.

    What was handed to the protection officer is left out: the line would tell every
    adviser that there is a sign of danger.
    """
    ended = Meeting.state.not_in({*OPEN, MeetingState.HANDED_ON})
    rows = select(Meeting).where(ended)
    newest = rows.order_by(Meeting.ended_on.desc(), Meeting.id)
    return session.scalars(newest.limit(limit)).all()


def events_of(session: Session, meeting_ids: Sequence[str]) -> Sequence[MeetingEvent]:
    """Return the steps of these wishes, oldest first."""
    rows = select(MeetingEvent).where(MeetingEvent.meeting_id.in_(meeting_ids))
    return session.scalars(rows.order_by(MeetingEvent.id)).all()


def number_open(session: Session, due_before: date | None = None) -> int:
    """Return how many children wait, for longer than a day only if one is given."""
    late = () if due_before is None else (Meeting.due_on < due_before,)
    return session.scalar(select(func.count()).where(Meeting.state.in_(OPEN), *late)) or 0


def due(session: Session, first: date, last: date) -> Sequence[tuple[str, date, int | None]]:
    """Return wish, last day and who took it of those to be met by [*first*, *last*]."""
    rows = session.execute(
        select(Meeting.id, Meeting.due_on, Meeting.taken_by)
        .where(Meeting.state.in_(OPEN), Meeting.due_on.between(first, last))
        .order_by(Meeting.due_on, Meeting.id)
    )
    return [(wish, day, taken_by) for wish, day, taken_by in rows]


def number_asked(session: Session, first: date, end: date) -> int:
    """Return how many asked in [*first*, *end*)."""
    within = (Meeting.asked_on >= first, Meeting.asked_on < end)
    return session.scalar(select(func.count()).where(*within)) or 0


def to_forget(session: Session, ended_until: date) -> Sequence[Meeting]:
    """Return those that ended on *ended_until* or before and still hold a child's words."""
    rows = select(Meeting).where(Meeting.ended_on <= ended_until, Meeting.forgotten_on.is_(None))
    return session.scalars(rows.order_by(Meeting.id)).all()
