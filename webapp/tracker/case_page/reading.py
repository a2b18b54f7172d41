"""A case whole, as one person may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base import clock as clocks
from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.opinions import service as opinions
from webapp.opinions.rules import ERASED, MASK
from webapp.plan.rules import clock
from webapp.tracker import queries
from webapp.tracker.clocks.spans import Step, spans, unknown_year
from webapp.tracker.moving.extending import farthest
from webapp.tracker.moving.steps import actions_of, role_in
from webapp.tracker.records import Case, CaseEvent, CaseTerm, Reply
from webapp.tracker.rules import CaseBodyRole, ReplyState, clock_runs
from webapp.tracker.views import CaseView, ReplyText, ReplyView, StepView, TermView

# What a case's page shows as it is kept.
_SAME_NAME = (
    *("id", "number", "title", "topic", "school_id", "task_id", "state", "decision"),
    *("opened_on", "routed_on", "due_on", "due_by_law", "term_days", "replied_on"),
    *("replied_late", "publish_by", "published_on", "published_late", "times_reopened"),
    *("escalated_on", "extensions", "paused_on", "paused_days", "closing", "closed_on"),
)


def case_view(session: Session, viewer: Viewer, case_id: int, today: date) -> CaseView:
    """Return a case with everything *viewer* may read of it; raise NotFound.

    Drafts of a reply are shown to the lead body only, the words of children
    only as the moderators left them.
    """
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound
    role = role_in(session, viewer, case_id)
    bodies = queries.bodies_of(session, case_id)
    public = tuple(opinions.public_of_case(session, case_id))
    lead = role is CaseBodyRole.LEAD
    calendar = directory.work_calendar(session)
    events = queries.events_of(session, case_id)
    steps = [Step(clocks.local_day(event.at), event.to_state) for event in events]
    running = clock_runs(case.state, by_law=case.due_by_law)
    may = actions_of(viewer, case, role)
    return CaseView(
        **{name: getattr(case, name) for name in _SAME_NAME},
        lead_body_id=next((b.body_id for b in bodies if b.role is CaseBodyRole.LEAD), None),
        coordinating_ids=tuple(b.body_id for b in bodies if b.role is not CaseBodyRole.LEAD),
        role=role,
        clock=clock(case.due_on, today, calendar, running=running),
        actions=may,
        farthest=farthest(session, case) if may.extend else None,
        unknown_year=unknown_year(case.due_on, calendar) if running else None,
        spans=tuple(spans(steps, today, calendar)),
        opinions=public,
        something_hidden=any(MASK in o.text or ERASED in o.text for o in public),
        history=_history(session, case_id, events),
        replies=tuple(
            _reply_view(reply)
            for reply in queries.replies_of(session, case_id)
            if lead or reply.state is not ReplyState.DRAFT
        ),
    )


def _history(session: Session, case_id: int, events: Sequence[CaseEvent]) -> tuple[StepView, ...]:
    """Return changes of state, new days, notes and steps in one line of time."""
    terms = [
        StepView(t.at, t.actor_id, None, None, None, t.why, term=_term_view(t))
        for t in queries.terms_of(session, case_id)
    ]
    moves = [
        StepView(e.at, e.actor_id, e.from_state, e.to_state, None, e.why, e.closing) for e in events
    ]
    notes = [
        StepView(n.at, n.actor_id, None, None, n.kind, n.text)
        for n in queries.notes_of(session, case_id)
    ]
    return tuple(sorted([*moves, *terms, *notes], key=lambda step: step.at))


def _term_view(term: CaseTerm) -> TermView:
    return TermView(
        at=term.at,
        actor_id=term.actor_id,
        kind=term.kind,
        was_due=term.was_due,
        due_on=term.due_on,
        by_law=term.by_law,
        days=term.days,
        reason=term.reason,
        why=term.why,
        was_over=term.was_due is not None and term.was_due < clocks.local_day(term.at),
    )


def _reply_view(reply: Reply) -> ReplyView:
    text = ReplyText(
        reply.decision,
        reply.heard,
        reply.decided,
        reply.why,
        reply.when_text,
        reply.promised_on,
        reply.referred_to,
        reply.referred_number,
    )
    return ReplyView(
        reply.id,
        reply.body_id,
        reply.state,
        text,
        reply.written_by,
        reply.submitted_at,
        reply.late,
        reply.reviewed_by,
        reply.review_note,
        reply.published_on,
    )
