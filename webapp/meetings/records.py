"""Wishes to be met, and every step they took.

No column can hold what was said: after the child's own four answers, which are sealed
and forgotten, there are only names of states, days and people of ours.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.meetings.rules import MeetingState, Wish
from webapp.privacy.encryption import SealedText


class Meeting(Base):
    """One child who asked to be met; tied to no submission, no receipt and no computer.

    ``called``, ``place``, ``time`` and ``way`` are what the child wrote.  Only the day of
    asking is kept.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(
            "state != 'met' OR (met_on IS NOT NULL AND met_by IS NOT NULL)", name="met_told"
        ),
        CheckConstraint("state IN ('waiting', 'handed_on') OR taken_by IS NOT NULL", name="taken"),
        CheckConstraint(
            "forgotten_on IS NULL OR (called IS NULL AND place IS NULL AND time IS NULL "
            "AND way IS NULL)",
            name="forgotten",
        ),
        CheckConstraint("state != 'handed_on' OR forgotten_on IS NOT NULL", name="handed_clean"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    called: Mapped[str | None] = mapped_column(SealedText)
    place: Mapped[str | None] = mapped_column(SealedText)
    time: Mapped[str | None] = mapped_column(SealedText)
    way: Mapped[str | None] = mapped_column(SealedText)
    wish: Mapped[Wish] = mapped_column(choice(Wish, "meeting_wish"))
    state: Mapped[MeetingState] = mapped_column(choice(MeetingState, "meeting_state"), index=True)
    asked_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    met_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    met_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_late: Mapped[bool | None]
    forgotten_on: Mapped[date | None]


class MeetingEvent(Base):
    """A step: who, when, from, to.  Appended only, and without a word of why."""

    __tablename__ = "meeting_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[MeetingState | None] = mapped_column(choice(MeetingState, "from_state"))
    to_state: Mapped[MeetingState] = mapped_column(choice(MeetingState, "to_state"))
