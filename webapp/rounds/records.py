"""Rounds of a survey, and classes filling one together."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.rounds.rules import RoundState


class Round(Base):
    """One opening of a survey: a month, a forum, a school year's dialogue.

    ``period`` is the first day of the month the round is counted in.
    ``reply_by`` is the day the children were promised an answer by.
    """

    __tablename__ = "round"
    __table_args__ = (CheckConstraint("opens_on <= closes_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey: Mapped[str] = mapped_column(String(60), index=True)
    title: Mapped[str] = mapped_column(String(200))
    period: Mapped[date] = mapped_column(index=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    reply_by: Mapped[date | None]
    reader: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[RoundState] = mapped_column(choice(RoundState, "round_state"))


class RoundForm(Base):
    """Which form version a round gives to whoever begins now, for an age band."""

    __tablename__ = "round_form"
    __table_args__ = (UniqueConstraint("round_id", "band"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    band: Mapped[str] = mapped_column(String(20))
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))


class ClassSession(Base):
    """One class filling a round together, joined with a code of six digits.

    A code is unique for ever: an old code on a blackboard must not let anyone
    into another class.
    """

    __tablename__ = "class_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"))
    code: Mapped[str] = mapped_column(String(6), unique=True)
    opened_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    joined: Mapped[int] = mapped_column(default=0)
    finished: Mapped[int] = mapped_column(default=0)
