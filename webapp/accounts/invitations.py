"""One-time links by which a person sets their own password."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import queries
from webapp.accounts.records import User
from webapp.accounts.rules import INVITATION_TIME
from webapp.accounts.views import Person, view_of
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, NotFound
from webapp.base.ids import new_secret


def invite(session: Session, actor_id: int | None, user_id: int, now: datetime) -> str:
    """Return the secret of a new invitation; the one before stops working.

    The old password works until the invitation is used, so that nobody is shut
    out by a link that was never delivered.
    """
    row = session.get(User, user_id)
    if row is None:
        raise NotFound
    if not row.active:
        raise IllegalMove
    secret = new_secret()
    row.invitation_digest = _digest(secret)
    row.invitation_expires_at = now + INVITATION_TIME
    session.flush()
    audit.record(session, actor_id, "person.invited", "person", user_id)
    return secret


def invitation_open(session: Session, secret: str, now: datetime) -> Person:
    """Return whom an invitation is for; raise NotFound as ``accept_invitation`` does."""
    return view_of(_invited(session, secret, now))


def accept_invitation(session: Session, secret: str, password_hash: str, now: datetime) -> int:
    """Set the password of whoever holds *secret*, once; return the person's id.

    Raise NotFound for an unknown, used or expired invitation alike.  All
    sessions opened with the password before end.
    """
    row = _invited(session, secret, now)
    row.password = password_hash
    row.fs_uniquifier = new_secret()
    row.invitation_digest = row.invitation_expires_at = None
    row.failures, row.last_failure_at = 0, None
    session.flush()
    audit.record(session, row.id, "person.set_password", "person", row.id)
    return row.id


def _invited(session: Session, secret: str, now: datetime) -> User:
    row = queries.by_invitation(session, _digest(secret))
    if row is None or not row.active or row.invitation_expires_at is None:
        raise NotFound
    if now >= row.invitation_expires_at:
        raise NotFound
    return row


def _digest(secret: str) -> str:
    # The secret has 256 random bits: a plain digest cannot be searched backwards.
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()
