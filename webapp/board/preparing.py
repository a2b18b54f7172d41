"""What may be put on the board: replies with the words proposed for the public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.errors import NotAllowed, NotFound
from webapp.board import queries
from webapp.board.records import Entry
from webapp.board.rules import (
    BoardWords,
    EntryState,
    may_identify,
    may_name_school,
    may_quote,
    readable,
    told_before,
)
from webapp.directory import service as directory
from webapp.opinions import service as opinions
from webapp.opinions.service import PublicOpinion
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker
from webapp.tracker.rules import Referral
from webapp.tracker.service import CaseView, PublishedReply, ReplyText

# A reply nobody put on the board within a year is no news any more.
LOOKED_BACK = timedelta(days=366)


@dataclass(frozen=True)
class Candidate:
    """A published reply and where it stands with the board."""

    reply: PublishedReply
    state: EntryState | None


@dataclass(frozen=True)
class Preparation:
    """Everything to decide whether and how a reply is put on the board.

    ``referral`` is shown as the reply has it and counts among what is looked through.
    ``warnings`` are words of the proposed texts that may tell who somebody is.
    """

    reply: PublishedReply
    case: CaseView
    state: EntryState | None
    words: BoardWords
    children: int
    school: str
    school_named: bool
    quotes: tuple[PublicOpinion, ...]
    chosen: frozenset[str]
    warnings: tuple[str, ...]
    referral: Referral | None = None
    entry_id: int | None = None


def candidates(session: Session, viewer: Viewer, today: date) -> list[Candidate]:
    """Return the replies published in the last year, newest first, with their place."""
    must_edit(viewer)
    found = tracker.replies_published(session, today - LOOKED_BACK, today + timedelta(days=1))
    newest = {reply.case_id: reply.id for reply in found}
    states = queries.states(session, [reply.id for reply in found])
    return [
        Candidate(reply, states.get(reply.id))
        for reply in reversed(found)
        # A reply that a later one of its case replaced is history, unless it still stands there.
        if newest[reply.case_id] == reply.id or states.get(reply.id) is EntryState.POSTED
    ]


def waiting(session: Session, viewer: Viewer, today: date) -> int:
    """Return how many published replies nobody decided about yet."""
    return sum(one.state is None for one in candidates(session, viewer, today))


def prepare(session: Session, viewer: Viewer, reply_id: int, today: date) -> Preparation:
    """Return a published reply with the words proposed for the public; raise NotFound."""
    must_edit(viewer)
    found = tracker.promise(session, reply_id)
    if found is None:
        raise NotFound
    case = tracker.case_view(session, viewer, found.case_id, today)
    reply = next(one for one in case.replies if one.id == reply_id)
    row = queries.of_reply(session, reply_id)
    children = opinions.children_behind(session, case.id)
    named = _school_named(session, case, children)
    words = _proposed(case, reply.text, row)
    referral = tracker.referrals(session, [reply_id]).get(reply_id)
    chosen = queries.quotes(session, [row.id]).get(row.id, []) if row else []
    return Preparation(
        reply=next(r for r in _published(session, found.published_on) if r.id == reply_id),
        case=case,
        state=row.state if row else None,
        words=words,
        children=children,
        school=_school_name(session, case),
        school_named=named,
        quotes=tuple(_quotable(case.opinions, children, named)),
        chosen=frozenset(chosen),
        warnings=tuple(may_identify(read_by_all(words, referral), school_named=named)),
        referral=referral,
        entry_id=row.id if row else None,
    )


def read_by_all(words: BoardWords, referral: Referral | None) -> tuple[str, ...]:
    """Return every text of a matter that the public reads, quotes apart."""
    return (*words.texts, referral.to, referral.number) if referral else words.texts


def must_edit(viewer: Viewer) -> None:
    """Raise NotAllowed for anybody who does not look after the board."""
    if not viewer.can(Permission.BOARD_EDIT):
        raise NotAllowed


def _school_named(session: Session, case: CaseView, children: int) -> bool:
    small = directory.number(session, "small_group")
    before = queries.told_of_case(session, case.id)
    return case.school_id is not None and may_name_school(
        told_before(before, children, small), small
    )


def _school_name(session: Session, case: CaseView) -> str:
    return directory.school(session, case.school_id).name if case.school_id else ""


def _quotable(
    found: Sequence[PublicOpinion], children: int, school_named: bool
) -> list[PublicOpinion]:
    """Return the opinions whose words may stand beside the matter."""
    if not may_quote(children, school_named):
        return []
    return [
        one
        for one in found
        if one.speaker is Speaker.CHILD
        and readable(one.text)
        and not may_identify([one.text], school_named=school_named)
    ]


def _proposed(case: CaseView, text: ReplyText, row: Entry | None) -> BoardWords:
    """Return the reply's own words, or what was written for the board before."""
    if row is not None and row.posted_on is not None:
        return BoardWords(row.title, row.heard, row.decided, row.why, row.when_text)
    return BoardWords(case.title, text.heard, text.decided, text.why, text.when_text)


def _published(session: Session, day: date) -> list[PublishedReply]:
    return tracker.replies_published(session, day, day + timedelta(days=1))
