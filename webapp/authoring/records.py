"""Forms being written, and everything that was done to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.authoring.rules import DraftState, Step
from webapp.base.database import Base, Moment, choice


class FormDraft(Base):
    """A workbook being written for one age band of a survey.

    ``workbook`` is the source sheet by sheet, faults included; ``turn`` grows with
    every change, so that of two people who edit at once the second is told.
    ``published_id`` is the form version it last became.
    """

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey: Mapped[str] = mapped_column(String(60), index=True)
    band: Mapped[str] = mapped_column(String(20))
    file: Mapped[str] = mapped_column(String(200))
    workbook: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[DraftState] = mapped_column(choice(DraftState, "form_draft_state"))
    turn: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    published_id: Mapped[int | None] = mapped_column(ForeignKey("form_version.id"))


class FormDraftEvent(Base):
    """One step in the life of a draft: appended, never changed.

    ``workbook`` is the source after the step, so that any earlier state can be
    looked at and taken back up.
    """

    __tablename__ = "form_draft_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("form_draft.id"), index=True)
    step: Mapped[Step] = mapped_column(choice(Step, "form_draft_step"))
    what: Mapped[str] = mapped_column(String(300), default="")
    workbook: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
