"""Summaries a leader has signed off."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment


class SignOff(Base):
    """A leader read the summary of a month; ``digest`` says which figures it had."""

    __tablename__ = "sign_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[date] = mapped_column(index=True)
    signed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    signed_at: Mapped[datetime] = mapped_column(Moment)
    digest: Mapped[str] = mapped_column(String(64))
