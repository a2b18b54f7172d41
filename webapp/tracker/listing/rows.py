"""The one list: cases, occurrences of the plan and registrations in one statement.

Whatever the length of the list, a page of it costs a fixed number of
statements: one for how many there are, one for which of them stand on the
page, one for these in full, the calendar and the leads.  Only the last ones
read texts; what is counted and sorted comes from an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    Subquery,
    and_,
    cast,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.paging import PAGE_SIZE, Page
from webapp.base.text import fold
from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.plan import service as plan
from webapp.plan.rules import clock
from webapp.registration import service as registration
from webapp.tracker import queries
from webapp.tracker.records import Case, CaseBody
from webapp.tracker.rules import (
    BODY_CLOCK_RUNS,
    FINISHED,
    MODERATORS_TURN,
    CaseBodyRole,
    CaseState,
    DueFilter,
    Sorting,
)
from webapp.tracker.views import EscalatedCase, TrackerFilter, TrackerRow


def listing(
    session: Session,
    viewer: Viewer,
    wanted: TrackerFilter,
    page_number: int,
    today: date,
    size: int = PAGE_SIZE,
) -> Page[TrackerRow]:
    """Return one page of what *viewer* may see and *wanted* asks for.

    A page number beyond the end gives the last page.
    """
    kinds = _narrowed(session, viewer, wanted, today)
    total = _count(session, kinds)
    number = max(1, min(page_number, Page((), 1, total, size).last))
    rows = union_all(*kinds).subquery("everything")
    statement = select(rows.c.kind, rows.c.ref).order_by(*_order(rows, wanted))
    keys = [
        (kind, ref)
        for kind, ref in session.execute(statement.limit(size).offset((number - 1) * size))
    ]
    whole = select(rows).where(rows.c.ref.in_({ref for _kind, ref in keys}))
    found = {(row.kind, row.ref): row for row in session.execute(whole)}
    return Page(_shown(session, [found[key] for key in keys], today), number, total, size)


def how_many(session: Session, viewer: Viewer, wanted: TrackerFilter, today: date) -> int:
    """Return how many lines the list of *wanted* has, without reading any."""
    return _count(session, _narrowed(session, viewer, wanted, today))


def my_cases(session: Session, viewer: Viewer, today: date) -> list[TrackerRow]:
    """Return the cases that wait for *viewer*, soonest due first.

    For a lead body: those whose clock runs.  For Đoàn xã: those to route and
    the replies to review.  For overseers: those overdue.
    """
    waits: list[ColumnElement[bool]] = []
    if viewer.can(Permission.CASES_REPLY) and viewer.body_id is not None:
        waits.append(
            and_(
                Case.state.in_(BODY_CLOCK_RUNS | {CaseState.WAITING_CHILD}),
                _has_body(viewer.body_id, CaseBodyRole.LEAD),
            )
        )
    if viewer.can(Permission.CASES_ROUTE):
        waits.append(Case.state.in_(MODERATORS_TURN))
    if viewer.can(Permission.PLAN_MANAGE):
        waits.append(and_(_clock_runs(), Case.due_on < today))
    if not waits:
        return []
    rows = _case_rows(viewer, TrackerFilter()).where(or_(*waits)).subquery()
    found = session.execute(select(rows).order_by(*_order(rows, TrackerFilter()))).all()
    return _shown(session, found, today)


def cases_escalated(session: Session, viewer: Viewer, today: date) -> list[EscalatedCase]:
    """Return the open cases that lie before the leader, the longest waiting first.

    Empty for people without ``CASES_ESCALATED``.
    """
    if not viewer.can(Permission.CASES_ESCALATED):
        return []
    cases = {case.id: case for case in queries.escalated_open(session)}
    if not cases:
        return []
    rows = _case_rows(viewer, TrackerFilter()).where(Case.id.in_(cases)).subquery()
    shown = {row.ref: row for row in _shown(session, session.execute(select(rows)).all(), today)}
    instructed = queries.instructed(session, list(cases))
    return [
        EscalatedCase(
            shown[case.id],
            case.escalated_on or today,
            case.times_reopened,
            case.id in instructed,
        )
        for case in cases.values()
        if case.id in shown
    ]


def _has_body(body_id: int, *roles: CaseBodyRole) -> ColumnElement[bool]:
    condition = exists().where(CaseBody.case_id == Case.id, CaseBody.body_id == body_id)
    return condition.where(CaseBody.role.in_(roles)) if roles else condition


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that *viewer* may see a case."""
    if viewer.can(Permission.CASES_VIEW_ALL):
        return true()
    if viewer.can(Permission.CASES_VIEW) and viewer.body_id is not None:
        return _has_body(viewer.body_id)
    return false()


def _case_rows(viewer: Viewer, wanted: TrackerFilter) -> Select[Any]:
    """Return the cases in the tracker's columns, with whether their clock runs."""
    statement: Any = select(
        literal("case").label("kind"),
        Case.id.label("ref"),
        Case.number.label("number"),
        Case.title.label("title"),
        type_coerce(Case.state, String).label("state"),
        Case.topic.label("topic"),
        Case.school_id.label("school_id"),
        # Looked up for the lines of a page only: see ``_shown``.
        cast(null(), Integer).label("lead_body_id"),
        Case.due_on.label("due_on"),
        Case.opened_on.label("opened_on"),
        Case.state.in_(FINISHED).label("finished"),
        literal(False).label("past_when_issued"),
        Case.search_text.label("search_text"),
        _clock_runs().label("running"),
        Case.due_by_law.label("by_law"),
    ).where(_visible(viewer))
    if wanted.body_id is not None:
        statement = statement.where(_has_body(wanted.body_id))
    if wanted.task_id is not None:
        statement = statement.where(Case.task_id == wanted.task_id)
    narrowed: Select[Any] = statement
    return narrowed


