"""What the public reads of the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.base.paging import Page
from webapp.board import queries
from webapp.board.records import Entry
from webapp.board.rules import BoardEntry, BoardFilter, BoardWords, readable
from webapp.directory import service as directory
from webapp.opinions import service as opinions


@dataclass(frozen=True)
class Overview:
    """What the board holds, in numbers of matters; never in numbers of children."""

    topics: tuple[tuple[str, str, int], ...]
    years: tuple[int, ...]


def board(
    session: Session, wanted: BoardFilter, number: int, size: int = queries.PAGE
) -> Page[BoardEntry]:
    """Return one page of the board, newest first; a number beyond the end gives the last page."""
    page = queries.posted(session, wanted, number, size)
    return Page(_shown(session, page.items), page.number, page.total, page.size)


def entry(session: Session, entry_id: int) -> BoardEntry:
    """Return one matter; raise NotFound for one that does not stand on the board."""
    row = queries.one_posted(session, entry_id)
    if row is None:
        raise NotFound
    return _shown(session, [row])[0]


def overview(session: Session) -> Overview:
    """Return the topics on the board with how many matters each has, and the years."""
    numbers = queries.topics_posted(session)
    return Overview(
        topics=tuple(
            (topic.code, topic.child_name or topic.name, numbers[topic.code])
            for topic in directory.topics(session)
            if topic.code in numbers
        ),
        years=tuple(queries.years_posted(session)),
    )


def _shown(session: Session, rows: Sequence[Entry]) -> list[BoardEntry]:
    """Return rows as the public reads them: a fixed number of statements, and the quotes."""
    quoted = queries.quotes(session, [row.id for row in rows])
    schools = {school.id: school.name for school in directory.schools(session, None)}
    bodies = {body.id: body.name for body in directory.bodies(session, None)}
    return [
        BoardEntry(
            id=row.id,
            words=BoardWords(row.title, row.heard, row.decided, row.why, row.when_text),
            topic=row.topic,
            school=schools.get(row.school_id or 0, ""),
            body=bodies.get(row.body_id or 0, ""),
            crowd=row.crowd,
            decision=row.decision,
            promised_on=row.promised_on,
            published_on=row.published_on,
            posted_on=row.posted_on or row.published_on,
            quotes=_quotes(session, row, quoted.get(row.id, [])),
        )
        for row in rows
    ]


def _quotes(session: Session, row: Entry, opinion_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the quoted words as the moderators left them; what left the case is gone here too."""
    if not opinion_ids:
        return ()
    texts = {one.id: one.text for one in opinions.public_of_case(session, row.case_id)}
    found = [texts[opinion_id] for opinion_id in opinion_ids if opinion_id in texts]
    return tuple(text for text in found if readable(text))
