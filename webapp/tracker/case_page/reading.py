"""Looking at cases: one whole, or as little of one as a receipt may tell."""

from __future__ import annotations

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
from webapp.tracker.moving.steps import actions_of, role_in
from webapp.tracker.records import Case, Reply
from webapp.tracker.rules import BODY_CLOCK_RUNS, FINISHED, CaseBodyRole, CaseState, ReplyState
from webapp.tracker.views import (
    CaseBrief,
    CaseRow,
    CaseView,
    ReplyText,
    ReplyView,
    StepView,
)

# What a case's page shows as it is kept.
_SAME_NAME = (
    *("id", "number", "title", "topic", "school_id", "task_id", "state", "decision"),
    *("opened_on", "routed_on", "due_on", "due_by_law", "term_days", "replied_on"),
    *("replied_late", "published_on", "times_reopened"),
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
    return CaseView(
        **{name: getattr(case, name) for name in _SAME_NAME},
        lead_body_id=next((b.body_id for b in bodies if b.role is CaseBodyRole.LEAD), None),
        coordinating_ids=tuple(b.body_id for b in bodies if b.role is not CaseBodyRole.LEAD),
        role=role,
        clock=clock(
            case.due_on,
            today,
            directory.work_calendar(session),
            running=case.state in BODY_CLOCK_RUNS,
        ),
        actions=actions_of(viewer, case.state, role),
        opinions=public,
        something_hidden=any(MASK in o.text or ERASED in o.text for o in public),
        history=_history(session, case_id),
        replies=tuple(
            _reply_view(reply)
            for reply in queries.replies_of(session, case_id)
            if lead or reply.state is not ReplyState.DRAFT
        ),
    )


def _history(session: Session, case_id: int) -> tuple[StepView, ...]:
    """Return changes of state, notes and steps in one line of time."""
    moves = [
        StepView(e.at, e.actor_id, e.from_state, e.to_state, None, e.why)
        for e in queries.events_of(session, case_id)
    ]
    notes = [
        StepView(n.at, n.actor_id, None, None, n.kind, n.text)
        for n in queries.notes_of(session, case_id)
    ]
    return tuple(sorted([*moves, *notes], key=lambda step: step.at))


def _reply_view(reply: Reply) -> ReplyView:
    text = ReplyText(
        reply.decision, reply.heard, reply.decided, reply.why, reply.when_text, reply.promised_on
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


def cases_reopened(session: Session, first_day: date, next_month: date) -> set[int]:
    """Return which cases went back to work in the period because somebody said "not yet"."""
    return queries.cases_reopened(
        session, clocks.day_start(first_day), clocks.day_start(next_month)
    )


def case_state(session: Session, case_id: int) -> CaseBrief:
    """Return state, lead and due day of a case for a receipt; raise NotFound."""
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound
    lead = queries.lead_of(session, case_id)
    return CaseBrief(
        id=case.id,
        number=case.number,
        state=case.state,
        lead_name=directory.body_name(session, lead) if lead is not None else None,
        due_on=case.due_on,
        times_reopened=case.times_reopened,
    )


def cases_in(session: Session, first_day: date, next_month: date) -> list[CaseRow]:
    """Return the cases a period has to do with: opened, moved or still open in it.

    ``state`` is the one at the end of the period, read from the history, so
    that a month's figures do not change when the next month goes on.
    """
    then = queries.states_before(session, clocks.day_start(next_month))
    before = queries.states_before(session, clocks.day_start(first_day))
    found = queries.cases_opened_before(session, next_month)
    kept = [
        case
        for case in found
        if before.get(case.id) not in FINISHED
        or then.get(case.id) != before.get(case.id)
        or (case.published_on is not None and first_day <= case.published_on < next_month)
    ]
    leads = queries.leads(session, [case.id for case in kept])
    return [_case_row(case, then.get(case.id, case.state), leads.get(case.id)) for case in kept]


def _case_row(case: Case, state: CaseState, lead: int | None) -> CaseRow:
    return CaseRow(
        id=case.id,
        number=case.number,
        title=case.title,
        topic=case.topic,
        school_id=case.school_id,
        state=state,
        decision=case.decision,
        lead_body_id=lead,
        opened_on=case.opened_on,
        routed_on=case.routed_on,
        due_on=case.due_on,
        due_by_law=case.due_by_law,
        replied_on=case.replied_on,
        replied_late=case.replied_late,
        published_on=case.published_on,
        times_reopened=case.times_reopened,
        term_days=case.term_days,
    )
