"""Concerns: signs that a child may be in danger, sealed from everything else.

The database itself refuses to delete a concern or anything written about one, and
to change a step or a hand-over (migration 0006).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.privacy.encryption import SealedText
from webapp.safeguarding.rules import ConcernState, HandedBy, NoticeWhy, Receiver


class Concern(Base):
    """One submission whose words tell of danger.

    ``texts`` (a JSON list of question, label and text) and ``reasons`` (which
    rule found which words) are sealed; nothing of them is kept anywhere else.
    """

    __tablename__ = "concern"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    # Empty where a child asked to be met: such a wish is tied to no submission.
    submission_id: Mapped[str | None] = mapped_column(ForeignKey("submission.id"), unique=True)
    received_at: Mapped[datetime] = mapped_column(Moment, index=True)
    state: Mapped[ConcernState] = mapped_column(choice(ConcernState, "concern_state"))
    band: Mapped[str] = mapped_column(String(20))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    texts: Mapped[str] = mapped_column(SealedText)
    reasons: Mapped[str] = mapped_column(SealedText)
    lexicon: Mapped[str] = mapped_column(String(40))


class ConcernEvent(Base):
    """A step taken about a concern; the note is sealed too.

    ``dues`` holds, by clock, the limit of each clock this step stopped, as it stood
    at that moment; None for steps from before clocks were kept.
    """

    __tablename__ = "concern_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[ConcernState] = mapped_column(choice(ConcernState, "from_state"))
    to_state: Mapped[ConcernState] = mapped_column(choice(ConcernState, "to_state"))
    note: Mapped[str] = mapped_column(SealedText)
    dues: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    @property
    def limits(self) -> dict[str, datetime]:
        """Return ``dues`` as moments."""
        return {clock: datetime.fromisoformat(due) for clock, due in (self.dues or {}).items()}


class ConcernNotice(Base):
    """One person told of one concern, once for each reason and rung of the ladder.

    ``begun_at`` is when the concern was raised, so that one raised anew is told anew.
    """

    __tablename__ = "concern_notice"
    __table_args__ = (
        UniqueConstraint("concern_id", "user_id", "why", "begun_at", "rung"),
        Index("ix_concern_notice_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    why: Mapped[NoticeWhy] = mapped_column(choice(NoticeWhy, "notice_why"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    rung: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)


class ConcernExclusion(Base):
    """A person for whom a concern does not exist, because it is about that person."""

    __tablename__ = "concern_exclusion"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(SealedText)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class ConcernUnsealing(Base):
    """One opening of what tells who the child is: asked by one, approved by another.

    ``alone`` marks an opening in a serious danger that nobody approved in time.
    """

    __tablename__ = "concern_unsealing"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(SealedText)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    alone: Mapped[bool] = mapped_column(default=False)


class ConcernHandover(Base):
    """A concern handed to those who can act: where, to whom, when, how, by whom."""

    __tablename__ = "concern_handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)
    handed_at: Mapped[datetime] = mapped_column(Moment)
    receiver: Mapped[Receiver] = mapped_column(choice(Receiver, "handover_receiver"))
    handed_by: Mapped[HandedBy] = mapped_column(choice(HandedBy, "handover_way"))
    place: Mapped[str] = mapped_column(SealedText)
    person: Mapped[str] = mapped_column(SealedText)
    receipt_number: Mapped[str] = mapped_column(SealedText)
    note: Mapped[str] = mapped_column(SealedText)
