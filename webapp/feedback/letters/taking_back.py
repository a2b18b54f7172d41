"""A child taking its words back: nothing of them stays, nor what staff wrote about them.

What stands behind a case already stays: other children may have said the same.  A sign of
danger is never taken back either; everything shown to the child and to the staff is the
same whether its words were waiting or lie sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.errors import NotFound
from webapp.feedback import holdings, queries
from webapp.feedback.asking.answering import end
from webapp.feedback.ledger.entries import Way, enter, owed
from webapp.feedback.letters.acting import note_step
from webapp.feedback.letters.reading import rows_of
from webapp.feedback.rules import Channel, ChildDid, QuestionState
from webapp.opinions import service as opinions
from webapp.opinions.rules import WAITING, OpinionState
from webapp.privacy import holdings as personal
from webapp.safeguarding import service as safeguarding
from webapp.submissions import pictures
from webapp.submissions import service as submissions
from webapp.submissions.rules import SurveyKind

# How a question ends whose words were taken back, by where it stood.
_ENDED = {
    QuestionState.PROPOSED: QuestionState.DECLINED,
    QuestionState.ASKED: QuestionState.RETURNED,
}


def withdraw(session: Session, receipt_digest: str, now: datetime) -> None:
    """Take back everything under a receipt that still waits for Đoàn xã.

    The step is written down whatever there was to take back, so that sealed words look
    like any others.  Raise NotFound.
    """
    found = submissions.of_receipt(session, receipt_digest)
    if found is None:
        raise NotFound
    if queries.last_step(session, found.id) is not ChildDid.WITHDREW:
        note_step(session, found.id, ChildDid.WITHDREW, now)
    _take_back(session, found.id, _waiting(session, found.id), now)


def take_back_released(session: Session, now: datetime) -> None:
    """Honour a withdrawal when sealed words come to the moderators after it (a duty)."""
    for submission_id in queries.taken_back(session):
        waiting = _waiting(session, submission_id)
        if waiting:
            _take_back(session, submission_id, waiting, now)


def _waiting(session: Session, submission_id: str) -> list[str]:
    return [row.id for row in rows_of(session, submission_id) if row.state in WAITING]


def _take_back(
    session: Session, submission_id: str, waiting: Collection[str], now: datetime
) -> None:
    for opinion_id in waiting:
        opinions.withdraw(session, opinion_id, now)
    _forget_written_about(session, sorted(waiting), now)
    taken = [row for row in rows_of(session, submission_id) if row.id in waiting]
    for one in owed(session, taken).values():
        enter(session, one, Way(Channel.RECEIPT), clock.local_day(now))
    if not safeguarding.is_sealed(session, submission_id):
        _forget_the_rest(session, submission_id)


def _forget_written_about(session: Session, opinion_ids: Sequence[str], now: datetime) -> None:
    """End the questions about these opinions and empty what staff wrote: it may quote the child."""
    holdings.empty(session, opinion_ids)
    for question in queries.questions_of(session, opinion_ids):
        if question.state in _ENDED:
            end(session, question, _ENDED[question.state], now)


def _forget_the_rest(session: Session, submission_id: str) -> None:
    """Delete the pictures sent with the words, and, when no word is left, who sent them.

    A registration keeps its name: it is taken back with the people who registered it.
    """
    pictures.forget(session, submission_id)
    found = submissions.submission(session, submission_id)
    left = {row.state for row in rows_of(session, submission_id)} - {OpinionState.WITHDRAWN}
    if found is not None and found.kind is SurveyKind.OPINION and not left:
        personal.forget(session, submission_id)
