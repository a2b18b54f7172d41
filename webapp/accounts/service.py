"""People of the staff: adding, inviting, letting in, letting go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Role


@dataclass(frozen=True)
class Person:
    """A person of the staff as pages list them."""

    id: int
    username: str
    display_name: str
    title: str
    roles: frozenset[Role]
    body_id: int | None
    school_id: int | None
    active: bool
    has_password: bool
    invited_until: datetime | None


def create_user(
    session: Session,
    actor_id: int | None,
    *,
    username: str,
    display_name: str,
    title: str,
    roles: Collection[Role],
    body_id: int | None,
    school_id: int | None,
    now: datetime,
) -> tuple[int, str]:
    """Add a person and return their id and the secret of a one-time invitation.

    Raise Invalid when the name is taken or a role lacks the body or school it
    needs.  The secret is stored as a digest only and cannot be shown again.
    """
    raise NotImplementedError


def invite(session: Session, actor_id: int | None, user_id: int, now: datetime) -> str:
    """Return the secret of a new invitation; the one before stops working."""
    raise NotImplementedError


def accept_invitation(session: Session, secret: str, password_hash: str, now: datetime) -> int:
    """Set the password of whoever holds *secret*, once; return the person's id.

    Raise NotFound for an unknown, used or expired invitation alike.
    """
    raise NotImplementedError


def deactivate(session: Session, actor_id: int, user_id: int, now: datetime) -> None:
    """End a person's access at once; their name stays in the history.

    Raise IllegalMove when nobody could administer the house afterwards.
    """
    raise NotImplementedError


def name_of(session: Session, user_id: int | None) -> str:
    """Return the display name of a person, deactivated or not; "" for nobody."""
    raise NotImplementedError


def people(session: Session) -> list[Person]:
    """Return all people, active ones first, in Vietnamese order of given names."""
    raise NotImplementedError


def first_sign_in(session: Session, now: datetime) -> str | None:
    """Return the path of a fresh one-time sign-in for the first administrator.

    None once an administrator has a password.
    """
    raise NotImplementedError
