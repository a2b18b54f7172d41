"""The door of the room: a child asks, somebody takes it, meets the child, and forgets.

Tied to no opinion.  A wish in which a word tells of danger, or which is for the
protection officer, becomes a concern at once and never appears here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer, permissions_of
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.meetings import queries
from webapp.meetings.records import Meeting, MeetingEvent
from webapp.meetings.rules import MOVES, Asked, MeetingState, Wish, is_late, problems
from webapp.outbox import service as outbox
from webapp.outbox.service import Level
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.service import Hit, SealedText

__all__ = [
    "MeetingLine", "advisers", "ask", "asked_in", "due_ones", "forget_old", "hand_on", "late",
    "lists", "met", "move", "waiting",
]  # fmt: skip

_S = MeetingState
# How many finished ones the list still shows.
SHOWN = 30
WISHED_FOR = "meeting_wish"
BY_ADVISER = "adviser"
_FIELDS = ("called", "place", "time", "way")


@dataclass(frozen=True)
class MeetingLine:
    """One wish as the short list shows it; the child's words are gone once forgotten."""

    id: str
    called: str
    place: str
    time: str
    way: str
    wish: Wish
    state: MeetingState
    asked_on: date
    due_on: date
    days_left: int
    late: bool
    taken_by: str
    mine: bool
    met_by: str
    met_on: date | None
    forgotten: bool


