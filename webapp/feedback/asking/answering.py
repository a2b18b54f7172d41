"""The child's answer to a question, and questions nobody answered.

An answer is screened for danger before anything else is done with it, as every
sheet is.  One that tells of danger is sealed and makes no opinion: no page of the
staff shows that there was an answer, and the child's page looks as it always does.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.feedback import queries
from webapp.feedback.letters.acting import mine, note_step
from webapp.feedback.records import ChildQuestion
from webapp.feedback.rules import ChildDid, QuestionState
from webapp.opinions import service as opinions
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.service import Hit, SealedText
from webapp.submissions.service import SubmissionView
from webapp.tracker import service as tracker
from webapp.tracker.rules import CaseState

LONGEST_ANSWER = 1000
# Where the words came from, as the protection officer finds them among the texts.
PLACE = "hoi-them"


def answer(
    session: Session, receipt_digest: str, question_id: int, text: str, now: datetime
) -> None:
    """Take a child's answer; sent twice it is one answer.

    Words of danger are sealed whatever became of the question meanwhile: a child that
    writes them a second time, or too late, must be heard.  Raise NotFound for a question
    of another receipt, Invalid without words or with too many, IllegalMove when nobody
    waits for an answer any more.
    """
    question = queries.question(session, question_id)
    if question is None:
        raise NotFound
    found, _row = mine(session, receipt_digest, question.opinion_id)
    text = clean(text)
    if not text or len(text) > LONGEST_ANSWER:
        raise Invalid(fields={"answer": "too_long" if text else "required"})
    hits = safeguarding.screen(session, [text])
    if question.heard_on is not None or question.state is not QuestionState.ASKED:
        _heard_late(session, found, question, text, hits, now)
        return
    today = clock.local_day(now)
    question.heard_on = today
    note_step(session, found.id, ChildDid.ANSWERED, now)
    if hits:
        _seal(session, found, question, text, hits, now)
    else:
        _hand_on(session, question, text, today, now)


def _heard_late(
    session: Session,
    found: SubmissionView,
    question: ChildQuestion,
    text: str,
    hits: list[Hit],
    now: datetime,
) -> None:
    """Seal what tells of danger; anything else changes nothing or comes too late."""
    if hits:
        _seal(session, found, question, text, hits, now)
    elif question.heard_on is None:
        raise IllegalMove


def return_unanswered(session: Session, now: datetime) -> None:
    """Let the clocks run again for questions that nobody answered in time (a duty)."""
    for question in queries.questions_overdue(session, clock.local_day(now)):
        end(session, question, QuestionState.RETURNED, now)


def _hand_on(
    session: Session, question: ChildQuestion, text: str, today: date, now: datetime
) -> None:
    """Give the words to the moderators as a new opinion, and let the clocks run."""
    days = directory.number(session, "moderation_days")
    due = directory.work_calendar(session).add(today, days)
    question.answer_id = opinions.add_words(
        session, question.opinion_id, question.text, text, today, due
    )
    end(session, question, QuestionState.ANSWERED, now)


def end(session: Session, question: ChildQuestion, state: QuestionState, now: datetime) -> None:
    """End a question and let the clock run that it stopped."""
    question.state, question.ended_on = state, clock.local_day(now)
    session.flush()
    if question.case_id is None:
        _resume_opinion(session, question, now)
    elif not queries.asked_in_case(session, question.case_id):
        brief = tracker.case_state(session, question.case_id)
        if brief.state is CaseState.WAITING_CHILD:
            tracker.resume(session, question.case_id, now)


def _resume_opinion(session: Session, question: ChildQuestion, now: datetime) -> None:
    """Go on reading, unless the child has taken its words back meanwhile."""
    try:
        opinions.child_answered(session, question.opinion_id, now)
    except IllegalMove:
        return


def _seal(
    session: Session,
    found: SubmissionView,
    question: ChildQuestion,
    text: str,
    hits: list[Hit],
    now: datetime,
) -> None:
    """Seal the words in a concern of the submission, a new one or the one it has."""
    words = [SealedText(PLACE, question.text, text)]
    asked_by = question.reviewed_by or question.made_by
    if safeguarding.add_words(session, found.id, words, hits, asked_by, now):
        return
    joined = rounds.class_of(session, found.class_session_id) if found.class_session_id else None
    class_id = joined.class_id if joined else None
    safeguarding.raise_concern(
        session, found.id, found.band, found.school_id, class_id, words, hits, now
    )
