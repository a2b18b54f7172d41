"""The life of a form being written: begun, changed, taken back up, published, dropped.

A change says which turn of the draft it was made from; when somebody else has
changed the draft meanwhile nothing is overwritten.  Publishing stands in
``publishing.py`` and is imported from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.authoring import queries
from webapp.authoring.queries import DraftRow, StepRow
from webapp.authoring.records import FormDraft, FormDraftEvent
from webapp.authoring.rules import LONGEST_WHAT, DraftState, Step, file_name
from webapp.base.errors import IllegalMove, NotFound
from webapp.forms import service as forms
from webapp.forms.xlsform import workbook as sources
from webapp.forms.xlsform.workbook import Workbook


@dataclass(frozen=True)
class DraftView:
    """A form being written, with its source."""

    id: int
    survey: str
    band: str
    file: str
    state: DraftState
    turn: int
    made_by: int
    made_at: datetime
    published_id: int | None
    workbook: Workbook

    @property
    def open(self) -> bool:
        """Tell whether it may still be changed."""
        return self.state is DraftState.OPEN


@dataclass(frozen=True)
class Kept:
    """Where a change went: into its draft, or beside it because somebody was faster."""

    draft_id: int
    apart: bool


def begin(
    session: Session,
    actor_id: int,
    survey: str,
    band: str,
    workbook: Workbook,
    what: str,
    now: datetime,
    step: Step = Step.UPLOADED,
) -> int:
    """Begin a draft with *workbook*, faults included; return its id.

    *what* says in a few words what was done, for the history.  Raises NotFound for an
    unknown survey or band.
    """
    found = forms.survey_of(session, survey)
    if found is None or found.band(band) is None:
        raise NotFound
    source = sources.workbook_to_json(workbook)
    row = FormDraft(
        survey=survey,
        band=band,
        file=file_name(workbook.file),
        workbook=source,
        state=DraftState.OPEN,
        turn=1,
        made_by=actor_id,
        made_at=now,
    )
    session.add(row)
    session.flush()
    _note(session, actor_id, row.id, step, what, now, source)
    return row.id


def change(
    session: Session,
    actor_id: int,
    draft_id: int,
    turn: int,
    workbook: Workbook,
    what: str,
    now: datetime,
    step: Step = Step.EDITED,
) -> int:
    """Give a draft another source; return its new turn.

    *turn* is the one the change was made from.  Raises NotFound, and IllegalMove when
    the draft has been changed since, or is no longer being written: then nothing
    is overwritten.
    """
    source = sources.workbook_to_json(workbook)
    changed = session.scalar(
        update(FormDraft)
        .where(FormDraft.id == draft_id, FormDraft.turn == turn, FormDraft.state == DraftState.OPEN)
        .values(workbook=source, turn=turn + 1, file=file_name(workbook.file))
        .returning(FormDraft.id)
        .execution_options(synchronize_session=False)
    )
    if changed is None:
        _row(session, draft_id)
        raise IllegalMove
    session.expire(_row(session, draft_id))
    _note(session, actor_id, draft_id, step, what, now, source)
    return turn + 1


def change_or_keep(
    session: Session,
    actor_id: int,
    draft_id: int,
    turn: int,
    workbook: Workbook,
    what: str,
    now: datetime,
    step: Step = Step.EDITED,
) -> Kept:
    """Change a draft, or keep *workbook* as a draft of its own when somebody was faster.

    Whoever comes second loses nothing.  Raises NotFound.
    """
    try:
        change(session, actor_id, draft_id, turn, workbook, what, now, step)
    except IllegalMove:
        row = _row(session, draft_id)
        apart = begin(session, actor_id, row.survey, row.band, workbook, what, now, step)
        return Kept(apart, True)
    return Kept(draft_id, False)


def take_back(
    session: Session,
    actor_id: int,
    draft_id: int,
    turn: int,
    event_id: int,
    what: str,
    now: datetime,
) -> int:
    """Make an earlier state of a draft the present one; return the new turn.

    Nothing that came after is lost: it stays in the history.  Raises NotFound and
    IllegalMove.
    """
    workbook = state_after(session, draft_id, event_id)
    return change(session, actor_id, draft_id, turn, workbook, what, now, Step.TAKEN_BACK)


def drop(session: Session, actor_id: int, draft_id: int, turn: int, now: datetime) -> None:
    """Put a draft away; its history stays.  Raises NotFound and IllegalMove."""
    close(session, draft_id, turn, DraftState.DROPPED)
    _note(session, actor_id, draft_id, Step.DROPPED, "", now, None)


def close(
    session: Session,
    draft_id: int,
    turn: int,
    state: DraftState,
    published_id: int | None = None,
) -> None:
    """End the writing of a draft; raises NotFound and IllegalMove."""
    closed = session.scalar(
        update(FormDraft)
        .where(FormDraft.id == draft_id, FormDraft.turn == turn, FormDraft.state == DraftState.OPEN)
        .values(state=state, turn=turn + 1, published_id=published_id)
        .returning(FormDraft.id)
        .execution_options(synchronize_session=False)
    )
    row = _row(session, draft_id)
    if closed is None:
        raise IllegalMove
    session.expire(row)


def draft(session: Session, draft_id: int) -> DraftView:
    """Return one draft; raises NotFound."""
    row = _row(session, draft_id)
    return DraftView(
        id=row.id,
        survey=row.survey,
        band=row.band,
        file=row.file,
        state=row.state,
        turn=row.turn,
        made_by=row.made_by,
        made_at=row.made_at,
        published_id=row.published_id,
        workbook=sources.workbook_from_json(row.workbook),
    )


def drafts(
    session: Session,
    survey: str | None = None,
    band: str | None = None,
    state: DraftState | None = DraftState.OPEN,
) -> list[DraftRow]:
    """Return the drafts of a survey and band (of all, where none is given), last changed first."""
    return queries.drafts(session, survey, band, state)


def being_written(session: Session) -> int:
    """Return how many forms are being written."""
    return queries.open_count(session)


def history(session: Session, draft_id: int) -> list[StepRow]:
    """Return what was done to a draft, the newest first; raises NotFound."""
    _row(session, draft_id)
    return queries.steps(session, draft_id)


def state_after(session: Session, draft_id: int, event_id: int) -> Workbook:
    """Return the source as it stood after a step of a draft; raises NotFound."""
    kept = queries.workbook_after(session, draft_id, event_id)
    if kept is None:
        raise NotFound
    return sources.workbook_from_json(kept)


def note_published(
    session: Session, actor_id: int, draft_id: int, what: str, now: datetime
) -> None:
    """Write into the history that a draft was published."""
    _note(session, actor_id, draft_id, Step.PUBLISHED, what, now, None)


def _note(
    session: Session,
    actor_id: int,
    draft_id: int,
    step: Step,
    what: str,
    now: datetime,
    source: dict[str, object] | None,
) -> None:
    """Append a step to the history and to the log of the house."""
    session.add(
        FormDraftEvent(
            draft_id=draft_id,
            step=step,
            what=what[:LONGEST_WHAT],
            workbook=source,
            actor_id=actor_id,
            at=now,
        )
    )
    session.flush()
    audit.record(session, actor_id, f"form_draft.{step.value}", "form_draft", draft_id)


def _row(session: Session, draft_id: int) -> FormDraft:
    row = session.get(FormDraft, draft_id)
    if row is None:
        raise NotFound
    return row
