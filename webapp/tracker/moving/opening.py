"""Opening a case, finding one of the same matter, linking it to the plan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import Invalid, NotAllowed
from webapp.base.text import clean, fold
from webapp.plan import service as plan
from webapp.tracker import queries
from webapp.tracker.moving.numbering import next_number
from webapp.tracker.moving.steps import actions_of, changing, role_in
from webapp.tracker.records import Case, CaseEvent
from webapp.tracker.rules import (
    CaseState,
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
    number = next_number(session, today.year)
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


def link_task(session: Session, viewer: Viewer, case_id: int, task_id: int | None) -> None:
    """Say which task of the plan a case belongs to, or none."""
    case = changing(session, case_id)
    role = role_in(session, viewer, case_id)
    if not actions_of(viewer, case, role).link_task:
        raise NotAllowed
    if task_id is not None and plan.task_brief(session, task_id) is None:
        raise Invalid(fields={"task_id": "unknown"})
    case.task_id = task_id
    audit.record(session, viewer.user_id, "case.linked", "case", case_id, task=task_id)
