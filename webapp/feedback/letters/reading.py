"""What a receipt opens, finished for the child's page.

A receipt's digest is the only key.  A wrong receipt, an unknown one and an
erased one all find nothing, and nothing tells them apart.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp.feedback import queries
from webapp.feedback.letters.questions import questions_shown
from webapp.feedback.promises.shown import promise_shown
from webapp.feedback.rules import (
    ChildDid,
    OpinionStatus,
    ReceiptView,
    ReplyShown,
    Step,
    late,
    step_of,
)
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import ReceiptOpinion
from webapp.petitions import service as petitions
from webapp.registration import service as registration
from webapp.safeguarding import service as safeguarding
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker, SurveyKind
from webapp.submissions.service import SubmissionView
from webapp.tracker import service as tracker
from webapp.tracker.rules import CaseState

# Steps with a line of their own; the others are one line however many they are.
_ONE_LINE = frozenset({Step.READING, Step.TAKEN_BACK})


def look_up(session: Session, receipt_digest: str, today: date) -> ReceiptView | None:
    """Return what the receipt with this digest opens, or None."""
    found = submissions.of_receipt(session, receipt_digest)
    if found is None:
        return None
    rows = rows_of(session, found.id)
    asked_again = queries.appealed(session, [row.id for row in rows])
    questions = questions_shown(session, rows, queries.taken_back_on(session, found.id))
    unheard = any(not question.heard for question in questions)
    statuses = [_status(session, row, today, row.id in asked_again, unheard) for row in rows]
    state = None
    if found.kind is SurveyKind.REGISTRATION:
        state = registration.state_of(session, found.id)
    reading, taken_back = _waiting(session, found, statuses, state is not None)
    return ReceiptView(
        kind=found.kind,
        survey=found.survey,
        received_on=found.received_on,
        reading=reading,
        opinions=tuple(status for status in statuses if status.step not in _ONE_LINE),
        registration=state,
        questions=questions,
        taken_back=taken_back,
        submission_id=found.id,
        adult=found.speaker is not Speaker.CHILD,
    )


def rows_of(session: Session, submission_id: str) -> list[ReceiptOpinion]:
    """Return the opinions of a submission; parts stand instead of what was split."""
    return [
        row
        for row in opinions.public_of_submission(session, submission_id)
        if row.state is not OpinionState.SPLIT
    ]


def _waiting(
    session: Session, found: SubmissionView, statuses: list[OpinionStatus], registered: bool
) -> tuple[bool, bool]:
    """Tell whether something is being read, and whether the child took back what was.

    Sealed words are being read like any others as far as a receipt tells, and taken
    back like any others: nothing here hangs on whether there is an opinion.
    """
    back = queries.last_step(session, found.id) is ChildDid.WITHDREW
    read = any(status.step is Step.READING for status in statuses)
    nothing = not statuses and not registered
    unseen = nothing or safeguarding.is_sealed(session, found.id)
    return read or (unseen and not back), back


def _status(
    session: Session, row: ReceiptOpinion, today: date, appealed: bool, unheard: bool
) -> OpinionStatus:
    """Return one opinion's status; *unheard* tells that a question waits for this child."""
    if row.case_id is None:
        step = step_of(row.state, None, replied=False)
        return OpinionStatus(
            opinion_id=row.id,
            step=step,
            asked=row.question_label,
            reason=row.reason,
            note=row.note,
            may_appeal=step is Step.NOT_CARRIED_ON and not appealed,
            petition=petitions.for_receipt(session, [row.id]).get(row.id)
            if step is Step.HANDED_ON
            else None,
        )
    case = tracker.case_state(session, row.case_id)
    reply = _shown(session, row.case_id)
    step = step_of(row.state, case.state, replied=reply is not None)
    waits = case.state is CaseState.WAITING_CHILD
    return OpinionStatus(
        opinion_id=row.id,
        step=step,
        text=row.text or None,
        asked="" if row.text else row.question_label,
        body_name=case.lead_name,
        due_on=case.due_on,
        overdue=not waits and late(step, case.due_on, today),
        reply=reply,
        rating=queries.last_rating(session, row.id, reply.id) if reply else None,
        extended=case.extension.reason if case.extension else None,
        at_leader=case.escalated and step is Step.ASKED_AGAIN,
        # Only while this child is asked: an answer that was sealed must change nothing else.
        waits_for_child=waits and unheard,
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
        promise=promise_shown(session, reply.id),
        referred_to=reply.referred_to,
        referred_number=reply.referred_number,
    )
