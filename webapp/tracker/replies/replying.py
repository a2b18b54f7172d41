"""Replies: written by the lead body, reviewed by Đoàn xã, then published."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed
from webapp.base.text import clean
from webapp.tracker import queries
from webapp.tracker.moving.steps import as_lead, changing, move, role_in
from webapp.tracker.moving.terms import freeze_publication, freeze_reply, give_back
from webapp.tracker.records import Case, Reply
from webapp.tracker.rules import CaseState, ReplyState, check_move, check_reply_move, missing_blocks
from webapp.tracker.views import ReplyText

_BLOCKS = ("heard", "decided", "why", "when_text", "referred_to", "referred_number")


def save_draft(
    session: Session, viewer: Viewer, case_id: int, text: ReplyText, now: datetime
) -> int:
    """Keep what the lead body has written so far; a case has one draft at most.

    A draft may have empty blocks.  Once handed in, a reply is never edited.
    """
    case = as_lead(session, viewer, case_id, CaseState.ANSWER_REVIEW)
    draft = queries.newest_reply(session, case_id, ReplyState.DRAFT)
    if draft is None:
        lead = queries.lead_of(session, case_id)
        draft = Reply(case_id=case.id, body_id=lead, state=ReplyState.DRAFT)
        session.add(draft)
    for name in _BLOCKS:
        setattr(draft, name, clean(getattr(text, name)))
    draft.decision, draft.promised_on = text.decision, text.promised_on
    draft.written_by = viewer.user_id
    session.flush()
    audit.record(session, viewer.user_id, "reply.drafted", "reply", draft.id)
    return draft.id


def submit_reply(
    session: Session, viewer: Viewer, case_id: int, text: ReplyText, now: datetime
) -> int:
    """Hand a reply in for review; this stops the body's clock and freezes lateness.

    Raise Invalid with the names of the blocks that are missing.  Once a case
    was answered late it stays so, whatever is handed in afterwards.
    """
    case = as_lead(session, viewer, case_id, CaseState.ANSWER_REVIEW)
    missing = missing_blocks(text.decision, {name: asdict(text)[name] for name in _BLOCKS})
    if missing:
        raise Invalid(fields=dict.fromkeys(missing, "required"))
    today = clock.local_day(now)
    if text.promised_on is not None and text.promised_on < today:
        raise Invalid(fields={"promised_on": "in_past"})
    reply_id = save_draft(session, viewer, case_id, text, now)
    reply = session.get_one(Reply, reply_id)
    _step(reply, ReplyState.SUBMITTED)
    reply.submitted_at = now
    reply.late = freeze_reply(session, case, today)
    move(session, case, CaseState.ANSWER_REVIEW, viewer.user_id, "", now)
    return reply_id


def _step(reply: Reply, to_state: ReplyState) -> None:
    check_reply_move(reply.state, to_state)
    reply.state = to_state


def _under_review(
    session: Session, viewer: Viewer, case_id: int, to_state: CaseState
) -> tuple[Case, Reply]:
    """Return the case and the reply that waits for Đoàn xã."""
    case = changing(session, case_id)
    role_in(session, viewer, case_id)
    if not viewer.can(Permission.REPLIES_PUBLISH):
        raise NotAllowed
    if case.state is not CaseState.ANSWER_REVIEW:
        raise IllegalMove
    check_move(case.state, to_state)
    reply = queries.newest_reply(session, case_id, ReplyState.SUBMITTED)
    if reply is None:
        raise IllegalMove
    return case, reply


def send_reply_back(
    session: Session, viewer: Viewer, case_id: int, note: str, now: datetime
) -> None:
    """Ask the body for a better reply and say what is missing.

    The days Đoàn xã took are given back to the body, except where the term is
    the law's: that one nobody can lengthen.  The text starts a new draft.
    """
    case, reply = _under_review(session, viewer, case_id, CaseState.IN_PROGRESS)
    note = clean(note)
    if not note:
        raise Invalid(fields={"note": "required"})
    _step(reply, ReplyState.SENT_BACK)
    reply.review_note = note
    reply.reviewed_by = viewer.user_id
    give_back(session, case, viewer.user_id, now)
    copied = {name: getattr(reply, name) for name in (*_BLOCKS, "decision", "promised_on")}
    session.add(
        Reply(
            case_id=case.id,
            body_id=reply.body_id,
            state=ReplyState.DRAFT,
            written_by=reply.written_by,
            **copied,
        )
    )
    move(session, case, CaseState.IN_PROGRESS, viewer.user_id, note, now)
    audit.record(session, viewer.user_id, "reply.sent_back", "reply", reply.id)


def publish_reply(session: Session, viewer: Viewer, case_id: int, now: datetime) -> None:
    """Publish the reply under review; every child behind the case now finds it."""
    case, reply = _under_review(session, viewer, case_id, CaseState.ANSWERED)
    today = clock.local_day(now)
    _step(reply, ReplyState.PUBLISHED)
    reply.published_on = today
    reply.reviewed_by = viewer.user_id
    case.decision = reply.decision
    freeze_publication(case, today)
    move(session, case, CaseState.ANSWERED, viewer.user_id, "", now)
    audit.record(session, viewer.user_id, "reply.published", "reply", reply.id)
