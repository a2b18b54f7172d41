"""Appending to the audit table and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from webapp.audit.records import AuditEvent
from webapp.base import clock

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
