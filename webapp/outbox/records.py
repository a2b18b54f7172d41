"""Notices that wait to be sent, and what became of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.outbox.rules import Level


class Notice(Base):
    """One notice to one person: no content, no subject matter, no reference.

    ``once`` is a digest of what the notice is about; the same person is told of
    the same thing once, and nobody can read from the table what it was.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("user_id", "once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    level: Mapped[Level] = mapped_column(choice(Level, "notice_level"))
    once: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
