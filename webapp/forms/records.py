"""Form versions: immutable once stored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment


class FormVersion(Base):
    """One version of the questions of a survey for one age band.

    ``definition`` is the compiled tree (``forms.rules.Form`` as JSON), so that
    the workbook is not read again; ``digest`` is SHA-256 of it, so that the
    same workbook never makes two versions.  ``workbook`` is the source, sheet by
    sheet (``xlsform.workbook``), from which it can be written out again.
    ``published_at`` is set when somebody made it the version for new rounds; the
    newest such version of a survey and band goes before the folder's own form.
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
    workbook: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    stored_on: Mapped[date]
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class MadeSurvey(Base):
    """A survey made in the browser: what ``survey.toml`` says for one made as a folder.

    It has no folder, so it never has hooks; its forms are published versions.
    """

    __tablename__ = "made_survey"

    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
