"""The cases a month has to do with, as they stood then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.opinions import service as opinions
from webapp.reports.rules import CaseLine, timeliness
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker
from webapp.tracker.rules import FINISHED
from webapp.tracker.service import CaseRow, PublishedReply


def case_lines(
    session: Session, first: date, end: date, replies: dict[int, PublishedReply], as_of: date
) -> list[CaseLine]:
    """Return every case the month has to do with, oldest first.

    Without those that only adults raised: they are no matter of children's figures.
    """
    found = tracker.cases_in(session, first, end)
    adults = raised_by_adults(session, [row.id for row in found])
    rows = [row for row in found if row.id not in adults]
    behind = opinions.counts_of_cases(session, [row.id for row in rows], Speaker.CHILD)
    names = {body.id: body.name for body in directory.bodies(session, None)}
    calendar = directory.work_calendar(session)
    return [
        _case_line(
            replace(row, due_on=_due_then(row, calendar)),
            replies.get(row.id),
            names,
            behind.get(row.id, 0),
            as_of,
        )
        for row in rows
    ]


def raised_by_adults(session: Session, case_ids: Collection[int]) -> set[int]:
    """Return those of *case_ids* behind which opinions stand, and none of a child."""
    everybody = opinions.counts_of_cases(session, list(case_ids))
    children = opinions.counts_of_cases(session, list(case_ids), Speaker.CHILD)
    return everybody.keys() - children.keys()


def _due_then(row: CaseRow, calendar: WorkCalendar) -> date | None:
    """Return the day a case was due in this month.

    A case that was answered when the month ended but reopened later has a new
    day by now; the month keeps the first one.
    """
    reopened_later = row.times_reopened and row.state in FINISHED
    if reopened_later and row.routed_on and row.term_days:
        return calendar.add(row.routed_on, row.term_days)
    return row.due_on


def _case_line(
    row: CaseRow, reply: PublishedReply | None, names: dict[int, str], behind: int, as_of: date
) -> CaseLine:
    late = reply.late if reply and reply.late is not None else row.replied_late
    return CaseLine(
        id=row.id,
        number=row.number,
        title=row.title,
        topic=row.topic,
        lead=names.get(row.lead_body_id or 0, ""),
        state=row.state,
        opened_on=row.opened_on,
        routed_on=row.routed_on,
        due_on=row.due_on,
        timeliness=timeliness(row.state, reply is not None, late, row.due_on, as_of),
        decision=reply.decision if reply else None,
        promised_on=reply.promised_on if reply else None,
        when_text=reply.when_text if reply else "",
        why=reply.why if reply else "",
        published_on=reply.published_on if reply else None,
        opinions=behind,
    )
