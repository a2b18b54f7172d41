"""A body's last day: the one place that sets or moves it, and keeps every one there was."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock
from webapp.directory import service as directory
from webapp.tracker.records import Case, CaseTerm
from webapp.tracker.rules import ExtensionReason, TermKind


def set_term(
    session: Session,
    case: Case,
    kind: TermKind,
    due_on: date,
    actor_id: int | None,
    now: datetime,
    *,
    days: int,
    by_law: bool = False,
    reason: ExtensionReason | None = None,
    why: str = "",
) -> None:
    """Give *case* the last day *due_on* and append why.

    *days* are the working days given with it, never fewer than none.
    """
    session.add(
        CaseTerm(
            case_id=case.id,
            at=now,
            actor_id=actor_id,
            kind=kind,
            was_due=case.due_on,
            due_on=due_on,
            by_law=by_law,
            days=max(0, days),
            reason=reason,
            why=why,
        )
    )
    audit.record(
        session,
        actor_id,
        "case.term_set",
        "case",
        case.id,
        kind=kind.value,
        was=case.due_on.isoformat() if case.due_on else None,
        now=due_on.isoformat(),
    )
    case.due_on, case.due_by_law = due_on, by_law
    session.flush()


def give_back(session: Session, case: Case, actor_id: int, now: datetime) -> None:
    """Give the body the working days Đoàn xã took to read a reply that goes back.

    Where the term is the law's nothing is given: that one nobody can lengthen.
    """
    if case.due_on is None or case.replied_on is None or case.due_by_law:
        return
    calendar = directory.work_calendar(session)
    days = calendar.between(case.replied_on, clock.local_day(now))
    if days > 0:
        due = calendar.add(case.due_on, days)
        set_term(session, case, TermKind.REVIEWED, due, actor_id, now, days=days)


def freeze_reply(session: Session, case: Case, today: date) -> bool:
    """Freeze whether the body's reply of *today* is late, and start Đoàn xã's own clock.

    Return the lateness of this reply; the case stays late once it was.
    """
    late = case.due_on is not None and today > case.due_on
    case.replied_on = today
    case.replied_late = bool(case.replied_late) or late
    calendar = directory.work_calendar(session)
    case.publish_by = calendar.add(today, directory.number(session, "publication_days"))
    return late


def freeze_publication(case: Case, today: date) -> None:
    """Freeze whether Đoàn xã published in its own time; late once is late for good."""
    late = case.publish_by is not None and today > case.publish_by
    case.published_on = today
    case.published_late = bool(case.published_late) or late
