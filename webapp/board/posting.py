"""Putting a published reply on the board, keeping it from there, taking it down again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import clean
from webapp.board import queries
from webapp.board.preparing import Preparation, must_edit, prepare, read_by_all
from webapp.board.records import Entry, EntryEvent, Quote
from webapp.board.rules import (
    MOVES,
    BoardWords,
    Crowd,
    EntryState,
    crowd,
    may_identify,
    told_before,
)
from webapp.directory import service as directory

LONGEST_TITLE = 300
MOST_QUOTES = 3


def post(
    session: Session,
    viewer: Viewer,
    reply_id: int,
    words: BoardWords,
    quote_ids: Collection[str],
    sure: bool,
    now: datetime,
) -> int:
    """Put a reply on the board with these *words* and return the entry's id.

    Raise Invalid (``title``, ``heard``, ``decided`` missing; ``sure`` when something may
    identify somebody and nobody said they looked; ``quotes`` for words that may not be
    quoted), IllegalMove when it stands there already.
    """
    prepared = prepare(session, viewer, reply_id, clock.local_day(now))
    words = BoardWords(*(clean(text) for text in words.texts))
    _check(prepared, words, quote_ids, sure)
    row = queries.of_reply(session, reply_id, for_change=True)
    small = directory.number(session, "small_group")
    children = told_before(
        queries.told_of_case(session, prepared.case.id), prepared.children, small
    )
    if row is None:
        row = _new(prepared)
        session.add(row)
    row.title, row.heard, row.decided, row.why, row.when_text = words.texts
    row.children, row.crowd = children, crowd(children, small)
    row.school_id = prepared.case.school_id if prepared.school_named else None
    row.posted_on = clock.local_day(now)
    _step(session, viewer, row, prepared.state, EntryState.POSTED, "", now)
    session.execute(delete(Quote).where(Quote.entry_id == row.id))
    wanted = [one.id for one in prepared.quotes if one.id in quote_ids]
    session.add_all(Quote(entry_id=row.id, opinion_id=opinion_id) for opinion_id in wanted)
    _replace_older(session, viewer, row, now)
    session.flush()
    return row.id


def keep_back(session: Session, viewer: Viewer, reply_id: int, why: str, now: datetime) -> None:
    """Decide that a reply does not go on the board, and say why."""
    prepared = prepare(session, viewer, reply_id, clock.local_day(now))
    why = clean(why)
    if not why:
        raise Invalid(fields={"why": "required"})
    row = queries.of_reply(session, reply_id, for_change=True)
    if row is None:
        row = _new(prepared)
        session.add(row)
    _step(session, viewer, row, prepared.state, EntryState.KEPT_BACK, why, now)


def take_down(session: Session, viewer: Viewer, reply_id: int, why: str, now: datetime) -> None:
    """Take an entry off the board at once, and say why."""
    must_edit(viewer)
    row = queries.of_reply(session, reply_id, for_change=True)
    if row is None:
        raise NotFound
    why = clean(why)
    if not why:
        raise Invalid(fields={"why": "required"})
    _step(session, viewer, row, row.state, EntryState.TAKEN_DOWN, why, now)


def _check(
    prepared: Preparation, words: BoardWords, quote_ids: Collection[str], sure: bool
) -> None:
    problems = {
        name: "required"
        for name, text in (
            ("title", words.title),
            ("heard", words.heard),
            ("decided", words.decided),
        )
        if not text
    }
    if len(words.title) > LONGEST_TITLE:
        problems["title"] = "too_long"
    allowed = {one.id for one in prepared.quotes}
    if len(set(quote_ids)) > MOST_QUOTES or not set(quote_ids) <= allowed:
        problems["quotes"] = "not_these"
    texts = read_by_all(words, prepared.referral)
    if not sure and may_identify(texts, school_named=prepared.school_named):
        problems["sure"] = "identifies"
    if problems:
        raise Invalid(fields=problems)


def _new(prepared: Preparation) -> Entry:
    """Return a row for a reply that has none; its words are still the reply's own."""
    title, heard, decided, why, when_text = prepared.words.texts
    return Entry(
        reply_id=prepared.reply.id,
        case_id=prepared.case.id,
        topic=prepared.case.topic,
        school_id=None,
        body_id=prepared.case.lead_body_id,
        title=title,
        heard=heard,
        decided=decided,
        why=why,
        when_text=when_text,
        decision=prepared.reply.decision,
        promised_on=prepared.reply.promised_on,
        children=0,
        crowd=Crowd.FEW,
        published_on=prepared.reply.published_on,
    )


def _replace_older(session: Session, viewer: Viewer, row: Entry, now: datetime) -> None:
    """Take down the older reply of the same case: the newest one is what holds."""
    for older in queries.others_of_case(session, row.case_id, row.id):
        _step(session, viewer, older, older.state, EntryState.TAKEN_DOWN, "replaced", now)


def _step(
    session: Session,
    viewer: Viewer,
    row: Entry,
    from_state: EntryState | None,
    to_state: EntryState,
    why: str,
    now: datetime,
) -> None:
    if to_state not in MOVES[from_state]:
        raise IllegalMove
    row.state = to_state
    session.flush()
    session.add(
        EntryEvent(
            entry_id=row.id,
            at=now,
            actor_id=viewer.user_id,
            from_state=from_state,
            to_state=to_state,
            why=why,
        )
    )
    audit.record(session, viewer.user_id, f"board.{to_state.value}", "board", row.id)
