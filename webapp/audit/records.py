"""The audit table: appended to, never changed.

The initial migration adds triggers that refuse UPDATE and DELETE in the
database itself, so that not even this program can rewrite what was done.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment


class AuditEvent(Base):
    """Who did what to which thing, chained to the event before it.

    ``detail`` holds names of fields and states, never a child's words.
    ``chain`` is SHA-256 over the previous event's ``chain`` and this event.
    """

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    subject_id: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    chain: Mapped[str] = mapped_column(String(64), unique=True)
