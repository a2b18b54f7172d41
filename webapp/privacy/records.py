"""What identifies a person, kept apart from what they said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base
from webapp.privacy.encryption import SealedText


class PersonalAnswer(Base):
    """One identifying answer of a registration: a name, a phone, a guardian.

    ``role`` is the answer's role in the form (``child_name``,
    ``guardian_phone`` …); ``value`` is sealed.
    """

    __tablename__ = "personal_answer"
    __table_args__ = (UniqueConstraint("submission_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    question: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(SealedText)


class Consent(Base):
    """A consent given or refused, for one purpose, with the words that were shown.

    Luật 91/2025/QH15, Điều 9: one purpose each, provable, never by silence.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("submission_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    given: Mapped[bool]
    given_on: Mapped[date]
    wording: Mapped[str] = mapped_column(String(1000))
    withdrawn_on: Mapped[date | None]
