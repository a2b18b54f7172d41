"""Published word lists, appended to and never changed, and the one being prepared.

The database itself refuses to change or delete a published list (migration 0005).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
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
