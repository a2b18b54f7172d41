"""The page of second readers in finished values, and who could be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer, permissions_of
from webapp.base.paging import Page
from webapp.directory import service as directory
from webapp.moderation.criticism import Criticism, criticism_in
from webapp.opinions import service as opinions
from webapp.opinions.rules import RefusalReason, Risk
from webapp.opinions.service import ProposedRefusal


@dataclass(frozen=True)
class Proposal:
    """One proposed refusal, ready to be shown; ``covered`` text is opened by hand."""

    opinion_id: str
    sheet_id: str | None
    question_label: str
    text: str
    covered: bool
    about: str
    reason: RefusalReason
    note: str
    proposed_by: str
    proposed_at: datetime
    days_left: int
    criticism: Criticism | None


@dataclass(frozen=True)
class Proposals:
    """What waits for this person, what of their own waits for others, and who those are."""

    to_read: Page[Proposal]
    mine: Page[Proposal]
    others: tuple[str, ...]


def second_readers(session: Session, viewer: Viewer) -> list[str]:
    """Return the names of the other people who may read a refusal as second."""
    return [
        person.display_name
        for person in accounts.people(session)
        if person.active
        and person.id != viewer.user_id
        and Permission.OPINIONS_SECOND_READ in permissions_of(frozenset(person.roles))
    ]


def proposals(
    session: Session, viewer: Viewer, today: date, number: int = 1, number_of_mine: int = 1
) -> Proposals:
    """Return one page each of what waits for a second reader (``NotFound`` for others)."""
    show = _showing(session, viewer, today)

    def shown(page: Page[ProposedRefusal]) -> Page[Proposal]:
        return Page([show(one) for one in page.items], page.number, page.total)

    return Proposals(
        to_read=shown(opinions.refusals(session, viewer, number)),
        mine=shown(opinions.refusals(session, viewer, number_of_mine, mine=True)),
        others=tuple(second_readers(session, viewer)),
    )


def _showing(
    session: Session, viewer: Viewer, today: date
) -> Callable[[ProposedRefusal], Proposal]:
    """Return what makes a proposal ready to be shown, with the names read once."""
    names = {person.id: person.display_name for person in accounts.people(session)}
    schools = {school.id: school.short_name for school in directory.schools(session, None)}
    topics = {topic.code: topic.name for topic in directory.topics(session)}
    calendar = directory.work_calendar(session)
    moderates = viewer.can(Permission.OPINIONS_MODERATE)

    def show(one: ProposedRefusal) -> Proposal:
        about = (schools.get(one.school_id or 0, ""), topics.get(one.topic or "", ""))
        return Proposal(
            opinion_id=one.opinion_id,
            sheet_id=one.submission_id if moderates else None,
            question_label=one.question_label,
            text=one.text,
            covered=one.risk >= Risk.TROUBLE,
            about=" · ".join(word for word in about if word),
            reason=one.reason,
            note=one.note,
            proposed_by=names.get(one.proposed_by, ""),
            proposed_at=one.proposed_at,
            days_left=calendar.between(today, one.moderation_due),
            criticism=criticism_in(one.text),
        )

    return show
