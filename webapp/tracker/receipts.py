"""As little of a case as a receipt may tell: how far it is, who has it, until when."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.tracker import queries
from webapp.tracker.records import Case
from webapp.tracker.views import CaseBrief, ExtensionShown


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
        due_by_law=case.due_by_law,
        extension=_extension(session, case) if case.extensions else None,
        escalated=case.escalated_on is not None,
    )


def _extension(session: Session, case: Case) -> ExtensionShown | None:
    """Return the newest extension, with the day that holds now."""
    term = queries.last_extension(session, case.id)
    if term is None or term.was_due is None or term.reason is None or case.due_on is None:
        return None
    return ExtensionShown(term.was_due, case.due_on, term.reason)
