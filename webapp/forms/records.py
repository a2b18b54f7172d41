"""Form versions: immutable once stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base


class FormVersion(Base):
    """One version of the questions of a survey for one age band.

    ``definition`` is the compiled tree (``forms.rules.Form`` as JSON), so that
    the workbook is not read again; ``digest`` is SHA-256 of it, so that the
    same workbook never makes two versions.
    """

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("survey", "band", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey: Mapped[str] = mapped_column(String(60), index=True)
    band: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    stored_on: Mapped[date]
