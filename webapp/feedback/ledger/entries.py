"""The ledger: for each opinion, what its child is owed, and whether it reached the child."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import clean
from webapp.feedback import queries
from webapp.feedback.records import FeedbackEntry
from webapp.feedback.rules import (
    RECORDED,
    About,
    Channel,
    Obstacle,
    Owed,
    Standing,
    standing_of,
)
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker

LONGEST_NOTE = 300
_DECISIONS = {
    OpinionState.NOT_ACCEPTED: About.REFUSAL,
    OpinionState.PETITION: About.PETITION,
    OpinionState.WITHDRAWN: About.WITHDRAWAL,
}


class Told(Protocol):
    """What the ledger needs to know of an opinion."""

    @property
    def id(self) -> str: ...  # noqa: D102 (a field, not a rule)
    @property
    def state(self) -> OpinionState: ...  # noqa: D102
    @property
    def case_id(self) -> int | None: ...  # noqa: D102


@dataclass(frozen=True)
class Way:
    """How feedback reached children, or why it could not: exactly one of the two."""

    channel: Channel | None = None
    obstacle: Obstacle | None = None
    note: str = ""


@dataclass(frozen=True)
class EntryView:
    """A line of the ledger as staff read it."""

    opinion_id: str
    about: About
    reply_id: int | None
    channel: Channel | None
    obstacle: Obstacle | None
    note: str
    recorded_by: int | None
    day: date


def owed(session: Session, rows: Sequence[Told]) -> dict[str, Owed]:
    """Return what the child of each opinion is to be told now; many are owed nothing yet.

    Behind a case it is the newest published reply, else the decision itself.  What
    was told before another reply or decision does not count for this one.
    """
    in_cases = {row.case_id for row in rows if row.case_id is not None}
    replies = tracker.published_of_cases(session, in_cases) if in_cases else {}
    decided = [row for row in rows if row.state in _DECISIONS]
    steps = opinions.last_steps(session, [row.id for row in decided]) if decided else {}
    found = {
        row.id: Owed(row.id, _DECISIONS[row.state], step_id=steps.get(row.id)) for row in decided
    }
    for row in rows:
        reply = replies.get(row.case_id or 0)
        if row.state is OpinionState.IN_CASE and reply is not None:
            found[row.id] = Owed(row.id, About.REPLY, reply_id=reply.id)
    return found


def standings(session: Session, rows: Sequence[Told]) -> dict[str, Standing]:
    """Return how far the feedback about each opinion has come."""
    return _standings(session, [row.id for row in rows], owed(session, rows))


def _standings(
    session: Session, opinion_ids: Collection[str], due: dict[str, Owed]
) -> dict[str, Standing]:
    reached: set[str] = set()
    hindered: set[str] = set()
    for line in queries.entries_of(session, opinion_ids):
        mine = due.get(line.opinion_id)
        if mine is not None and line.once.startswith(f"{mine.matter}:"):
            (reached if line.channel else hindered).add(line.opinion_id)
    return {key: standing_of(due.get(key), key in reached, key in hindered) for key in opinion_ids}


def standings_of_case(session: Session, case_id: int) -> dict[str, Standing]:
    """Return how far the newest reply of a case has come, opinion by opinion."""
    ids = opinions.ids_of_cases(session, [case_id]).get(case_id, [])
    reply = tracker.published_reply(session, case_id)
    due = {key: Owed(key, About.REPLY, reply_id=reply.id) for key in ids} if reply else {}
    return _standings(session, ids, due)


def unreached(session: Session, case_id: int) -> list[str]:
    """Return the opinions of a case that were neither reached nor found impossible to reach.

    Without a published reply these are all of them.
    """
    found = standings_of_case(session, case_id)
    return [
        key
        for key, standing in found.items()
        if standing in {Standing.TO_REACH, Standing.NOTHING_YET}
    ]


def enter(session: Session, one: Owed, way: Way, day: date, recorded_by: int | None = None) -> bool:
    """Write a line; False and nothing when the same stands there already."""
    by = way.channel or way.obstacle
    if by is None:
        raise ValueError("a line says how, or why not")
    once = f"{one.matter}:{by.value}"
    if queries.entry(session, one.opinion_id, once) is not None:
        return False
    session.add(
        FeedbackEntry(
            opinion_id=one.opinion_id,
            about=one.about,
            reply_id=one.reply_id,
            channel=way.channel,
            obstacle=way.obstacle,
            note=way.note,
            once=once,
            recorded_by=recorded_by,
            day=day,
        )
    )
    session.flush()
    return True


def checked_way(way: Way, day: date, today: date) -> Way:
    """Return *way* ready to be written; raise Invalid naming the field that is wrong.

    A person records no opened receipt and no day to come; "other" needs words.
    """
    note = clean(way.note)
    if (way.channel is None) == (way.obstacle is None):
        raise Invalid(fields={"way": "required"})
    if way.channel is not None and way.channel not in RECORDED:
        raise Invalid(fields={"way": "unknown"})
    if day > today:
        raise Invalid(fields={"day": "not_yet"})
    if (way.channel is Channel.OTHER or way.obstacle is Obstacle.OTHER) and not note:
        raise Invalid(fields={"note": "required"})
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": "too_long"})
    return Way(way.channel, way.obstacle, note)


def record_case(
    session: Session,
    viewer: Viewer,
    case_id: int,
    opinion_ids: Collection[str],
    way: Way,
    day: date,
    today: date,
) -> int:
    """Write down how the reply of a case reached these children; return how many lines.

    Raise NotFound for whoever does not publish replies and for a case without a
    published one, Invalid when nobody is chosen, for a wrong way, and for a day before
    the reply.
    """
    if not viewer.can(Permission.REPLIES_PUBLISH):
        raise NotFound
    reply = tracker.published_reply(session, case_id)
    if reply is None:
        raise NotFound
    way = checked_way(way, day, today)
    if day < reply.published_on:
        raise Invalid(fields={"day": "before_reply"})
    behind = set(opinions.ids_of_cases(session, [case_id]).get(case_id, []))
    chosen = [key for key in dict.fromkeys(opinion_ids) if key in behind]
    if not chosen:
        raise Invalid(fields={"opinions": "required"})
    due = [Owed(key, About.REPLY, reply_id=reply.id) for key in chosen]
    return write(session, viewer, due, way, day, "case", case_id)


def write(
    session: Session,
    viewer: Viewer,
    due: Iterable[Owed],
    way: Way,
    day: date,
    kind: str,
    ref: str | int,
) -> int:
    """Write one line for each of *due* and one into the log; return how many were new.

    Raise Invalid when a child is said to have been called.
    """
    due = list(due)
    told = [one.opinion_id for one in due]
    if way.channel is Channel.PHONE and opinions.spoken_by(session, told, Speaker.CHILD):
        raise Invalid(fields={"opinions": "phone_child"})
    made = sum(enter(session, one, way, day, viewer.user_id) for one in due)
    by = way.channel or way.obstacle
    audit.record(
        session, viewer.user_id, "feedback.recorded", kind, ref,
        by=by.value if by else "", lines=made,
    )  # fmt: skip
    return made


def entries_of_case(session: Session, viewer: Viewer, case_id: int) -> list[EntryView]:
    """Return the lines about the opinions of a case, oldest first; raise NotFound."""
    if not viewer.can(Permission.REPLIES_PUBLISH):
        raise NotFound
    ids = opinions.ids_of_cases(session, [case_id]).get(case_id, [])
    names = EntryView.__dataclass_fields__
    return [
        EntryView(**{name: getattr(line, name) for name in names})
        for line in queries.entries_of(session, ids)
    ]
