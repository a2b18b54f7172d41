"""The public board: what was put on it, by whom, and what was kept from it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.board.rules import Crowd, EntryState
from webapp.tracker.rules import Decision


class Entry(Base):
    """A published reply as everybody may read it.

    The words are a copy: what the public reads was looked at for the public, and stays
    what somebody put there.  ``children`` is for our own reckoning and is never shown;
    ``school_id`` is empty where the school must not be named.
    """

    __tablename__ = "board_entry"
    __table_args__ = (
        CheckConstraint("state != 'posted' OR posted_on IS NOT NULL", name="posted_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    state: Mapped[EntryState] = mapped_column(choice(EntryState, "board_state"), index=True)
    topic: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    title: Mapped[str] = mapped_column(String(300))
    heard: Mapped[str] = mapped_column(Text)
    decided: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    when_text: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[Decision] = mapped_column(choice(Decision, "board_decision"))
    promised_on: Mapped[date | None]
    children: Mapped[int]
    crowd: Mapped[Crowd] = mapped_column(choice(Crowd, "board_crowd"))
    published_on: Mapped[date]
    posted_on: Mapped[date | None] = mapped_column(index=True)


class Quote(Base):
    """Words of a child that stand beside an entry.

    Only which opinion: its text is read as the moderators left it, each time, so that what
    is hidden later is hidden here at once.  It goes with its opinion.
    """

    __tablename__ = "board_quote"
    __table_args__ = (UniqueConstraint("entry_id", "opinion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("board_entry.id"), index=True)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), index=True
    )


class EntryEvent(Base):
    """A step about the board: who, when, from, to, why.  Appended only."""

    __tablename__ = "board_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("board_entry.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[EntryState | None] = mapped_column(choice(EntryState, "from_state"))
    to_state: Mapped[EntryState] = mapped_column(choice(EntryState, "to_state"))
    why: Mapped[str] = mapped_column(Text, default="")
