"""The class return ticket: what a class is told, printed, read aloud, written down.

A class, a school or the commune gets the replies to what its children said in a
month.  No line leads to a child: no child's words, no counts, and a class in which
a child could be recognised gets its school's ticket instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.directory import service as directory
from webapp.feedback.ledger.coverage import Gathered, gather
from webapp.feedback.ledger.entries import Way, checked_way, owed, write
from webapp.feedback.rules import About, Owed, hidden_groups, small_groups, whole_is_safe
from webapp.opinions.service import OpinionRow
from webapp.rounds import service as rounds
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseBrief, PublishedReply


@dataclass(frozen=True)
class Group:
    """Whose ticket it is: a class, a school (no class) or the commune (neither)."""

    school_id: int | None = None
    class_id: int | None = None


@dataclass(frozen=True)
class TicketLine:
    """One group that has a ticket in a month."""

    group: Group
    name: str
    replies: int


@dataclass(frozen=True)
class OpenMatter:
    """A matter that is not answered yet: who has it and until when."""

    body_name: str
    due_on: date | None


@dataclass(frozen=True)
class Ticket:
    """A page for a group: replies, and how many matters still wait with whom."""

    group: Group
    school: str
    class_name: str
    month: date
    replies: tuple[PublishedReply, ...]
    waiting: tuple[OpenMatter, ...]


def tickets(session: Session, viewer: Viewer, month: date) -> list[TicketLine]:
    """Return the groups that have a ticket for *month* and whose replies are there.

    A coordinator sees those of the own school; raise NotFound for others.
    """
    _may_print(viewer)
    gathered = gather(session, month, rounds.next_month(month))
    lines = []
    for group in _groups(session, gathered):
        if _is_mine(viewer, group):
            found = _replies(session, _rows(gathered, group))
            lines.append(TicketLine(group, _name(session, group), len(found)))
    return lines


def ticket(session: Session, viewer: Viewer, group: Group, month: date) -> Ticket:
    """Return the ticket of *group*; raise NotFound when it is not for this viewer.

    A class or school too small to hide a child has none.
    """
    _may_print(viewer)
    gathered = gather(session, month, rounds.next_month(month))
    if group not in _groups(session, gathered) or not _is_mine(viewer, group):
        raise NotFound
    rows = _rows(gathered, group)
    school = directory.school(session, group.school_id).name if group.school_id else ""
    return Ticket(
        group=group,
        school=school,
        class_name=directory.class_view(session, group.class_id).name if group.class_id else "",
        month=month,
        replies=tuple(_replies(session, rows)),
        waiting=tuple(_waiting(session, rows)),
    )


def record_ticket(
    session: Session, viewer: Viewer, group: Group, month: date, way: Way, day: date, today: date
) -> int:
    """Write down that a ticket was read aloud, handed over or put up; return the new lines.

    It counts for every opinion of the group whose reply was published by then.  Raise
    Invalid when no reply was, NotFound for a ticket somebody else answers for.
    """
    ticket(session, viewer, group, month)
    if not may_record(viewer, group):
        raise NotFound
    way = checked_way(way, day, today)
    gathered = gather(session, month, rounds.next_month(month))
    rows = _rows(gathered, group)
    told = {reply.id for reply in _replies(session, rows) if reply.published_on <= day}
    due = [one for one in _of_replies(session, rows) if one.reply_id in told]
    if not due:
        raise Invalid(fields={"day": "before_reply"})
    ref = f"{month:%Y-%m}/{group.school_id or ''}/{group.class_id or ''}"
    return write(session, viewer, due, way, day, "ticket", ref)


def may_record(viewer: Viewer, group: Group) -> bool:
    """Tell whether *viewer* may say that a ticket was read.

    The commune's counts for the children of every school, and may close their cases;
    a coordinator hands it out, but speaks for the own school only.
    """
    if viewer.can(Permission.REPLIES_PUBLISH):
        return True
    return group.school_id is not None and group.school_id == viewer.school_id


def _of_replies(session: Session, rows: Sequence[OpinionRow]) -> list[Owed]:
    return [one for one in owed(session, rows).values() if one.about is About.REPLY]


def _may_print(viewer: Viewer) -> None:
    if not viewer.can(Permission.FEEDBACK_RECORD):
        raise NotFound


def _is_mine(viewer: Viewer, group: Group) -> bool:
    """Tell whether a viewer hands out this ticket; the commune's is for everybody."""
    if viewer.can(Permission.REPLIES_PUBLISH):
        return True
    return group.school_id is None or group.school_id == viewer.school_id


def _groups(session: Session, gathered: Gathered) -> list[Group]:
    """Return every group that is large enough, the commune first.

    The commune's ticket, less those of the schools, must not tell of the few others;
    within a school the smallest class stands back where that would happen.
    """
    small = directory.number(session, "small_group")
    sizes = gathered.schools()
    hidden = small_groups(sizes, small)
    found = [Group()] if whole_is_safe(sizes, hidden, small) else []
    for school in directory.schools(session, None):
        if school.id not in sizes or school.id in hidden:
            continue
        found.append(Group(school.id))
        classes = gathered.classes(school.id)
        too_small = hidden_groups(classes, small)
        found += [
            Group(school.id, one.id)
            for one in directory.classes(session, school.id)
            if one.id in classes and one.id not in too_small
        ]
    return found


def _rows(gathered: Gathered, group: Group) -> list[OpinionRow]:
    if group.class_id is not None:
        return gathered.of_class(group.school_id, group.class_id)
    if group.school_id is not None:
        return gathered.of_school(group.school_id)
    return list(gathered.rows)


def _replies(session: Session, rows: Sequence[OpinionRow]) -> list[PublishedReply]:
    """Return the replies these children are owed, in the order in which they came out."""
    cases = {row.case_id for row in rows if row.case_id is not None}
    found = tracker.published_of_cases(session, cases) if cases else {}
    return sorted(found.values(), key=lambda reply: (reply.published_on, reply.id))


def _waiting(session: Session, rows: Sequence[OpinionRow]) -> list[OpenMatter]:
    """Return the matters without any reply, by who has them; no title, no count of children."""
    cases = {row.case_id for row in rows if row.case_id is not None}
    answered = tracker.published_of_cases(session, cases) if cases else {}
    briefs: list[CaseBrief] = [
        tracker.case_state(session, case_id) for case_id in sorted(cases - answered.keys())
    ]
    return [OpenMatter(brief.lead_name, brief.due_on) for brief in briefs if brief.lead_name]


def _name(session: Session, group: Group) -> str:
    if group.school_id is None:
        return directory.commune(session, clock.today()).name
    school = directory.school(session, group.school_id).short_name
    if group.class_id is None:
        return school
    return f"{directory.class_view(session, group.class_id).name} · {school}"
