"""Class sessions: a class filling a round together, let in by a code of six digits."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.directory import service as directory
from webapp.rounds import queries
from webapp.rounds.records import ClassSession, Round
from webapp.rounds.rules import SESSION_TIME, session_is_open, takes_answers
from webapp.submissions import service as submissions

CODE_DIGITS = 6
_TRIES = 20


@dataclass(frozen=True)
class JoinedSession:
    """The class session a code let a child into."""

    id: int
    round_id: int
    school_id: int
    class_id: int


@dataclass(frozen=True)
class SessionView:
    """A class session for the staff: numbers only, never an answer."""

    id: int
    round_id: int
    school_id: int
    class_id: int
    code: str
    opened_at: datetime
    ends_at: datetime
    open: bool
    joined: int
    finished: int


@dataclass(frozen=True)
class SchoolCount:
    """How many children of a school joined and finished, over all its sessions."""

    school_id: int
    sessions: int
    joined: int
    finished: int


@dataclass(frozen=True)
class RoundCounts:
    """The counts of a round, per class session and per school."""

    sessions: tuple[SessionView, ...]
    schools: tuple[SchoolCount, ...]

    @property
    def joined(self) -> int:
        """Return how many children joined altogether."""
        return sum(school.joined for school in self.schools)

    @property
    def finished(self) -> int:
        """Return how many children finished altogether."""
        return sum(school.finished for school in self.schools)


def open_session(
    session: Session, viewer: Viewer, round_id: int, class_id: int, now: datetime
) -> str:
    """Open a class session and return its code.

    A school coordinator opens sessions of the own school only; another
    school's class does not exist for them.  Raises ``NotFound``, and
    ``IllegalMove`` while the round takes no answers.
    """
    school_class = directory.class_view(session, class_id)
    if not _may_see(viewer, school_class.school_id, Permission.SESSIONS_MANAGE):
        raise NotFound
    row = session.get(Round, round_id)
    if row is None:
        raise NotFound
    if not takes_answers(row.state, row.opens_on, row.closes_on, clock.local_day(now)):
        raise IllegalMove
    # What an earlier class left unsent is over; the command does the same by the clock.
    submissions.purge_drafts(session, now)
    opened = _with_free_code(session, viewer, round_id, school_class.school_id, class_id, now)
    audit.record(
        session, viewer.user_id, "class_session.opened", "class_session", opened.id, round=round_id
    )
    return opened.code


def close_session(session: Session, viewer: Viewer, session_id: int, now: datetime) -> None:
    """Let nobody in with this code any more; children already in may finish."""
    row = _row(session, viewer, session_id, Permission.SESSIONS_MANAGE)
    if row.closed_at is not None:
        raise IllegalMove
    row.closed_at = now
    session.flush()
    audit.record(session, viewer.user_id, "class_session.closed", "class_session", row.id)


def session_view(session: Session, viewer: Viewer, session_id: int, now: datetime) -> SessionView:
    """Return one class session; raises ``NotFound`` for another school's coordinator."""
    return _view(_row(session, viewer, session_id, Permission.SESSIONS_MANAGE), now)


def session_of_code(session: Session, viewer: Viewer, code: str, now: datetime) -> SessionView:
    """Return the class session with *code*; raises ``NotFound`` as ``session_view`` does."""
    found = queries.by_code(session, code)
    if found is None:
        raise NotFound
    return session_view(session, viewer, found.id, now)


def join(session: Session, code: str, now: datetime) -> JoinedSession | None:
    """Return the class session *code* lets in to at *now*, or None.

    An unknown, closed or expired code and a round that takes no answers look
    alike: the code on the board is simply wrong.
    """
    row = queries.by_code(session, code)
    if row is None or not session_is_open(row.opened_at, row.closed_at, now):
        return None
    of = session.get(Round, row.round_id)
    if of is None or not takes_answers(of.state, of.opens_on, of.closes_on, clock.local_day(now)):
        return None
    return JoinedSession(row.id, row.round_id, row.school_id, row.class_id)


def class_of(session: Session, class_session_id: int) -> JoinedSession | None:
    """Return the class of a session whether it is still open or not."""
    row = session.get(ClassSession, class_session_id)
    return JoinedSession(row.id, row.round_id, row.school_id, row.class_id) if row else None


def classes_of(session: Session, class_session_ids: Collection[int]) -> dict[int, int]:
    """Return the class of each of these sessions, with one statement."""
    return queries.classes_of(session, class_session_ids)


def note_joined(session: Session, class_session_id: int) -> None:
    """Count one more child who came in."""
    # Counted by the database: forty children arrive within a minute.
    session.execute(
        update(ClassSession)
        .where(ClassSession.id == class_session_id)
        .values(joined=ClassSession.joined + 1)
    )


def note_finished(session: Session, class_session_id: int) -> None:
    """Count one more child who sent their answers."""
    session.execute(
        update(ClassSession)
        .where(ClassSession.id == class_session_id)
        .values(finished=ClassSession.finished + 1)
    )


def counts(session: Session, viewer: Viewer, round_id: int, now: datetime) -> RoundCounts:
    """Return the numbers of a round; a coordinator gets those of the own school only."""
    everywhere = viewer.can(Permission.ROUNDS_MANAGE)
    if not everywhere and viewer.school_id is None:
        return RoundCounts((), ())
    rows = queries.sessions_of(session, round_id, None if everywhere else viewer.school_id)
    return RoundCounts(tuple(_view(row, now) for row in rows), _by_school(rows))


def _by_school(rows: Sequence[ClassSession]) -> tuple[SchoolCount, ...]:
    found: dict[int, list[ClassSession]] = {}
    for row in rows:
        found.setdefault(row.school_id, []).append(row)
    return tuple(
        SchoolCount(
            school_id, len(held), sum(r.joined for r in held), sum(r.finished for r in held)
        )
        for school_id, held in sorted(found.items())
    )


def _with_free_code(
    session: Session, viewer: Viewer, round_id: int, school_id: int, class_id: int, now: datetime
) -> ClassSession:
    """Store a session under a random code that was never used before."""
    for _ in range(_TRIES):
        row = ClassSession(
            round_id=round_id,
            school_id=school_id,
            class_id=class_id,
            code=str(secrets.randbelow(10**CODE_DIGITS)).zfill(CODE_DIGITS),
            opened_by=viewer.user_id,
            opened_at=now,
            # Spelled out: a column default is only filled in by the flush.
            joined=0,
            finished=0,
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue
        return row
    raise IllegalMove


def _may_see(viewer: Viewer, school_id: int, permission: Permission) -> bool:
    if viewer.can(Permission.ROUNDS_MANAGE):
        return True
    return viewer.can(permission) and viewer.school_id == school_id


def _row(session: Session, viewer: Viewer, session_id: int, permission: Permission) -> ClassSession:
    row = session.get(ClassSession, session_id)
    if row is None or not _may_see(viewer, row.school_id, permission):
        raise NotFound
    return row


def _view(row: ClassSession, now: datetime) -> SessionView:
    return SessionView(
        id=row.id,
        round_id=row.round_id,
        school_id=row.school_id,
        class_id=row.class_id,
        code=row.code,
        opened_at=row.opened_at,
        ends_at=row.closed_at or row.opened_at + SESSION_TIME,
        open=session_is_open(row.opened_at, row.closed_at, now),
        joined=row.joined,
        finished=row.finished,
    )
