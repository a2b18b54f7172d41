"""Opinions, what was hidden in them, and every step they took."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.opinions.rules import HidingKind, OpinionState, RefusalReason
from webapp.privacy.encryption import SealedText


class Opinion(Base):
    """One thing a child says, taken out of a submission.

    ``original`` is sealed; only moderators read it.  Everybody else reads the
    text with its hidden spans replaced.  ``search_text`` is the folded public
    text and stays empty until the opinion was accepted, so that a search can
    never find what was not moderated.
    """

    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint("state != 'not_accepted' OR reason IS NOT NULL", name="reason_given"),
        CheckConstraint("state != 'in_case' OR case_id IS NOT NULL", name="case_known"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    survey: Mapped[str] = mapped_column(String(60))
    band: Mapped[str] = mapped_column(String(20))
    age: Mapped[int | None]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    question: Mapped[str] = mapped_column(String(120))
    question_label: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    part: Mapped[int] = mapped_column(default=0)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("opinion.id"))
    original: Mapped[str] = mapped_column(SealedText)
    risk: Mapped[int] = mapped_column(default=0)
    state: Mapped[OpinionState] = mapped_column(choice(OpinionState, "opinion_state"), index=True)
    topic: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    suggested_topic: Mapped[str | None] = mapped_column(String(20))
    wanted_answerer: Mapped[str | None] = mapped_column(String(200))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    reason: Mapped[RefusalReason | None] = mapped_column(choice(RefusalReason, "refusal_reason"))
    reason_note: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="")
    received_on: Mapped[date] = mapped_column(index=True)
    moderation_due: Mapped[date]
    decided_on: Mapped[date | None]
    decided_late: Mapped[bool | None]


class Hiding(Base):
    """A stretch of an original text that nobody but a moderator may read."""

    __tablename__ = "hiding"
    __table_args__ = (CheckConstraint("start >= 0 AND start < stop", name="span"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(ForeignKey("opinion.id"), index=True)
    start: Mapped[int]
    stop: Mapped[int]
    kind: Mapped[HidingKind] = mapped_column(choice(HidingKind, "hiding_kind"))
    reason: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class OpinionEvent(Base):
    """A step of an opinion: who, when, from, to, why.  Appended only."""

    __tablename__ = "opinion_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(ForeignKey("opinion.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[OpinionState | None] = mapped_column(choice(OpinionState, "from_state"))
    to_state: Mapped[OpinionState] = mapped_column(choice(OpinionState, "to_state"))
    why: Mapped[str] = mapped_column(Text, default="")
