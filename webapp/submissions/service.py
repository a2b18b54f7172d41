"""Keeping what was sent from a seat; drafts stand in ``drafts`` and are handed on here.

Everything here is found by the seat's or the receipt's digest only; neither
the cookie's secret nor the receipt is ever stored (``docs/decisions/0002``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.base import ids
from webapp.submissions import queries
from webapp.submissions.drafts import (
    DraftData,
    draft_of,
    drop_draft,
    leave_draft,
    purge_drafts,
    put_aside,
    put_aside_at,
    save_draft,
    take_over,
    waits,
)
from webapp.submissions.records import Submission
from webapp.submissions.rules import Speaker, SurveyKind

# Drafts have a file of their own; other rooms find everything here.
__all__ = [
    "DraftData", "NewSubmission", "SubmissionAnswers", "SubmissionRow", "SubmissionView",
    "answers_in", "draft_of", "drop_draft", "figures", "leave_draft", "of_receipt", "of_seat",
    "purge_drafts", "put_aside", "put_aside_at", "save_draft", "sent_by_version", "store",
    "submission", "take_over", "waits",
]  # fmt: skip


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
    speaker: Speaker = Speaker.CHILD


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
    speaker: Speaker
    just_stored: bool = False


@dataclass(frozen=True)
class SubmissionRow:
    """What a month's figures need of one submission.

    Only those whose ``speaker`` is a child are counted as children's.
    """

    id: str
    round_id: int
    survey: str
    kind: SurveyKind
    band: str
    age: int | None
    school_id: int | None
    received_on: date
    speaker: Speaker
    class_session_id: int | None = None


@dataclass(frozen=True)
class SubmissionAnswers:
    """The closed answers of one submission and the form they were given to."""

    id: str
    round_id: int
    form_version_id: int
    answers: dict[str, Any]


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
    names = tuple(SubmissionRow.__dataclass_fields__)
    return [SubmissionRow(*row) for row in queries.between(session, first_day, next_month, names)]


def answers_in(session: Session, round_ids: Sequence[int]) -> list[SubmissionAnswers]:
    """Return the closed answers sent in these rounds, in no order that tells of time."""
    return [
        SubmissionAnswers(row.id, row.round_id, row.form_version_id, dict(row.answers))
        for row in queries.in_rounds(session, round_ids)
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
        speaker=row.speaker,
        just_stored=just_stored,
    )
