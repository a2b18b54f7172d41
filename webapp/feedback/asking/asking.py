"""Questions of the staff to one child, under its receipt.

A moderator asks at once; a body proposes, and a moderator reads the question first.
While it is open nobody's clock runs: the moderators' for an opinion they are still
reading, the body's for one behind a case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.paging import Page
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.feedback import queries
from webapp.feedback.records import ChildQuestion
from webapp.feedback.rules import QuestionState
from webapp.opinions import service as opinions
from webapp.tracker import service as tracker
from webapp.tracker.rules import CaseState

LONGEST_QUESTION = 500
WAITS = "Đoàn xã hỏi em một câu dưới mã tra cứu."


@dataclass(frozen=True)
class QuestionView:
    """A question as staff see it: never the answer, which is moderated like any words."""

    id: int
    opinion_id: str
    case_id: int | None
    body_id: int | None
    text: str
    state: QuestionState
    made_by: int
    made_at: datetime
    review_note: str
    asked_on: date | None
    answer_by: date | None
    ended_on: date | None


def ask(session: Session, viewer: Viewer, opinion_id: str, text: str, now: datetime) -> int:
    """Ask the child of an opinion something and return the question's id.

    For moderators.  Raise NotFound for others, Invalid without words, IllegalMove
    while another question about the opinion is open and in a state that is not waited in.
    """
    _must_moderate(viewer)
    question = _new(session, viewer, opinion_id, text, now, QuestionState.PROPOSED)
    _put(session, viewer, question, now)
    return question.id


def propose(
    session: Session, viewer: Viewer, case_id: int, opinion_id: str, text: str, now: datetime
) -> int:
    """Let the lead body of a case propose a question; Đoàn xã reads it first.

    Raise NotFound for a case of others or an opinion that is not behind it, NotAllowed
    for whoever does not lead it.
    """
    view = tracker.case_view(session, viewer, case_id, clock.local_day(now))
    if not view.actions.write_reply or view.lead_body_id != viewer.body_id:
        raise NotAllowed
    if opinions.case_of(session, opinion_id) != case_id:
        raise NotFound
    question = _new(session, viewer, opinion_id, text, now, QuestionState.PROPOSED)
    question.body_id, question.case_id = viewer.body_id, case_id
    session.flush()
    return question.id


def approve(session: Session, viewer: Viewer, question_id: int, text: str, now: datetime) -> None:
    """Put a proposed question to the child, in the words a moderator leaves it in."""
    question = _proposed(session, viewer, question_id)
    question.text = _checked(text)
    _put(session, viewer, question, now)


def decline(session: Session, viewer: Viewer, question_id: int, why: str, now: datetime) -> None:
    """Do not put a body's question to the child, and say why."""
    question = _proposed(session, viewer, question_id)
    note = clean(why)
    if not note:
        raise Invalid(fields={"why": "required"})
    question.state, question.review_note = QuestionState.DECLINED, note
    question.reviewed_by, question.ended_on = viewer.user_id, clock.local_day(now)
    session.flush()
    audit.record(session, viewer.user_id, "question.declined", "question", question.id)


def questions_of(session: Session, opinion_ids: Sequence[str]) -> list[QuestionView]:
    """Return the questions about these opinions as staff see them, oldest first."""
    return [_view(row) for row in queries.questions_of(session, opinion_ids)]


def proposed(session: Session, viewer: Viewer, number: int = 1) -> Page[QuestionView]:
    """Return one page of the questions of bodies that a moderator has to read; raise NotFound."""
    return _in(session, viewer, QuestionState.PROPOSED, number)


def asked(session: Session, viewer: Viewer, number: int = 1) -> Page[QuestionView]:
    """Return one page of the questions that wait for a child; raise NotFound."""
    return _in(session, viewer, QuestionState.ASKED, number)


def _in(session: Session, viewer: Viewer, state: QuestionState, number: int) -> Page[QuestionView]:
    _must_moderate(viewer)
    page = queries.questions_in(session, state, number)
    return Page([_view(row) for row in page.items], page.number, page.total)


def _must_moderate(viewer: Viewer) -> None:
    if not viewer.can(Permission.OPINIONS_MODERATE):
        raise NotFound


def _checked(text: str) -> str:
    text = clean(text)
    if not text or len(text) > LONGEST_QUESTION:
        raise Invalid(fields={"text": "too_long" if text else "required"})
    return text


def _new(
    session: Session,
    viewer: Viewer,
    opinion_id: str,
    text: str,
    now: datetime,
    state: QuestionState,
) -> ChildQuestion:
    open_ones = {QuestionState.PROPOSED, QuestionState.ASKED}
    if any(row.state in open_ones for row in queries.questions_of(session, [opinion_id])):
        raise IllegalMove
    question = ChildQuestion(
        opinion_id=opinion_id,
        text=_checked(text),
        state=state,
        made_by=viewer.user_id,
        made_at=now,
    )
    session.add(question)
    session.flush()
    audit.record(session, viewer.user_id, "question.written", "question", question.id)
    return question


def _proposed(session: Session, viewer: Viewer, question_id: int) -> ChildQuestion:
    _must_moderate(viewer)
    question = queries.question(session, question_id)
    if question is None:
        raise NotFound
    if question.state is not QuestionState.PROPOSED:
        raise IllegalMove
    return question


def _put(session: Session, viewer: Viewer, question: ChildQuestion, now: datetime) -> None:
    """Show the question under the receipt and stop the clock that runs."""
    today = clock.local_day(now)
    case_id = opinions.case_of(session, question.opinion_id)
    question.case_id = case_id
    if case_id is None:
        opinions.ask_child(session, viewer.user_id, question.opinion_id, now)
    elif tracker.case_state(session, case_id).state is not CaseState.WAITING_CHILD:
        tracker.pause_for_child(session, viewer, case_id, WAITS, now)
    days = directory.number(session, "question_days")
    question.answer_by = directory.work_calendar(session).add(today, days)
    question.state, question.asked_on = QuestionState.ASKED, today
    question.reviewed_by = viewer.user_id
    session.flush()
    audit.record(session, viewer.user_id, "question.asked", "question", question.id)


def _view(row: ChildQuestion) -> QuestionView:
    names = QuestionView.__dataclass_fields__
    return QuestionView(**{name: getattr(row, name) for name in names})
