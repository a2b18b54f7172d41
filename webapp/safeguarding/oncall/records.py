"""The ladder of people on call and the hours in which somebody watches."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base


class PersonOnCall(Base):
    """A person told of new concerns; the lowest positions are told first."""

    __tablename__ = "person_on_call"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    position: Mapped[int]


class WatchHours(Base):
    """A stretch of a weekday (0 Monday) in which somebody watches, in minutes after midnight."""

    __tablename__ = "watch_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("0 <= starts AND starts < ends AND ends <= 1440", name="span"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    starts: Mapped[int]
    ends: Mapped[int]


class WatchDay(Base):
    """A day unlike its weekday; without hours nobody watches on it."""

    __tablename__ = "watch_day"
    __table_args__ = (
        CheckConstraint(
            "(starts IS NULL AND ends IS NULL) OR (0 <= starts AND starts < ends AND ends <= 1440)",
            name="span",
        ),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    starts: Mapped[int | None]
    ends: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(120))
