"""What a child does under its receipt: reads, rates, asks once more.

Taking back is in ``taking_back``, answering a question in ``asking``.  Every step is
found through the receipt; an opinion of somebody else is NotFound.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.feedback import queries
from webapp.feedback.ledger.entries import Way, enter, owed
from webapp.feedback.letters.reading import rows_of
from webapp.feedback.records import ChildStep, RatingGiven
from webapp.feedback.rules import REOPENING, Channel, ChildDid, Rating, ReceiptView
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import ReceiptOpinion
from webapp.submissions import service as submissions
from webapp.submissions.service import SubmissionView
from webapp.tracker import service as tracker


def note_read(session: Session, view: ReceiptView, today: date) -> None:
    """Write into the ledger that what *view* tells reached the child, once each."""
    shown = {status.opinion_id for status in view.opinions}
    rows = [row for row in rows_of(session, view.submission_id) if row.id in shown]
    for one in owed(session, rows).values():
        enter(session, one, Way(Channel.RECEIPT), today)


def rate(
    session: Session, receipt_digest: str, opinion_id: str, rating: Rating, now: datetime
) -> None:
    """Record whether the reply helped; "not yet" sends the case back to work.

    Every rating is kept.  Saying the same again about the same reply changes
    nothing, so that a double click is one answer.  NotFound when the opinion
    does not belong to the receipt or has no published reply.
    """
    _found, row = mine(session, receipt_digest, opinion_id)
    reply = tracker.published_reply(session, row.case_id) if row.case_id else None
    if row.case_id is None or reply is None:
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


def appeal(session: Session, receipt_digest: str, opinion_id: str, now: datetime) -> None:
    """Ask Đoàn xã to read again what was not carried on; once for each opinion.

    Raise NotFound for an opinion of another receipt, IllegalMove when it was not
    refused or was asked about before.
    """
    found, row = mine(session, receipt_digest, opinion_id)
    refused = row.state is OpinionState.NOT_ACCEPTED
    if not refused or queries.appealed(session, [opinion_id]):
        raise IllegalMove
    opinions.reopen_refused(session, opinion_id, now)
    note_step(session, found.id, ChildDid.APPEALED, now, opinion_id)


def mine(
    session: Session, receipt_digest: str, opinion_id: str
) -> tuple[SubmissionView, ReceiptOpinion]:
    """Return the submission of a receipt and one opinion of it; raise NotFound."""
    found = submissions.of_receipt(session, receipt_digest)
    rows = rows_of(session, found.id) if found else []
    row = next((row for row in rows if row.id == opinion_id), None)
    if found is None or row is None:
        raise NotFound
    return found, row


def note_step(
    session: Session,
    submission_id: str,
    did: ChildDid,
    now: datetime,
    opinion_id: str | None = None,
) -> None:
    """Append what the child did; without an opinion it is about everything that waits."""
    session.add(
        ChildStep(
            submission_id=submission_id, opinion_id=opinion_id, did=did, day=clock.local_day(now)
        )
    )
    session.flush()
