"""Registrations: a submission that becomes a place at an event."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.registration.rules import RegistrationState


class Registration(Base):
    """One child's wish to take part; names stay in ``privacy``."""

    __tablename__ = "registration"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    survey: Mapped[str] = mapped_column(String(60), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    state: Mapped[RegistrationState] = mapped_column(
        choice(RegistrationState, "registration_state"), index=True
    )
    received_on: Mapped[date]
    due_on: Mapped[date]
    anonymous: Mapped[bool]


class RegistrationEvent(Base):
    """A step of a registration: who, when, from, to, why.  Appended only."""

    __tablename__ = "registration_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[RegistrationState | None] = mapped_column(
        choice(RegistrationState, "from_state")
    )
    to_state: Mapped[RegistrationState] = mapped_column(choice(RegistrationState, "to_state"))
    why: Mapped[str] = mapped_column(Text, default="")
