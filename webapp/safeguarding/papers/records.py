"""The office's own versions of the forms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.safeguarding.rules import Paper


class PaperVersion(Base):
    """One version of one form; the newest is used, one without a file means ours."""

    __tablename__ = "paper_version"
    __table_args__ = (UniqueConstraint("paper", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[Paper] = mapped_column(choice(Paper, "paper"))
    version: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
