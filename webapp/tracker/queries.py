"""Reads of the room's own tables, always ordered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from webapp.tracker.records import Case, CaseBody, CaseEvent, CaseNote, CaseTerm, Reply
from webapp.tracker.rules import FINISHED, CaseBodyRole, CaseState, NoteKind, ReplyState, TermKind


def case_for_change(session: Session, case_id: int) -> Case | None:
    """Return a case and keep others from changing it until the transaction ends."""
    return session.get(Case, case_id, with_for_update=True, populate_existing=True)


def bodies_of(session: Session, case_id: int) -> Sequence[CaseBody]:
    """Return the bodies of a case, lead first."""
    statement = select(CaseBody).where(CaseBody.case_id == case_id)
    return session.scalars(
        statement.order_by((CaseBody.role != CaseBodyRole.LEAD).asc(), CaseBody.id)
    ).all()


def lead_of(session: Session, case_id: int) -> int | None:
    """Return the body that leads a case."""
    return session.scalar(
        select(CaseBody.body_id).where(
            CaseBody.case_id == case_id, CaseBody.role == CaseBodyRole.LEAD
        )
    )


def leads(session: Session, case_ids: Sequence[int]) -> dict[int, int]:
    """Return the lead body of each case that has one."""
    rows = session.execute(
        select(CaseBody.case_id, CaseBody.body_id).where(
            CaseBody.case_id.in_(case_ids), CaseBody.role == CaseBodyRole.LEAD
        )
    )
    return {case_id: body_id for case_id, body_id in rows}


def events_of(session: Session, case_id: int) -> Sequence[CaseEvent]:
    """Return the steps of a case, oldest first."""
    return session.scalars(
        select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.id)
    ).all()


def notes_of(session: Session, case_id: int) -> Sequence[CaseNote]:
    """Return notes and steps done, oldest first."""
    return session.scalars(
        select(CaseNote).where(CaseNote.case_id == case_id).order_by(CaseNote.id)
    ).all()


def replies_of(session: Session, case_id: int) -> Sequence[Reply]:
    """Return the replies of a case, newest first."""
    return session.scalars(
        select(Reply).where(Reply.case_id == case_id).order_by(Reply.id.desc())
    ).all()


def newest_reply(session: Session, case_id: int, state: ReplyState) -> Reply | None:
    """Return the newest reply in *state*, or None."""
    statement = select(Reply).where(Reply.case_id == case_id, Reply.state == state)
    return session.scalars(statement.order_by(Reply.id.desc()).limit(1)).first()


def states_before(session: Session, moment: datetime) -> dict[int, CaseState]:
    """Return the state each case had just before *moment*."""
    last = (
        select(func.max(CaseEvent.id).label("id"))
        .where(CaseEvent.at < moment)
        .group_by(CaseEvent.case_id)
        .subquery()
    )
    rows = session.execute(
        select(CaseEvent.case_id, CaseEvent.to_state).join(last, CaseEvent.id == last.c.id)
    )
    return {case_id: state for case_id, state in rows}


def cases_opened_before(session: Session, day: date) -> Sequence[Case]:
    """Return all cases opened before *day*, by number."""
    return session.scalars(
        select(Case).where(Case.opened_on < day).order_by(Case.opened_on, Case.id)
    ).all()


def replies_published(session: Session, first_day: date, next_month: date) -> Sequence[Reply]:
    """Return the replies published in [*first_day*, *next_month*), oldest first."""
    statement = select(Reply).where(
        Reply.state == ReplyState.PUBLISHED,
        Reply.published_on >= first_day,
        Reply.published_on < next_month,
    )
    return session.scalars(statement.order_by(Reply.published_on, Reply.id)).all()


def cases_reopened(session: Session, start: datetime, end: datetime) -> set[int]:
    """Return which cases were reopened in [*start*, *end*)."""
    statement = (
        select(CaseEvent.case_id)
        .where(CaseEvent.to_state == CaseState.REOPENED, CaseEvent.at >= start, CaseEvent.at < end)
        .distinct()
        .order_by(CaseEvent.case_id)
    )
    return set(session.scalars(statement))


def recent_open_cases(session: Session, limit: int) -> Sequence[Case]:
    """Return the newest cases that are not closed."""
    statement = select(Case).where(Case.state != CaseState.CLOSED)
    return session.scalars(statement.order_by(Case.id.desc()).limit(limit)).all()


def waiting_cases(session: Session) -> Sequence[Case]:
    """Return the cases that wait for a child's answer, longest first."""
    statement = select(Case).where(Case.state == CaseState.WAITING_CHILD)
    return session.scalars(statement.order_by(Case.paused_on, Case.id)).all()


def terms_of(session: Session, case_id: int) -> Sequence[CaseTerm]:
    """Return every last day a case had, oldest first."""
    statement = select(CaseTerm).where(CaseTerm.case_id == case_id)
    return session.scalars(statement.order_by(CaseTerm.id)).all()


def last_extension(session: Session, case_id: int) -> CaseTerm | None:
    """Return the newest extension of a case, or None."""
    statement = select(CaseTerm).where(
        CaseTerm.case_id == case_id, CaseTerm.kind == TermKind.EXTENDED
    )
    return session.scalars(statement.order_by(CaseTerm.id.desc()).limit(1)).first()


def events_of_cases_moved(
    session: Session, start: datetime, end: datetime
) -> Sequence[Row[int, datetime, CaseState]]:
    """Return the steps up to *end* of the cases that took one in [*start*, *end*).

    Of each only its case, its moment and the new state.
    """
    moved = select(CaseEvent.case_id).where(CaseEvent.at >= start, CaseEvent.at < end)
    statement = select(CaseEvent.case_id, CaseEvent.at, CaseEvent.to_state)
    found = statement.where(CaseEvent.case_id.in_(moved), CaseEvent.at < end)
    return session.execute(found.order_by(CaseEvent.case_id, CaseEvent.id)).all()


def escalated_open(session: Session) -> Sequence[Case]:
    """Return the escalated cases without an answer, the longest waiting first."""
    statement = select(Case).where(Case.escalated_on.is_not(None), Case.state.not_in(FINISHED))
    return session.scalars(statement.order_by(Case.escalated_on, Case.id)).all()


def late_replies(session: Session, start: datetime, end: datetime) -> int:
    """Return how many replies were handed in late in [*start*, *end*)."""
    statement = select(func.count()).where(
        Reply.late.is_(True), Reply.submitted_at >= start, Reply.submitted_at < end
    )
    return session.scalar(statement) or 0


def late_publications(session: Session, first_day: date, next_month: date) -> int:
    """Return how many cases Đoàn xã published late in [*first_day*, *next_month*)."""
    statement = select(func.count()).where(
        Case.published_late.is_(True),
        Case.published_on >= first_day,
        Case.published_on < next_month,
    )
    return session.scalar(statement) or 0


def instructed(session: Session, case_ids: Sequence[int]) -> set[int]:
    """Return which of these cases the leader has given an instruction for."""
    statement = select(CaseNote.case_id).where(
        CaseNote.case_id.in_(case_ids), CaseNote.kind == NoteKind.INSTRUCTION
    )
    return set(session.scalars(statement.order_by(CaseNote.case_id)))
