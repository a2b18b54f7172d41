"""What a person reads and sets about their notices, and what an administrator may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.audit import service as audit
from webapp.base.errors import Invalid
from webapp.outbox.claiming import SERVER_ROW
from webapp.outbox.records import Mailbox, MailServerState, Notice
from webapp.outbox.rules import Level, NoticeState, Wishes, address_fits

MOST_SHOWN = 50


@dataclass(frozen=True)
class NoticeLine:
    """One notice as its person sees it: when, how urgent, and what became of the mail."""

    level: Level
    made_at: datetime
    state: NoticeState
    sent_at: datetime | None


@dataclass(frozen=True)
class MailTroubles:
    """What an administrator may know: whom no mail reaches, never why it was written."""

    people: tuple[str, ...] = ()
    server_down_since: datetime | None = None

    @property
    def any(self) -> bool:
        """Tell whether somebody should look after the mail."""
        return bool(self.people or self.server_down_since)


def my_notices(session: Session, user_id: int) -> list[NoticeLine]:
    """Return a person's own notices, newest first, at most fifty."""
    rows = session.scalars(
        select(Notice)
        .where(Notice.user_id == user_id)
        .order_by(Notice.made_at.desc(), Notice.id.desc())
        .limit(MOST_SHOWN)
    )
    return [NoticeLine(row.level, row.made_at, row.state, row.sent_at) for row in rows]


def wishes_of(session: Session, user_id: int) -> Wishes:
    """Return where a person wants mail and which kinds."""
    box = session.get(Mailbox, user_id)
    return Wishes(box.address, box.new_work, box.reminders) if box else Wishes()


def change_wishes(session: Session, user_id: int, wishes: Wishes) -> None:
    """Keep a person's own wishes; a new address starts with a clean slate.

    Raise Invalid for an address no mail can be written to; an empty one is fine.
    """
    if wishes.address and not address_fits(wishes.address):
        raise Invalid(fields={"address": "address"})
    box = session.get(Mailbox, user_id, with_for_update=True)
    if box is None:
        box = Mailbox(user_id=user_id, address="")
        session.add(box)
    if box.address != wishes.address:
        box.failures = 0
        box.failing_since = box.next_try_at = box.gave_up_at = box.last_mail_at = None
    box.address, box.new_work, box.reminders = wishes.address, wishes.new_work, wishes.reminders
    session.flush()
    # The address itself is personal and stays out of the record.
    audit.record(session, user_id, "mailbox.changed", "person", user_id)


def mail_troubles(session: Session) -> MailTroubles:
    """Return whom no mail has reached for a day, and since when the server is silent."""
    failing: Sequence[int] = session.scalars(
        select(Mailbox.user_id).where(Mailbox.gave_up_at.is_not(None)).order_by(Mailbox.user_id)
    ).all()
    server = session.get_one(MailServerState, SERVER_ROW)
    return MailTroubles(
        tuple(accounts.name_of(session, user_id) for user_id in failing), server.failing_since
    )


def people_without_address(session: Session) -> int:
    """Return how many active people can be told on the screen only."""
    reached = set(
        session.scalars(
            select(Mailbox.user_id)
            .where(func.length(Mailbox.address) > 0)
            .order_by(Mailbox.user_id)
        )
    )
    return sum(one.active and one.id not in reached for one in accounts.people(session))
