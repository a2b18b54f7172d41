"""Appending to the audit table, reading it, and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from webapp.audit.records import AuditEvent
from webapp.base import clock
from webapp.base.paging import PAGE_SIZE, Page

# Any number will do; it only has to be the same for everybody who appends.
_APPEND_LOCK = 4_917_211


def record(
    session: Session,
    actor_id: int | None,
    action: str,
    subject: str,
    subject_id: object,
    **detail: Any,
) -> AuditEvent:
    """Append an event and return it.

    *action* is ``thing.verb`` in the past tense (``case.routed``), *detail* is
    JSON-ready and never holds a child's words.  SQLite has one writer anyway;
    on PostgreSQL a lock held to the end of the transaction keeps the chain in
    one line.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _APPEND_LOCK})
    previous = session.scalar(select(AuditEvent.chain).order_by(AuditEvent.id.desc()).limit(1))
    at = clock.now()
    event = AuditEvent(
        at=at,
        actor_id=actor_id,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        detail=detail,
        chain=_link(previous, at, actor_id, action, subject, str(subject_id), detail),
    )
    session.add(event)
    session.flush()
    return event


# What is sealed must not be found, searched or counted here either.
_SEALED_SUBJECTS = ("concern",)
_SEALED_ACTIONS = ("opinions.taken_out", "meeting.handed_on")


@dataclass(frozen=True)
class EventView:
    """One event as the log shows it."""

    at: datetime
    actor_id: int | None
    action: str
    subject: str
    subject_id: str
    detail: dict[str, Any]


def events(
    session: Session,
    *,
    actor_id: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    page_number: int = 1,
) -> Page[EventView]:
    """Return one page of the log, newest first, without anything about concerns.

    Both days are the commune's and included; days no log can hold are brought near.
    """
    where: list[ColumnElement[bool]] = [
        AuditEvent.subject.not_in(_SEALED_SUBJECTS),
        AuditEvent.action.not_in(_SEALED_ACTIONS),
    ]
    if actor_id is not None:
        where.append(AuditEvent.actor_id == actor_id)
    if first_day is not None:
        where.append(AuditEvent.at >= clock.day_starts(_thinkable(first_day)))
    if last_day is not None:
        after = _thinkable(last_day) + timedelta(days=1)
        where.append(AuditEvent.at < clock.day_starts(after))
    total = session.scalar(select(func.count()).select_from(AuditEvent).where(*where)) or 0
    number = min(page_number, Page((), 1, total).last)
    rows = session.scalars(
        select(AuditEvent)
        .where(*where)
        .order_by(AuditEvent.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(
        [EventView(e.at, e.actor_id, e.action, e.subject, e.subject_id, e.detail) for e in rows],
        number,
        total,
    )


def _thinkable(day: date) -> date:
    return min(max(day, date(2000, 1, 1)), date(2999, 1, 1))


def first_broken(session: Session) -> int | None:
    """Return the id of the first event that does not fit the chain, or None."""
    previous: str | None = None
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id)):
        expected = _link(
            previous,
            event.at,
            event.actor_id,
            event.action,
            event.subject,
            event.subject_id,
            event.detail,
        )
        if expected != event.chain:
            return event.id
        previous = event.chain
    return None


def _link(previous: str | None, at: datetime, *parts: Any) -> str:
    """Return the chain value of an event that follows *previous*."""
    body = json.dumps([previous, at.isoformat(), *parts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode("utf-8")).hexdigest()
