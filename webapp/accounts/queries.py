"""Reads of the people table, always ordered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.records import RoleRow, User
from webapp.accounts.rules import Role


def everybody(session: Session) -> Sequence[User]:
    """Return all people, active ones first, in order of entry."""
    return session.scalars(select(User).order_by(User.active.desc(), User.id)).all()


def by_username(session: Session, username: str) -> User | None:
    """Return the person of *username*."""
    return session.scalar(select(User).where(User.username == username))


def by_invitation(session: Session, digest: str) -> User | None:
    """Return the person whose invitation has *digest*; the row is locked for the caller.

    Two people who open the same link at once must not both set a password.
    """
    query = select(User).where(User.invitation_digest == digest).with_for_update()
    return session.scalar(query)


def locked_for_update(session: Session, user_id: int) -> User | None:
    """Return a person's row, locked, so that wrong passwords are counted one by one."""
    return session.scalar(select(User).where(User.id == user_id).with_for_update())


def active_administrators(session: Session) -> Sequence[User]:
    """Return active administrators who can sign in, in order of entry; rows are locked.

    Without the lock two administrators could end each other at the same moment.
    """
    query = (
        select(User)
        .where(User.active.is_(True), User.password.is_not(None))
        .where(User.roles.any(RoleRow.name == Role.ADMINISTRATOR))
        .order_by(User.id)
        .with_for_update()
    )
    return session.scalars(query).all()


def role_rows(session: Session, roles: Sequence[Role]) -> list[RoleRow]:
    """Return the rows of *roles*, making those the database does not have yet."""
    found = {row.name: row for row in session.scalars(select(RoleRow).order_by(RoleRow.id))}
    for role in roles:
        if role.value not in found:
            found[role.value] = RoleRow(name=role.value)
            session.add(found[role.value])
    return [found[role.value] for role in roles]
