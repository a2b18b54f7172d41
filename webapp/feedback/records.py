"""The reply reaching the child, and what the child says of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, choice
from webapp.feedback.rules import Rating


class Delivery(Base):
    """A published reply was read under a receipt, first on this day.

    It goes with its opinion when that one is handed over to protection: what
    is left would tell that there was such an opinion.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("opinion_id", "reply_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), index=True
    )
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    read_on: Mapped[date] = mapped_column(index=True)


class RatingGiven(Base):
    """One child's answer about one reply; the last one counts, all are kept."""

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), index=True
    )
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    rating: Mapped[Rating] = mapped_column(choice(Rating, "rating_value"))
    given_on: Mapped[date] = mapped_column(index=True)