def ask(session: Session, meeting_id: str, asked: Asked, now: datetime) -> None:
    """Take in the wish of a child; sent twice under the same *meeting_id* it is one.

    A child that goes back and adds a word of danger is heard all the same.
    Raises ``Invalid`` with what is missing or too long.
    """
    asked = Asked(
        clean(asked.called), clean(asked.place), clean(asked.time), clean(asked.way), asked.wish
    )
    found = problems(asked)
    if found:
        raise Invalid(fields=found)
    signs = list(safeguarding.screen(session, list(asked.texts)))
    if asked.wish is Wish.PROTECTION:
        signs.append(Hit(WISHED_FOR, asked.wish.value, ""))
    if signs:
        _raise(session, meeting_id, asked, signs, now)
        return
    if session.get(Meeting, meeting_id) is not None:
        return
    row = _row_of(session, meeting_id, asked, now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # The same form at the same moment: the other request has taken it in.
        return
    _announce(session, row, now)


def _row_of(session: Session, meeting_id: str, asked: Asked, now: datetime) -> Meeting:
    today = clock.local_day(now)
    days = directory.number(session, "meeting_days")
    return Meeting(
        id=meeting_id,
        **{name: getattr(asked, name) or None for name in _FIELDS},
        wish=asked.wish,
        state=_S.WAITING,
        asked_on=today,
        due_on=directory.work_calendar(session).add(today, days),
    )


def _announce(session: Session, row: Meeting, now: datetime) -> None:
    """Append the first step and tell those who may go."""
    # Only the day: a time would tell who sat where.
    began = clock.day_start(row.asked_on)
    session.add(MeetingEvent(meeting_id=row.id, at=began, to_state=_S.WAITING))
    who = [person_id for person_id, _name in advisers(session)]
    outbox.notify(session, who, Level.NEW_WORK, f"meeting.asked:{row.id}", now)
    session.flush()


def advisers(session: Session) -> list[tuple[int, str]]:
    """Return the people who may meet a child: the advice club and the moderation lead."""
    return [
        (person.id, person.display_name)
        for person in accounts.people(session)
        if person.active and Permission.MEETINGS_HANDLE in permissions_of(person.roles)
    ]


def lists(
    session: Session, viewer: Viewer, today: date
) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """Return who waits and the last who were met; ``NotFound`` for other roles."""
    _only_advisers(viewer)
    calendar = directory.work_calendar(session)
    names = {person.id: person.display_name for person in accounts.people(session)}

    def line(row: Meeting) -> MeetingLine:
        return MeetingLine(
            id=row.id,
            **{name: getattr(row, name) or "" for name in _FIELDS},
            wish=row.wish,
            state=row.state,
            asked_on=row.asked_on,
            due_on=row.due_on,
            days_left=calendar.between(today, row.due_on),
            late=is_late(row.state, row.due_on, today) or bool(row.ended_late),
            taken_by=names.get(row.taken_by or 0, ""),
            mine=row.taken_by == viewer.user_id,
            met_by=names.get(row.met_by or 0, ""),
            met_on=row.met_on,
            forgotten=row.forgotten_on is not None,
        )

    return (
        [line(row) for row in queries.open_ones(session)],
        [line(row) for row in queries.ended_ones(session, SHOWN)],
    )


def move(
    session: Session, viewer: Viewer, meeting_id: str, to: MeetingState, now: datetime
) -> None:
    """Take a wish, give it back, or say that the child was not found.

    Only whoever took it may give it back or end it.  Raises ``NotFound`` and
    ``IllegalMove``.
    """
    row = _row(session, viewer, meeting_id)
    if to in (_S.MET, _S.HANDED_ON) or (row.state is _S.TAKEN and row.taken_by != viewer.user_id):
        raise IllegalMove
    _step(session, viewer, row, to, now)
    row.taken_by = None if to is _S.WAITING else viewer.user_id
    if to is _S.NOT_FOUND:
        _end(row, now)
    _written(session, viewer, row)


def met(
    session: Session, viewer: Viewer, meeting_id: str, by: int, on: date, now: datetime
) -> None:
    """Write down who met the child and on which day; nothing of what was said.

    Raises ``Invalid`` (``by``, ``on``).
    """
    row = _row(session, viewer, meeting_id)
    found = {}
    if by not in {person_id for person_id, _name in advisers(session)}:
        found["by"] = "unknown"
    if not row.asked_on <= on <= clock.local_day(now):
        found["on"] = "no_such_day"
    if found:
        raise Invalid(fields=found)
    row.met_by, row.met_on = by, on
    _step(session, viewer, row, _S.MET, now)
    _end(row, now)
    _written(session, viewer, row)


def hand_on(session: Session, viewer: Viewer, meeting_id: str, now: datetime) -> None:
    """Hand a wish to the protection officer: a concern there, and nothing of it here."""
    row = _row(session, viewer, meeting_id)
    asked = Asked(row.called or "", row.place or "", row.time or "", row.way or "", row.wish)
    _step(session, viewer, row, _S.HANDED_ON, now)
    _end(row, now)
    _forget(row, clock.local_day(now))
    _raise(session, row.id, asked, [Hit(BY_ADVISER, "", "")], now)
    _written(session, viewer, row)


def waiting(session: Session, viewer: Viewer) -> int:
    """Return how many children wait for *viewer* to act; nought for other roles."""
    return queries.number_open(session) if viewer.can(Permission.MEETINGS_HANDLE) else 0


def late(session: Session, viewer: Viewer, today: date) -> int:
    """Return how many of those children should have been met before *today*."""
    return queries.number_open(session, today) if viewer.can(Permission.MEETINGS_HANDLE) else 0


def due_ones(session: Session, first: date, last: date) -> Sequence[tuple[str, date, int | None]]:
    """Return wish, last day and who took it, for reminders; no word of a child."""
    return queries.due(session, first, last)


def asked_in(session: Session, first: date, end: date) -> int:
    """Return how many children asked in [*first*, *end*): the only figure there is."""
    return queries.number_asked(session, first, end)


def forget_old(session: Session, now: datetime) -> None:
    """Forget the words of children whose wish ended longer ago than the setting says."""
    today = clock.local_day(now)
    days = directory.number(session, "meeting_keep_days")
    for row in queries.to_forget(session, today - timedelta(days=days)):
        _forget(row, today)
    session.flush()


def _raise(
    session: Session, meeting_id: str, asked: Asked, signs: Sequence[Hit], now: datetime
) -> None:
    """Seal what the child told in a concern of its own."""
    labels = {
        "called": "Em muốn được gọi là",
        "place": "Gặp ở đâu thì an toàn",
        "time": "Gặp lúc nào thì an toàn",
        "way": "Liên lạc thế nào thì an toàn",
    }
    texts = [
        SealedText(name, label, getattr(asked, name))
        for name, label in labels.items()
        if getattr(asked, name)
    ]
    safeguarding.raise_wish(session, meeting_id, texts, signs, now)


def _only_advisers(viewer: Viewer) -> None:
    if not viewer.can(Permission.MEETINGS_HANDLE):
        raise NotFound


def _row(session: Session, viewer: Viewer, meeting_id: str) -> Meeting:
    _only_advisers(viewer)
    return queries.one(session, meeting_id)


def _step(session: Session, viewer: Viewer, row: Meeting, to: MeetingState, now: datetime) -> None:
    """Change the state if ``MOVES`` knows the step, and append it."""
    if to not in MOVES[row.state]:
        raise IllegalMove
    session.add(
        MeetingEvent(
            meeting_id=row.id,
            at=now,
            actor_id=viewer.user_id,
            from_state=row.state,
            to_state=to,
        )
    )
    row.state = to


def _written(session: Session, viewer: Viewer, row: Meeting) -> None:
    """Write the step that is complete now into the log, without a word of the child."""
    session.flush()
    audit.record(session, viewer.user_id, f"meeting.{row.state.value}", "meeting", row.id)


def _end(row: Meeting, now: datetime) -> None:
    """Freeze the day it ended, and whether that was late."""
    row.ended_on = clock.local_day(now)
    row.ended_late = (row.met_on or row.ended_on) > row.due_on


def _forget(row: Meeting, today: date) -> None:
    row.called = row.place = row.time = row.way = None
    row.forgotten_on = today
