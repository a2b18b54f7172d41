"""A person of the staff as pages see them, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from webapp.accounts.records import User
from webapp.accounts.rules import Role
from webapp.base.text import clean


class Fault(StrEnum):
    """What is wrong with a field of a person."""

    USERNAME_FORM = "username_form"
    USERNAME_TAKEN = "username_taken"
    NAME_MISSING = "name_missing"
    ROLE_MISSING = "role_missing"
    BODY_MISSING = "body_missing"
    SCHOOL_MISSING = "school_missing"


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


def view_of(row: User) -> Person:
    """Return *row* as a plain value."""
    return Person(
        id=row.id,
        username=row.username,
        display_name=row.display_name,
        title=row.title,
        roles=frozenset(Role(role.name) for role in row.roles),
        body_id=row.body_id,
        school_id=row.school_id,
        active=row.active,
        has_password=row.password is not None,
        invited_until=row.invitation_expires_at,
    )


def faults_of(
    display_name: str, roles: Collection[Role], body_id: int | None, school_id: int | None
) -> dict[str, str]:
    """Return what is wrong with a person, whatever the user name."""
    faults: dict[str, str] = {}
    if not clean(display_name):
        faults["display_name"] = Fault.NAME_MISSING
    if not roles:
        faults["roles"] = Fault.ROLE_MISSING
    if Role.BODY_OFFICIAL in roles and body_id is None:
        faults["body_id"] = Fault.BODY_MISSING
    if Role.SCHOOL_COORDINATOR in roles and school_id is None:
        faults["school_id"] = Fault.SCHOOL_MISSING
    return faults
