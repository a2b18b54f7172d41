"""Who runs the duties just now, when they last ran, and which of them fail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment


class DutyLease(Base):
    """One runner at a time over all processes; one row, made by the migration.

    A runner that dies lets go by itself: the lease has an end.
    """

    __tablename__ = "duty_lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40), default="")
    until: Mapped[datetime | None] = mapped_column(Moment)
    ran_at: Mapped[datetime | None] = mapped_column(Moment)


class DutyFailure(Base):
    """A duty that failed the last time it ran, and since when."""

    __tablename__ = "duty_failure"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
