"""Keeping drafts of a seat and what was sent from it.

Everything here is found by the seat's or the receipt's digest only; neither
the cookie's secret nor the receipt is ever stored (``docs/decisions/0002``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.base import ids
from webapp.base.errors import NotFound
from webapp.submissions import queries
from webapp.submissions.records import Draft, Picture, Submission
from webapp.submissions.rules import DRAFT_TIME, SLIP_TIME, SurveyKind


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


@dataclass(frozen=True)
class NewSubmission:
    """What is stored of a submission: closed answers only, never words of a child.

    ``seat`` and ``receipt`` are digests.
    """

    round_id: int
    survey: str
    kind: SurveyKind
    band: str
    form_version_id: int
    class_session_id: int | None
    school_id: int | None
    age: int | None
    answers: dict[str, Any]
    received_on: date
    seat: str
    receipt: str


@dataclass(frozen=True)
class SubmissionView:
    """A stored submission as other rooms see it.

    ``just_stored`` is true only in the answer to the call that stored it, so
    that a repeated sending is not handed on twice.
    """

    id: str
    round_id: int
    survey: str
    kind: SurveyKind
    band: str
    form_version_id: int
    class_session_id: int | None
    school_id: int | None
    age: int | None
    received_on: date
    answers: dict[str, Any]
    just_stored: bool = False


@dataclass(frozen=True)
class SubmissionRow:
    """What a month's figures need of one submission."""

    id: str
    round_id: int
    survey: str
    kind: SurveyKind
    band: str
    age: int | None
    school_id: int | None
    received_on: date


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


def store(session: Session, new: NewSubmission) -> SubmissionView:
    """Store *new*, or return what its seat has sent before.

    The unique seat decides, not a question asked beforehand: of two equal
    sendings at the same moment one inserts and the other, refused inside its
    savepoint, reads what the first one stored.  The outer transaction stays
    whole either way.
    """
    row = Submission(id=ids.new_id(), **_columns(new))
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        before = queries.by_seat(session, new.seat)
        if before is None:
            raise
        return _view(before)
    return _view(row, just_stored=True)


def of_seat(session: Session, seat: str) -> SubmissionView | None:
    """Return what was sent from *seat*, or None."""
    row = queries.by_seat(session, seat)
    return _view(row) if row else None


def of_receipt(session: Session, receipt_digest: str) -> SubmissionView | None:
    """Return what was sent under the receipt with this digest, or None."""
    row = queries.by_receipt(session, receipt_digest)
    return _view(row) if row else None


def submission(session: Session, submission_id: str) -> SubmissionView | None:
    """Return one submission by its identifier, or None."""
    row = session.get(Submission, submission_id)
    return _view(row) if row else None


def sent_by_version(
    session: Session, survey: str, band: str, round_id: int | None = None
) -> dict[int, int]:
    """Return how many submissions of *survey* and *band* were filled in each form version."""
    return queries.count_by_version(session, survey, band, round_id)


def figures(session: Session, first_day: date, next_month: date) -> list[SubmissionRow]:
    """Return one row per submission received in [*first_day*, *next_month*)."""
    return [
        SubmissionRow(
            id=row.id,
            round_id=row.round_id,
            survey=row.survey,
            kind=row.kind,
            band=row.band,
            age=row.age,
            school_id=row.school_id,
            received_on=row.received_on,
        )
        for row in queries.between(session, first_day, next_month)
    ]


def _columns(new: NewSubmission) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewSubmission.__dataclass_fields__}


def _view(row: Submission, just_stored: bool = False) -> SubmissionView:
    return SubmissionView(
        id=row.id,
        round_id=row.round_id,
        survey=row.survey,
        kind=row.kind,
        band=row.band,
        form_version_id=row.form_version_id,
        class_session_id=row.class_session_id,
        school_id=row.school_id,
        age=row.age,
        received_on=row.received_on,
        answers=dict(row.answers),
        just_stored=just_stored,
    )
