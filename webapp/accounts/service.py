"""People of the staff: the door of the room.

Sentences are the page's: ``Invalid.fields`` maps a field to a ``Fault`` value.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import queries
from webapp.accounts.invitations import accept_invitation, invitation_open, invite
from webapp.accounts.people import (
    change_person,
    create_user,
    deactivate,
    name_of,
    people,
    person,
    reactivate,
)
from webapp.accounts.rules import Role
from webapp.accounts.sign_in import may_enter
from webapp.accounts.views import Fault, Person

__all__ = [
    "Fault",
    "Person",
    "accept_invitation",
    "administrator_invitation",
    "change_person",
    "create_user",
    "deactivate",
    "first_sign_in",
    "invitation_open",
    "invite",
    "may_enter",
    "name_of",
    "people",
    "person",
    "reactivate",
]

FIRST_USERNAME = "quan-tri"
FIRST_NAME = "Người quản trị"
# Where an invitation is accepted; the page of that address is ``pages.welcome``.
INVITATION_PATH = "/can-bo/moi/"


def first_sign_in(session: Session, now: datetime) -> str | None:
    """Return the path of a fresh one-time sign-in for the first administrator.

    None once an administrator has a password, so that a restart of the program
    is never a way in.
    """
    if queries.active_administrators(session):
        return None
    return administrator_invitation(session, now)


def administrator_invitation(session: Session, now: datetime) -> str:
    """Return the path of a one-time sign-in for the administrator of the first start.

    For whoever sits at the server itself: it lets in again when every
    administrator has lost the password.
    """
    row = queries.by_username(session, FIRST_USERNAME)
    if row is None:
        _, secret = create_user(
            session,
            None,
            username=FIRST_USERNAME,
            display_name=FIRST_NAME,
            title="",
            roles=[Role.ADMINISTRATOR],
            body_id=None,
            school_id=None,
            now=now,
        )
        return INVITATION_PATH + secret
    row.active = True
    row.roles = queries.role_rows(session, [Role.ADMINISTRATOR])
    return INVITATION_PATH + invite(session, None, row.id, now)
