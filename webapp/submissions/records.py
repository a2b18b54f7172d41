"""Drafts at a seat, and submissions that were sent.

No name, no address of a computer, no browser and no time of day is stored for
an opinion: the day is enough to keep a promise, and a time next to a seating
plan would tell who wrote what.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.privacy.encryption import SealedBytes, SealedText
from webapp.submissions.rules import Speaker, SurveyKind


class Draft(Base):
    """Answers not sent yet, sealed, reachable only with the seat's cookie.

    ``slip`` is the keyed digest of the number on a slip with which the child may go
    on at another computer; such a draft is kept longer.
    """

    __tablename__ = "draft"

    seat: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    band: Mapped[str] = mapped_column(String(20))
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    class_session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id"))
    answers: Mapped[str] = mapped_column(SealedText)
    slip: Mapped[str | None] = mapped_column(String(64), unique=True)
    touched_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Submission(Base):
    """What one child sent, without the words: those live in their own rooms.

    ``speaker`` marks what adults sent by the same road.
    ``answers`` holds chosen codes, numbers and dates only; free text becomes
    opinions (or sealed concerns), identifying answers become personal answers.
    ``seat`` is the keyed digest of the seat's secret: one seat sends once, no
    matter how often the browser repeats itself.  ``receipt`` is the keyed
    digest of the receipt; the receipt itself is stored nowhere.
    """

    __tablename__ = "submission"
    __table_args__ = (CheckConstraint("age IS NULL OR (age >= 0 AND age <= 120)", name="age"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    survey: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[SurveyKind] = mapped_column(choice(SurveyKind, "survey_kind"))
    speaker: Mapped[Speaker] = mapped_column(
        choice(Speaker, "speaker"), default=Speaker.CHILD, server_default=Speaker.CHILD.value
    )
    band: Mapped[str] = mapped_column(String(20))
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    class_session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    age: Mapped[int | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_on: Mapped[date] = mapped_column(index=True)
    seat: Mapped[str] = mapped_column(String(64), unique=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)


class Picture(Base):
    """A drawing or a picture, drawn anew by us so that nothing of the camera is left in it.

    Sealed, and seen by moderators only.  ``seat`` is the draft's; it is emptied when the
    submission is sent, and the picture then belongs to ``submission_id``.
    """

    __tablename__ = "picture"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    seat: Mapped[str | None] = mapped_column(String(64), index=True)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey("submission.id"), index=True)
    question: Mapped[str] = mapped_column(String(60))
    content: Mapped[bytes] = mapped_column(SealedBytes)
    kept_on: Mapped[date]
