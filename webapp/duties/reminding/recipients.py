"""Who is told: by permission, and by body."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, permissions_of
from webapp.accounts.service import Person


@dataclass(frozen=True)
class Recipients:
    """The active people, read once a duty."""

    people: tuple[Person, ...]

    def who(self, permission: Permission, body_id: int | None = None) -> set[int]:
        """Return who holds *permission*, in one body only when it is named."""
        return {
            one.id
            for one in self.people
            if permission in permissions_of(one.roles)
            and (body_id is None or one.body_id == body_id)
        }


def recipients(session: Session) -> Recipients:
    """Return the people who can be told of anything."""
    return Recipients(tuple(one for one in accounts.people(session) if one.active))
