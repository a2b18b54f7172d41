"""Concerns: signs that a child may be in danger, sealed from everything else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.privacy.encryption import SealedText
from webapp.safeguarding.rules import ConcernState


class Concern(Base):
    """One submission whose words tell of danger.

    ``texts`` (a JSON list of question, label and text) and ``reasons`` (which
    rule found which words) are sealed; nothing of them is kept anywhere else.
    """

    __tablename__ = "concern"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), unique=True)
    received_at: Mapped[datetime] = mapped_column(Moment, index=True)
    state: Mapped[ConcernState] = mapped_column(choice(ConcernState, "concern_state"))
    band: Mapped[str] = mapped_column(String(20))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    texts: Mapped[str] = mapped_column(SealedText)
    reasons: Mapped[str] = mapped_column(SealedText)
    lexicon: Mapped[str] = mapped_column(String(40))


class ConcernEvent(Base):
    """A step taken about a concern; the note is sealed too."""

    __tablename__ = "concern_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[ConcernState] = mapped_column(choice(ConcernState, "from_state"))
    to_state: Mapped[ConcernState] = mapped_column(choice(ConcernState, "to_state"))
    note: Mapped[str] = mapped_column(SealedText)
