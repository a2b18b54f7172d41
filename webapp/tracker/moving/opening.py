"""What moderators (and a child's answer) do with a case: open, route, reopen, close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import Invalid, NotAllowed
from webapp.base.text import clean, fold
from webapp.directory import service as directory
from webapp.directory.rules import BodyKind
from webapp.plan import service as plan
from webapp.tracker import queries
from webapp.tracker.moving.steps import actions_of, changing, move, role_in
from webapp.tracker.records import Case, CaseBody, CaseEvent, CaseNumber, Reply
from webapp.tracker.rules import (
    CaseBodyRole,
    CaseState,
    ReplyState,
    check_move,
    days_after_reopening,
    likeness,
)
from webapp.tracker.views import CaseChoice

LONGEST_TITLE = 300
SIMILAR_LOOKED_AT = 300
SIMILAR_SHOWN = 12


def open_case(
    session: Session,
    actor_id: int,
    *,
    title: str,
    topic: str | None,
    school_id: int | None,
    now: datetime,
) -> int:
    """Open a case under the next number of the year and return its id.

    *title* identifies nobody; raise Invalid when it is empty or too long.
    """
    title = clean(title)
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(fields={"title": "required" if not title else "too_long"})
    today = clock.local_day(now)
    number = _next_number(session, today.year)
    case = Case(
        number=number,
        title=title,
        topic=topic,
        school_id=school_id,
        state=CaseState.OPENED,
        opened_on=today,
        search_text=fold(f"{title} {number}"),
    )
    session.add(case)
    session.flush()
    session.add(
        CaseEvent(case_id=case.id, at=now, actor_id=actor_id, to_state=CaseState.OPENED, why="")
    )
    audit.record(session, actor_id, "case.opened", "case", case.id, number=number)
    return case.id


def _next_number(session: Session, year: int) -> str:
    """Return the next number of *year*.

    The counter's row makes concurrent openings wait for each other, so numbers
    are unique; since it rolls back with the case, they have no gaps either.
    """
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = postgresql_insert if on_postgresql else sqlite_insert
    statement = (
        insert(CaseNumber)
        .values(year=year, last=1)
        .on_conflict_do_update(index_elements=[CaseNumber.year], set_={"last": CaseNumber.last + 1})
        .returning(CaseNumber.last)
    )
    last: int = session.execute(statement).scalar_one()
    return f"VV-{year}-{last:04d}"


def similar_cases(
    session: Session, topic: str | None, school_id: int | None, words: str
) -> list[CaseChoice]:
    """Return open cases that may be about the same matter, likeliest first."""
    wanted = frozenset(fold(words).split())
    scored = [
        (
            likeness(
                same_topic=topic is not None and case.topic == topic,
                same_school=school_id is not None and case.school_id == school_id,
                words=wanted,
                title=frozenset(case.search_text.split()),
            ),
            case,
        )
        for case in queries.recent_open_cases(session, SIMILAR_LOOKED_AT)
    ]
    likely = sorted((s for s in scored if s[0] > 0), key=lambda s: (-s[0], -s[1].id))
    return [CaseChoice(c.id, c.number, c.title, c.state) for _, c in likely[:SIMILAR_SHOWN]]


def route(
    session: Session,
    actor_id: int,
    case_id: int,
    lead_body_id: int,
    coordinating: Sequence[int],
    due_on: date | None,
    why: str,
    now: datetime,
) -> date:
    """Send a case to one lead and any coordinating bodies; return the due day.

    Without *due_on* the term is seven working days by law when the lead is a
    school (Nghị định 56/2017/NĐ-CP, Điều 53.2), else the commune's own
    ``reply_days``.  Raise Invalid for a lead that takes no cases, for a day
    that is not in the future, and for a school's day later than the law allows.
    """
    case = changing(session, case_id)
    check_move(case.state, CaseState.ROUTED)
    today = clock.local_day(now)
    if directory.body(session, lead_body_id).kind in {BodyKind.COLLECTIVE, BodyKind.OUTSIDE}:
        raise Invalid(fields={"lead_body_id": "takes_no_cases"})
    calendar = directory.work_calendar(session)
    by_law = directory.school_of_body(session, lead_body_id) is not None
    usual_days = directory.number(session, "school_reply_days" if by_law else "reply_days")
    usual = calendar.add(today, usual_days)
    due = due_on or usual
    if due <= today:
        raise Invalid(fields={"due_on": "not_in_future"})
    if by_law and due > usual:
        raise Invalid(fields={"due_on": "later_than_law"})
    _set_bodies(session, case.id, lead_body_id, coordinating)
    case.routed_on, case.due_on, case.due_by_law = today, due, by_law
    case.term_days = calendar.between(today, due)
    move(session, case, CaseState.ROUTED, actor_id, clean(why), now)
    return due


def _set_bodies(
    session: Session, case_id: int, lead_body_id: int, coordinating: Sequence[int]
) -> None:
    """Replace the bodies of a case; a body that led before sees it no longer.

    What that body had begun to write goes with it: a draft is nobody else's.
    """
    session.execute(delete(CaseBody).where(CaseBody.case_id == case_id))
    session.execute(
        delete(Reply).where(
            Reply.case_id == case_id,
            Reply.state == ReplyState.DRAFT,
            Reply.body_id != lead_body_id,
        )
    )
    session.add(CaseBody(case_id=case_id, body_id=lead_body_id, role=CaseBodyRole.LEAD))
    for body_id in dict.fromkeys(coordinating):
        if body_id != lead_body_id:
            directory.body(session, body_id)
            session.add(CaseBody(case_id=case_id, body_id=body_id, role=CaseBodyRole.COORDINATING))
    session.flush()


def reopen(session: Session, case_id: int, why: str, now: datetime) -> bool:
    """Give an answered case back to its lead because a child said "not yet".

    The new term is half the first one, at least three working days.  Return
    False and change nothing when the case is already being worked on again:
    several children may say "not yet" about one reply.
    """
    case = changing(session, case_id)
    if case.state not in {CaseState.ANSWERED, CaseState.CLOSED}:
        return False
    today = clock.local_day(now)
    calendar = directory.work_calendar(session)
    days = days_after_reopening(case.term_days or directory.number(session, "reply_days"))
    case.due_on, case.due_by_law = calendar.add(today, days), False
    case.times_reopened += 1
    move(session, case, CaseState.REOPENED, None, why, now)
    return True


def close(session: Session, actor_id: int | None, case_id: int, why: str, now: datetime) -> None:
    """Close an answered case; raise IllegalMove for any other."""
    move(session, changing(session, case_id), CaseState.CLOSED, actor_id, clean(why), now)


def link_task(session: Session, viewer: Viewer, case_id: int, task_id: int | None) -> None:
    """Say which task of the plan a case belongs to, or none."""
    case = changing(session, case_id)
    role = role_in(session, viewer, case_id)
    if not actions_of(viewer, case.state, role).link_task:
        raise NotAllowed
    if task_id is not None and plan.task_brief(session, task_id) is None:
        raise Invalid(fields={"task_id": "unknown"})
    case.task_id = task_id
    audit.record(session, viewer.user_id, "case.linked", "case", case_id, task=task_id)
