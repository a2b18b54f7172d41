"""Petitions and every step they took."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.petitions.rules import PetitionKind, PetitionState, Way, Words
from webapp.privacy.encryption import SealedText


class Petition(Base):
    """One complaint or denunciation by law, taken out of a submission.

    It keeps no word of the sender: those stay with the opinion.  ``said`` is what the
    competent body answered, in plain words for the sender; it may repeat a name and is
    sealed.  ``handed_late`` was frozen at the handing over.
    """

    __tablename__ = "petition"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('handed_over', 'answered') OR (body_id IS NOT NULL AND handed_on IS "
            "NOT NULL AND handed_how IS NOT NULL AND slip_number != '')",
            name="handing_told",
        ),
        CheckConstraint("state != 'answered' OR answered_on IS NOT NULL", name="answer_told"),
        CheckConstraint("words != 'original' OR why_original != ''", name="reason_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Empty when the words went to the protection officer: the record of the handing stays.
    opinion_id: Mapped[str | None] = mapped_column(
        ForeignKey("opinion.id", ondelete="SET NULL"), unique=True
    )
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    kind: Mapped[PetitionKind] = mapped_column(choice(PetitionKind, "petition_kind"))
    state: Mapped[PetitionState] = mapped_column(
        choice(PetitionState, "petition_state"), index=True
    )
    words: Mapped[Words] = mapped_column(choice(Words, "petition_words"), default=Words.MASKED)
    why_original: Mapped[str] = mapped_column(Text, default="")
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    received_on: Mapped[date]
    due_on: Mapped[date | None]
    handed_on: Mapped[date | None]
    handed_how: Mapped[Way | None] = mapped_column(choice(Way, "petition_way"))
    handed_to: Mapped[str] = mapped_column(String(200), default="")
    slip_number: Mapped[str] = mapped_column(String(50), default="")
    handed_late: Mapped[bool | None]
    answered_on: Mapped[date | None]
    answer_number: Mapped[str] = mapped_column(String(50), default="")
    said: Mapped[str | None] = mapped_column(SealedText)


class PetitionEvent(Base):
    """A step of a petition: who, when, from, to, why.  Appended only."""

    __tablename__ = "petition_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[PetitionState | None] = mapped_column(choice(PetitionState, "from_state"))
    to_state: Mapped[PetitionState] = mapped_column(choice(PetitionState, "to_state"))
    why: Mapped[str] = mapped_column(Text, default="")
