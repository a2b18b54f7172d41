"""Reads of forms being written."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from webapp.authoring.records import FormDraft, FormDraftEvent
from webapp.authoring.rules import DraftState, Step


class DraftRow(NamedTuple):
    """A draft without its workbook, and who touched it last."""

    id: int
    survey: str
    band: str
    file: str
    state: DraftState
    turn: int
    made_by: int
    made_at: datetime
    published_id: int | None
    changed_by: int
    changed_at: datetime


class StepRow(NamedTuple):
    """One step of a draft, without the workbook after it."""

    id: int
    step: Step
    what: str
    actor_id: int
    at: datetime
    has_workbook: bool


def drafts(
    session: Session, survey: str | None, band: str | None, state: DraftState | None
) -> list[DraftRow]:
    """Return the drafts of a survey, band and state where given, last changed first."""
    last = (
        select(func.max(FormDraftEvent.id))
        .where(FormDraftEvent.draft_id == FormDraft.id)
        .correlate(FormDraft)
        .scalar_subquery()
    )
    query = (
        select(
            FormDraft.id,
            FormDraft.survey,
            FormDraft.band,
            FormDraft.file,
            FormDraft.state,
            FormDraft.turn,
            FormDraft.made_by,
            FormDraft.made_at,
            FormDraft.published_id,
            FormDraftEvent.actor_id,
            FormDraftEvent.at,
        )
        .join(FormDraftEvent, FormDraftEvent.id == last)
        .order_by(FormDraftEvent.at.desc(), FormDraft.id.desc())
    )
    wanted = ((FormDraft.survey, survey), (FormDraft.band, band), (FormDraft.state, state))
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    return [DraftRow(*row) for row in session.execute(query)]


def steps(session: Session, draft_id: int) -> list[StepRow]:
    """Return what was done to a draft, the newest first."""
    query = (
        select(
            FormDraftEvent.id,
            FormDraftEvent.step,
            FormDraftEvent.what,
            FormDraftEvent.actor_id,
            FormDraftEvent.at,
            FormDraftEvent.workbook.is_not(null()),
        )
        .where(FormDraftEvent.draft_id == draft_id)
        .order_by(FormDraftEvent.id.desc())
    )
    return [StepRow(*row) for row in session.execute(query)]


def workbook_after(session: Session, draft_id: int, event_id: int) -> dict[str, Any] | None:
    """Return the source as it stood after a step, or None when there is no such state."""
    return session.scalar(
        select(FormDraftEvent.workbook).where(
            FormDraftEvent.id == event_id, FormDraftEvent.draft_id == draft_id
        )
    )


def open_count(session: Session) -> int:
    """Return how many forms are being written."""
    return (
        session.scalar(
            select(func.count()).select_from(FormDraft).where(FormDraft.state == DraftState.OPEN)
        )
        or 0
    )
