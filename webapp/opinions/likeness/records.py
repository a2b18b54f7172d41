"""What was worked out of opinions, as numbers nobody can read.

Every row goes with its opinion: the database itself deletes it (``CASCADE``), so
that nothing of an opinion survives it here, whoever deleted it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base


class Trace(Base):
    """That an opinion's words were worked out, with which scheme, and for which topic."""

    __tablename__ = "opinion_trace"

    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), primary_key=True
    )
    scheme: Mapped[str] = mapped_column(String(20))
    # A topic's code; no tie to the table of topics, which may lose one.
    topic: Mapped[str | None] = mapped_column(String(20), index=True)


class Bucket(Base):
    """One number of an opinion's MinHash; like opinions share some."""

    __tablename__ = "opinion_bucket"
    __table_args__ = (
        Index("ix_opinion_bucket_opinion_id", "opinion_id"),
        {"sqlite_with_rowid": False},
    )

    bucket: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), primary_key=True
    )


class TopicWord(Base):
    """That an opinion of *topic* has a word, by its number."""

    __tablename__ = "topic_word"
    __table_args__ = (
        Index("ix_topic_word_opinion_id", "opinion_id"),
        {"sqlite_with_rowid": False},
    )

    word: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), primary_key=True
    )
