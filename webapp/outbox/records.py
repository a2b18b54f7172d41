"""Notices that wait to be sent, what became of them, and how each person wants mail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.outbox.rules import Level, NoticeState


class Notice(Base):
    """One notice to one person: no content, no subject matter, no reference.

    ``once`` is a digest of what the notice is about; the same person is told of
    the same thing once, and nobody can read from the table what it was.
    ``attempts`` counts the mails that were begun, ``failures`` those known to
    have failed; the difference is what a crash left unknown.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("user_id", "once"),
        CheckConstraint("failures >= 0 AND failures <= attempts", name="failures_of_attempts"),
        Index("ix_notice_state_user_id", "state", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    level: Mapped[Level] = mapped_column(choice(Level, "notice_level"))
    once: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    state: Mapped[NoticeState] = mapped_column(
        choice(NoticeState, "notice_state"), default=NoticeState.WAITING
    )
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)


class Mailbox(Base):
    """Where one person wants mail and which, and how the last tries went.

    ``gave_up_at`` stays until a mail arrives or the address is changed; it is
    all an administrator sees of notices that could not be delivered.
    """

    __tablename__ = "mailbox"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id"), primary_key=True, autoincrement=False
    )
    address: Mapped[str] = mapped_column(String(254), default="")
    new_work: Mapped[bool] = mapped_column(default=True)
    reminders: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    last_mail_at: Mapped[datetime | None] = mapped_column(Moment)
    gave_up_at: Mapped[datetime | None] = mapped_column(Moment)


class MailServerState(Base):
    """How the mail server answered last; one row, made by the migration."""

    __tablename__ = "mail_server_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
