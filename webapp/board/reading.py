"""What the public reads of the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.base.paging import Page
from webapp.board import queries
from webapp.board.records import Entry
from webapp.board.rules import (
    BoardEntry,
    BoardFilter,
    BoardWords,
    may_name_answerer,
    promise_overdue,
    readable,
)
from webapp.directory import service as directory
from webapp.feedback import service as feedback
from webapp.opinions import service as opinions
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision

# Of so many matters the feed looks for news: what became of a promise is told months later.
LOOKED_THROUGH = 500


@dataclass(frozen=True)
class Overview:
    """What the board holds, in numbers of matters; never in numbers of children."""

    topics: tuple[tuple[str, str, int], ...]
    decisions: tuple[tuple[Decision, int], ...]
    years: tuple[int, ...]


def board(
    session: Session, wanted: BoardFilter, number: int, today: date, size: int = queries.PAGE
) -> Page[BoardEntry]:
    """Return one page of the board, newest first; a number beyond the end gives the last page."""
    page = queries.posted(session, wanted, number, size)
    return Page(_shown(session, page.items, today), page.number, page.total, page.size)


def entry(session: Session, entry_id: int, today: date) -> BoardEntry:
    """Return one matter; raise NotFound for one that does not stand on the board."""
    row = queries.one_posted(session, entry_id)
    if row is None:
        raise NotFound
    return _shown(session, [row], today)[0]


def news(session: Session, today: date, size: int) -> list[BoardEntry]:
    """Return the matters there was last something to tell of: put up, or a promise looked at."""
    rows = queries.newest(session, LOOKED_THROUGH)
    looks = feedback.looks_at(session, [row.reply_id for row in rows])

    def told(row: Entry) -> tuple[date, int]:
        seen = [look.seen_on for look in looks.get(row.reply_id, ())]
        return max([row.posted_on or row.published_on, *seen]), row.id

    return _shown(session, sorted(rows, key=told, reverse=True)[:size], today)


def overview(session: Session) -> Overview:
    """Return the topics and decisions on the board with how many matters each has; the years."""
    numbers = queries.topics_posted(session)
    decided = queries.decisions_posted(session)
    return Overview(
        topics=tuple(
            (topic.code, topic.child_name or topic.name, numbers[topic.code])
            for topic in directory.topics(session)
            if topic.code in numbers
        ),
        decisions=tuple((one, decided[one]) for one in Decision if one in decided),
        years=tuple(queries.years_posted(session)),
    )


def _shown(session: Session, rows: Sequence[Entry], today: date) -> list[BoardEntry]:
    """Return rows as the public reads them: a fixed number of statements, and the quotes.

    Where the matter went and what became of its promise are read anew each time: a
    published reply does not change, and a look at a promise is only ever added.
    """
    quoted = queries.quotes(session, [row.id for row in rows])
    referred = tracker.referrals(session, [row.reply_id for row in rows])
    looks = feedback.looks_at(session, [row.reply_id for row in rows])
    schools = {school.id: school.name for school in directory.schools(session, None)}
    answerers = _answerers(session, rows)
    return [
        BoardEntry(
            id=row.id,
            words=BoardWords(row.title, row.heard, row.decided, row.why, row.when_text),
            topic=row.topic,
            school=schools.get(row.school_id or 0, ""),
            body=answerers[row.id],
            crowd=row.crowd,
            decision=row.decision,
            promised_on=row.promised_on,
            published_on=row.published_on,
            posted_on=row.posted_on or row.published_on,
            quotes=_quotes(session, row, quoted.get(row.id, [])),
            referral=referred.get(row.reply_id),
            looks=(seen := looks.get(row.reply_id, ())),
            overdue=promise_overdue(row.decision, row.promised_on, row.published_on, seen, today),
        )
        for row in rows
    ]


def _answerers(session: Session, rows: Sequence[Entry]) -> dict[int, str]:
    """Return who answers each matter; empty for a school that few children's matter hides."""
    names = {body.id: body.name for body in directory.bodies(session, None)}
    schools = {school.body_id for school in directory.schools(session, None)}
    return {
        row.id: names.get(row.body_id or 0, "")
        if row.body_id not in schools or may_name_answerer(row.crowd)
        else ""
        for row in rows
    }


def _quotes(session: Session, row: Entry, opinion_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the quoted words as the moderators left them; what left the case is gone here too."""
    if not opinion_ids:
        return ()
    texts = {one.id: one.text for one in opinions.public_of_case(session, row.case_id)}
    found = [texts[opinion_id] for opinion_id in opinion_ids if opinion_id in texts]
    return tuple(text for text in found if readable(text))