def _everything(session: Session, viewer: Viewer, wanted: TrackerFilter) -> list[Subquery]:
    """Return the kinds, each as a table of the same columns.

    Cases and registrations are children taking part by their nature, so the
    participation filter narrows the plan's tasks only.
    """
    tasks = plan.tracker_rows(
        viewer, body_id=wanted.body_id, participation=wanted.participation
    ).subquery()
    registrations = registration.tracker_rows(session, viewer).subquery()
    parts: list[Select[Any]] = [_case_rows(viewer, wanted)]
    if wanted.task_id is None:
        parts.append(select(tasks, (~tasks.c.finished).label("running"), false().label("by_law")))
        taken = select(
            registrations, (~registrations.c.finished).label("running"), false().label("by_law")
        )
        if wanted.body_id is not None:
            taken = taken.where(registrations.c.lead_body_id == wanted.body_id)
        parts.append(taken)
    return [part.subquery() for part in parts]


def _narrowed(
    session: Session, viewer: Viewer, wanted: TrackerFilter, today: date
) -> list[Select[Any]]:
    """Return of each kind what is *wanted*."""
    return [
        select(kind).where(*_conditions(kind, wanted, today))
        for kind in _everything(session, viewer, wanted)
    ]


def _count(session: Session, kinds: Sequence[Select[Any]]) -> int:
    # Each kind by itself: a database counts a table faster than a union.
    counts = [select(func.count()).select_from(kind.subquery()) for kind in kinds]
    return sum(session.scalars(union_all(*counts)))


def _conditions(
    rows: Subquery, wanted: TrackerFilter, today: date
) -> Sequence[ColumnElement[bool]]:
    """Return what narrows the list, beyond what each kind already narrowed."""
    column = rows.c
    conditions: list[ColumnElement[bool]] = []
    plain = (
        (column.kind, wanted.kind),
        (column.state, wanted.state),
        (column.topic, wanted.topic),
        (column.school_id, wanted.school_id),
        (column.finished, wanted.finished),
    )
    conditions.extend(col == value for col, value in plain if value is not None)
    runs = column.running & ~column.past_when_issued
    if wanted.due is DueFilter.OVERDUE:
        conditions.append(runs & (column.due_on < today))
    elif wanted.due is DueFilter.THIS_WEEK:
        sunday = today + timedelta(days=6 - today.weekday())
        conditions.append(runs & column.due_on.between(today, sunday))
    if wanted.due_from is not None:
        conditions.append(column.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        conditions.append(column.due_on <= wanted.due_to)
    for word in fold(wanted.text).split():
        conditions.append(
            column.search_text.contains(word, autoescape=True)
            | func.lower(column.number).contains(word, autoescape=True)
        )
    return conditions


def _order(rows: Subquery, wanted: TrackerFilter) -> Sequence[ColumnElement[Any]]:
    """Return the order; what has no date comes last either way, ties by kind and ref."""
    column = rows.c
    by = {
        Sorting.DUE: column.due_on,
        Sorting.NUMBER: column.number,
        # The folded text begins with the title: a Vietnamese reader finds Đ by D.
        Sorting.TITLE: column.search_text,
        Sorting.STATE: column.state,
    }[wanted.sorting]
    first: list[ColumnElement[Any]] = [by.desc() if wanted.descending else by.asc()]
    if wanted.sorting is Sorting.DUE:
        # Work comes before what is finished: the list is for doing.
        first = [column.finished, column.past_when_issued, column.due_on.is_(None), *first]
    return [*first, column.kind, column.number, column.ref]


def _clock_runs() -> ColumnElement[bool]:
    """Return the condition that a case's clock runs: ``rules.clock_runs`` in SQL."""
    paused = and_(Case.state == CaseState.WAITING_CHILD, Case.due_by_law)
    return or_(Case.state.in_(BODY_CLOCK_RUNS), paused)


def _shown(session: Session, found: Sequence[Row[Any]], today: date) -> list[TrackerRow]:
    """Return lines with their clocks, and the leads of the cases among them."""
    calendar = directory.work_calendar(session)
    leads = queries.leads(session, [row.ref for row in found if row.kind == "case"])
    return [
        _row(row, leads.get(row.ref) if row.kind == "case" else row.lead_body_id, today, calendar)
        for row in found
    ]


def _row(row: Row[Any], lead: int | None, today: date, calendar: WorkCalendar) -> TrackerRow:
    return TrackerRow(
        kind=row.kind,
        ref=row.ref,
        number=row.number,
        title=row.title,
        state=row.state,
        topic=row.topic,
        school_id=row.school_id,
        lead_body_id=lead,
        due_on=row.due_on,
        opened_on=row.opened_on,
        finished=row.finished,
        clock=clock(
            row.due_on,
            today,
            calendar,
            running=row.running,
            past_when_issued=row.past_when_issued,
        ),
        by_law=bool(row.by_law),
    )
