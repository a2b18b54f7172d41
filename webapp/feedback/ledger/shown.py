"""Finished values for the pages of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer
from webapp.directory import service as directory
from webapp.feedback.closing import closing_now
from webapp.feedback.labels import CHANNELS, OBSTACLES, STANDINGS
from webapp.feedback.ledger.coverage import Coverage, Tally
from webapp.feedback.ledger.entries import EntryView, entries_of_case, standings_of_case
from webapp.feedback.ledger.tickets import Group, TicketLine
from webapp.feedback.rules import Standing
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker


@dataclass(frozen=True)
class ShownRow:
    """A school or a class in the table of coverage; ``tally`` None is too small to show."""

    name: str
    is_class: bool
    tally: Tally | None
    group: Group | None


@dataclass(frozen=True)
class ShownCoverage:
    """The page of coverage."""

    tally: Tally | None
    rows: tuple[ShownRow, ...]
    commune: Group | None


@dataclass(frozen=True)
class ShownEntry:
    """A line of the ledger in words."""

    day: date
    words: str
    note: str
    who: str
    told: bool


@dataclass(frozen=True)
class ShownOpinion:
    """One opinion behind a case, and how its child was told."""

    id: str
    text: str
    school: str
    standing: str
    style: str
    open: bool
    speaker: Speaker
    may_call: bool
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True)
class ShownFeedback:
    """The page of one case."""

    id: int
    number: str
    title: str
    published_on: date | None
    opinions: tuple[ShownOpinion, ...]
    to_reach: int
    may_close: bool


def shown_coverage(found: Coverage, lines: Sequence[TicketLine]) -> ShownCoverage:
    """Return the table: each school with its classes below, each with its ticket."""
    tickets = {line.group: line for line in lines if line.replies}
    rows = []
    for school in found.schools:
        group = Group(school.school_id)
        mine = group if school.school_id and group in tickets else None
        rows.append(ShownRow(school.name, False, school.tally, mine))
        for one in school.classes:
            group = Group(school.school_id, one.class_id)
            mine = group if one.class_id and group in tickets else None
            rows.append(ShownRow(one.name, True, one.tally, mine))
    return ShownCoverage(found.tally, tuple(rows), Group() if Group() in tickets else None)


def shown_case(session: Session, viewer: Viewer, case_id: int, today: date) -> ShownFeedback:
    """Return a case with its ledger; raise NotFound for whoever does not publish replies."""
    lines: dict[str, list[EntryView]] = {}
    for line in entries_of_case(session, viewer, case_id):
        lines.setdefault(line.opinion_id, []).append(line)
    view = tracker.case_view(session, viewer, case_id, today)
    reply = tracker.published_reply(session, case_id)
    found = standings_of_case(session, case_id)
    schools = {one.id: one.short_name for one in directory.schools(session, None)}
    people = {one.id: one.display_name for one in accounts.people(session)}
    calls = viewer.can(Permission.OPINIONS_UNMASK)
    shown = tuple(
        ShownOpinion(
            id=one.id,
            text=one.text,
            school=schools.get(one.school_id or 0, ""),
            standing=str(STANDINGS[found[one.id]][0]),
            style=STANDINGS[found[one.id]][1],
            open=found[one.id] is Standing.TO_REACH,
            speaker=one.speaker,
            may_call=calls and one.speaker is not Speaker.CHILD,
            entries=tuple(
                _entry(line, people)
                for line in lines.get(one.id, [])
                if reply is not None and line.reply_id == reply.id
            ),
        )
        for one in view.opinions
    )
    return ShownFeedback(
        id=view.id,
        number=view.number,
        title=view.title,
        published_on=reply.published_on if reply else None,
        opinions=shown,
        to_reach=sum(one.open for one in shown),
        may_close=closing_now(session, case_id) is not None,
    )


def _entry(line: EntryView, people: dict[int, str]) -> ShownEntry:
    words = (
        CHANNELS[line.channel]
        if line.channel
        else OBSTACLES[line.obstacle]
        if line.obstacle
        else ""
    )
    return ShownEntry(
        line.day, str(words), line.note, people.get(line.recorded_by or 0, ""), bool(line.channel)
    )
