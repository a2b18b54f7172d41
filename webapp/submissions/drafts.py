"""Drafts at a seat, and drafts that wait for a number on a slip."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.submissions import queries
from webapp.submissions.records import Draft, Picture
from webapp.submissions.rules import DRAFT_TIME, SLIP_TIME


@dataclass(frozen=True)
class DraftData:
    """Answers not sent yet, and the form they belong to.

    ``slip`` tells that a number was given out with which another computer can go on.
    """

    round_id: int
    band: str
    form_version_id: int
    class_session_id: int | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    slip: bool = False


def save_draft(session: Session, seat: str, draft: DraftData, now: datetime) -> None:
    """Keep *draft* for *seat*, sealed; an older draft of the seat is replaced."""
    row = session.get(Draft, seat)
    if row is None:
        row = Draft(seat=seat)
        session.add(row)
    row.round_id = draft.round_id
    row.band = draft.band
    row.form_version_id = draft.form_version_id
    row.class_session_id = draft.class_session_id
    row.answers = json.dumps(draft.answers, ensure_ascii=False)
    row.touched_at = now
    session.flush()


def draft_of(session: Session, seat: str, now: datetime) -> DraftData | None:
    """Return the living draft of *seat*, or None.

    It lives an hour after it was last touched, seven days when it has a slip.
    """
    row = queries.live_draft(session, seat, now)
    return _draft(row) if row else None


def drop_draft(session: Session, seat: str) -> None:
    """Delete the draft of *seat* with its pictures; harmless when there is none."""
    session.execute(delete(Picture).where(Picture.seat == seat))
    session.execute(delete(Draft).where(Draft.seat == seat))


def leave_draft(session: Session, seat: str) -> None:
    """Empty *seat*: a draft with a slip waits for its number, any other is deleted."""
    slip = session.scalar(select(Draft.slip).where(Draft.seat == seat))
    if slip is None:
        drop_draft(session, seat)
    else:
        _move(session, seat, slip)


def put_aside(session: Session, seat: str, slip: str, now: datetime) -> bool:
    """Let the draft of *seat* wait for whoever has the number with the digest *slip*.

    The seat is empty afterwards; a number given out before ends.  Returns False
    when the seat has no living draft.
    """
    row = queries.live_draft(session, seat, now)
    if row is None:
        return False
    row.slip, row.touched_at = slip, now
    session.flush()
    _move(session, seat, slip)
    return True


def waits(session: Session, slip: str, now: datetime) -> DraftData | None:
    """Return the living draft of the number with the digest *slip*, wherever it is, or None."""
    row = queries.draft_of_slip(session, slip, now)
    return _draft(row) if row else None


def put_aside_at(session: Session, slip: str, now: datetime) -> datetime | None:
    """Return when the draft of the slip was put aside; None when somebody is at it."""
    row = queries.draft_of_slip(session, slip, now)
    return row.touched_at if row is not None and row.seat == slip else None


def take_over(session: Session, slip: str, seat: str, now: datetime) -> None:
    """Bring the draft of the number with the digest *slip* to *seat*, from whatever seat it is at.

    What was begun at *seat* itself is deleted.  The number stays good until the
    submission is sent, so that a power cut at the second computer costs nothing.
    Raises NotFound.
    """
    row = queries.draft_of_slip(session, slip, now)
    if row is None:
        raise NotFound
    if row.seat == seat:
        return
    drop_draft(session, seat)
    row.touched_at = now
    session.flush()
    _move(session, row.seat, seat)


def _move(session: Session, seat: str, to: str) -> None:
    """Give the draft at *seat* and its pictures to *to*."""
    session.execute(update(Picture).where(Picture.seat == seat).values(seat=to))
    session.execute(update(Draft).where(Draft.seat == seat).values(seat=to))


def purge_drafts(session: Session, now: datetime) -> int:
    """Delete drafts past their time, with their pictures, and return how many there were."""
    ended = or_(
        and_(Draft.slip.is_(None), Draft.touched_at <= now - DRAFT_TIME),
        Draft.touched_at <= now - SLIP_TIME,
    )
    gone = session.scalars(delete(Draft).where(ended).returning(Draft.seat)).all()
    if gone:
        session.execute(delete(Picture).where(Picture.seat.in_(gone)))
    return len(gone)


def _draft(row: Draft) -> DraftData:
    return DraftData(
        round_id=row.round_id,
        band=row.band,
        form_version_id=row.form_version_id,
        class_session_id=row.class_session_id,
        answers=json.loads(row.answers),
        slip=row.slip is not None,
    )
