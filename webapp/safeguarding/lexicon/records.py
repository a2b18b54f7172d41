"""Published word lists, appended to and never changed, and the one being prepared.

The database itself refuses to change or delete a published list (migration 0005).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment


class LexiconVersion(Base):
    """A word list somebody published; version 0 is the file of the program and has no row.

    ``content`` and ``differences`` (to the list before) are JSON, ``digest`` tells
    processes cheaply whether they have compiled this list already.
    """

    __tablename__ = "lexicon_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(30))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    differences: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(500))


class LexiconDraft(Base):
    """The one list being prepared, by all officers together; ``base`` is what it began from."""

    __tablename__ = "lexicon_draft"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    base: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class LexiconAsking(Base):
    """Somebody asked a second person to agree to a list that raises less.

    It holds for one draft over the list number ``base``; ``digest`` is made of both.  ``agreed``
    is empty until somebody answers; ``number`` is the list that was published by it.
    """

    __tablename__ = "lexicon_asking"
    __table_args__ = (
        CheckConstraint(
            "answered_by_id IS NULL OR answered_by_id != asked_by_id", name="two_people"
        ),
        CheckConstraint("(agreed IS NULL) = (answered_by_id IS NULL)", name="answer_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    base: Mapped[int]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(500))
    agreed: Mapped[bool | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(String(500), default="")
    number: Mapped[int | None] = mapped_column(ForeignKey("lexicon_version.number"))
