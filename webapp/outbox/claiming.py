"""Which mail goes next, and what its outcome changes: the room's writes about sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.outbox.records import Mailbox, MailServerState, Notice
from webapp.outbox.rules import (
    GIVE_UP_AFTER,
    MOST_UNKNOWN,
    Level,
    NoticeState,
    Outcome,
    Waiting,
    Wishes,
    highest,
    mail_due,
    server_wait_after,
    wait_after,
    wants,
)

SERVER_ROW = 1


@dataclass(frozen=True)
class Bundle:
    """One mail to one person, standing for all their notices that wait."""

    user_id: int
    address: str
    level: Level
    notice_ids: tuple[int, ...]


def keep_on_screen(session: Session) -> None:
    """Settle everything that waits: no mail can be sent, nobody should find it later."""
    session.execute(
        update(Notice)
        .where(Notice.state == NoticeState.WAITING)
        .values(state=NoticeState.ON_SCREEN)
    )


def tidy(session: Session, now: datetime) -> None:
    """Settle notices nobody wants by mail, those given up, and those sent as far as we know."""
    waiting = _waiting(session)
    boxes = _boxes(session, waiting)
    active = {one.id for one in accounts.people(session) if one.active}
    server = session.get_one(MailServerState, SERVER_ROW)
    down = server.failing_since is not None and server.failing_since <= now - GIVE_UP_AFTER
    for notice in waiting:
        box = boxes.get(notice.user_id)
        if box is None or notice.user_id not in active or not wants(_wishes(box), notice.level):
            notice.state = NoticeState.ON_SCREEN
        elif notice.attempts - notice.failures >= MOST_UNKNOWN:
            notice.state, notice.sent_at = NoticeState.SENT, now
        elif notice.made_at <= now - GIVE_UP_AFTER and (down or notice.failures):
            notice.state = NoticeState.UNDELIVERED
            box.gave_up_at = now if notice.failures else box.gave_up_at
    session.flush()


def claim(session: Session, now: datetime) -> Bundle | None:
    """Return the next mail that is due, marked as begun, or None.

    Those whose mail failed least come first, so that a dead address never
    stands before a living one.
    """
    server = session.get_one(MailServerState, SERVER_ROW)
    if server.next_try_at is not None and server.next_try_at > now:
        return None
    by_person: dict[int, list[Notice]] = {}
    waiting = _waiting(session)
    for notice in waiting:
        by_person.setdefault(notice.user_id, []).append(notice)
    boxes = sorted(_boxes(session, waiting).values(), key=lambda box: (box.failures, box.user_id))
    for box in boxes:
        wanted = [n for n in by_person[box.user_id] if wants(_wishes(box), n.level)]
        seen = [Waiting(notice.level, notice.attempts > 0) for notice in wanted]
        if mail_due(seen, box.next_try_at, box.last_mail_at, now):
            return _begun(session, box, wanted, now)
    return None


def _begun(session: Session, box: Mailbox, notices: Sequence[Notice], now: datetime) -> Bundle:
    for notice in notices:
        notice.attempts += 1
    # When this process dies before it settles the mail, the next one waits a little.
    box.next_try_at = now + wait_after(box.failures + 1)
    session.flush()
    level = highest([notice.level for notice in notices])
    return Bundle(box.user_id, box.address, level, tuple(notice.id for notice in notices))


def settle(session: Session, bundle: Bundle, outcome: Outcome, now: datetime) -> None:
    """Write down how the mail *bundle* went."""
    box = session.get_one(Mailbox, bundle.user_id)
    server = session.get_one(MailServerState, SERVER_ROW)
    notices = session.scalars(
        select(Notice).where(Notice.id.in_(bundle.notice_ids)).order_by(Notice.id)
    ).all()
    if outcome is Outcome.UNREACHABLE:
        server.failures += 1
        server.failing_since = server.failing_since or now
        server.next_try_at = now + server_wait_after(server.failures)
        box.next_try_at = None
        for notice in notices:
            notice.attempts -= 1
        session.flush()
        return
    server.failures, server.failing_since, server.next_try_at = 0, None, None
    if outcome is Outcome.SENT:
        box.failures, box.failing_since, box.next_try_at, box.gave_up_at = 0, None, None, None
        box.last_mail_at = now
    else:
        box.failures += 1
        box.failing_since = box.failing_since or now
        box.next_try_at = now + wait_after(box.failures)
    for notice in notices:
        if outcome is Outcome.SENT:
            notice.state, notice.sent_at = NoticeState.SENT, now
        else:
            notice.failures += 1
    session.flush()


def _waiting(session: Session) -> Sequence[Notice]:
    return session.scalars(
        select(Notice).where(Notice.state == NoticeState.WAITING).order_by(Notice.id)
    ).all()


def _boxes(session: Session, waiting: Sequence[Notice]) -> dict[int, Mailbox]:
    """Return the mailboxes of those for whom something waits, locked on PostgreSQL."""
    wanted = sorted({notice.user_id for notice in waiting})
    rows = session.scalars(
        select(Mailbox)
        .where(Mailbox.user_id.in_(wanted), Mailbox.address != "")
        .order_by(Mailbox.user_id)
        .with_for_update()
    )
    return {row.user_id: row for row in rows}


def _wishes(box: Mailbox) -> Wishes:
    return Wishes(box.address, box.new_work, box.reminders)
