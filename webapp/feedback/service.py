"""The reply reaching the child: looking up a receipt, reading, rating.

A receipt's digest is the only key.  A wrong receipt, an unknown one and an
erased one all find nothing, and nothing tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.errors import NotFound
from webapp.feedback import queries
from webapp.feedback.records import Delivery, RatingGiven
from webapp.feedback.rules import (
    REOPENING,
    OpinionStatus,
    Rating,
    ReceiptView,
    ReplyShown,
    Step,
    late,
    step_of,
)
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import ReceiptOpinion
from webapp.registration import service as registration
from webapp.safeguarding import service as safeguarding
from webapp.submissions import service as submissions
from webapp.submissions.rules import SurveyKind
from webapp.tracker import service as tracker


@dataclass(frozen=True)
class FeedbackRow:
    """One reply read or rated, for a month's figures."""

    opinion_id: str
    reply_id: int
    on: date
    rating: Rating | None


@dataclass(frozen=True)
class FeedbackFigures:
    """Replies first read, and ratings given, between two days.

    ``deliveries`` holds one row per opinion and reply; ``ratings`` only the
    last answer of each opinion about each reply.
    """

    deliveries: tuple[FeedbackRow, ...]
    ratings: tuple[FeedbackRow, ...]


def look_up(session: Session, receipt_digest: str, today: date) -> ReceiptView | None:
    """Return what the receipt with this digest opens, or None."""
    found = submissions.of_receipt(session, receipt_digest)
    if found is None:
        return None
    rows = [
        row
        for row in opinions.public_of_submission(session, found.id)
        if row.state is not OpinionState.SPLIT
    ]
    statuses = [_status(session, row, today) for row in rows]
    shown = tuple(status for status in statuses if status.step is not Step.READING)
    state = None
    if found.kind is SurveyKind.REGISTRATION:
        state = registration.state_of(session, found.id)
    return ReceiptView(
        kind=found.kind,
        survey=found.survey,
        received_on=found.received_on,
        # Sealed words are being read like any others, as far as a receipt tells.
        reading=len(shown) < len(statuses)
        or (not statuses and state is None)
        or safeguarding.is_sealed(session, found.id),
        opinions=shown,
        registration=state,
    )


def note_read(session: Session, view: ReceiptView, today: date) -> None:
    """Record that the published replies of *view* reached the child, once each."""
    known = queries.delivered(session, [status.opinion_id for status in view.opinions])
    for status in view.opinions:
        if status.reply and (status.opinion_id, status.reply.id) not in known:
            session.add(
                Delivery(opinion_id=status.opinion_id, reply_id=status.reply.id, read_on=today)
            )
    session.flush()


def rate(
    session: Session, receipt_digest: str, opinion_id: str, rating: Rating, now: datetime
) -> None:
    """Record whether the reply helped; "not yet" sends the case back to work.

    Every rating is kept.  Saying the same again about the same reply changes
    nothing, so that a double click is one answer.  NotFound when the opinion
    does not belong to the receipt or has no published reply.
    """
    found = submissions.of_receipt(session, receipt_digest)
    rows = opinions.public_of_submission(session, found.id) if found else []
    row = next((row for row in rows if row.id == opinion_id), None)
    reply = tracker.published_reply(session, row.case_id) if row and row.case_id else None
    if row is None or row.case_id is None or reply is None:
        raise NotFound
    if queries.last_rating(session, opinion_id, reply.id) is rating:
        return
    given_on = clock.local_day(now)
    session.add(
        RatingGiven(opinion_id=opinion_id, reply_id=reply.id, rating=rating, given_on=given_on)
    )
    session.flush()
    if rating in REOPENING:
        tracker.reopen(session, row.case_id, rating.value, now)


def replies_read(session: Session, opinion_ids: Sequence[str]) -> set[tuple[str, int]]:
    """Return which published replies reached their child, as (opinion, reply)."""
    return queries.delivered(session, opinion_ids) if opinion_ids else set()


def figures(session: Session, first_day: date, next_month: date) -> FeedbackFigures:
    """Return what was read and rated in [*first_day*, *next_month*)."""
    return FeedbackFigures(
        deliveries=tuple(
            FeedbackRow(row.opinion_id, row.reply_id, row.read_on, None)
            for row in queries.deliveries_between(session, first_day, next_month)
        ),
        ratings=tuple(
            FeedbackRow(row.opinion_id, row.reply_id, row.given_on, row.rating)
            for row in queries.last_ratings_between(session, first_day, next_month)
        ),
    )


def _status(session: Session, row: ReceiptOpinion, today: date) -> OpinionStatus:
    if row.case_id is None:
        return OpinionStatus(
            opinion_id=row.id,
            step=step_of(row.state, None, replied=False),
            reason=row.reason,
            note=row.note,
        )
    case = tracker.case_state(session, row.case_id)
    reply = _shown(session, row.case_id)
    step = step_of(row.state, case.state, replied=reply is not None)
    return OpinionStatus(
        opinion_id=row.id,
        step=step,
        text=row.text or None,
        body_name=case.lead_name,
        due_on=case.due_on,
        overdue=late(step, case.due_on, today),
        reply=reply,
        rating=queries.last_rating(session, row.id, reply.id) if reply else None,
    )


def _shown(session: Session, case_id: int) -> ReplyShown | None:
    reply = tracker.published_reply(session, case_id)
    if reply is None:
        return None
    return ReplyShown(
        id=reply.id,
        body_name=reply.body_name,
        decision=reply.decision,
        heard=reply.heard,
        decided=reply.decided,
        why=reply.why,
        when_text=reply.when_text,
        promised_on=reply.promised_on,
        published_on=reply.published_on,
    )
