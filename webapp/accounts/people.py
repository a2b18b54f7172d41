"""Adding, changing and ending people; nobody's row is ever removed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import queries
from webapp.accounts.invitations import invite
from webapp.accounts.records import User
from webapp.accounts.rules import Role, username_fits
from webapp.accounts.views import Fault, Person, faults_of, view_of
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.ids import new_secret
from webapp.base.text import clean, name_sort_key


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
    username = clean(username).lower()
    faults = faults_of(display_name, roles, body_id, school_id)
    if not username_fits(username):
        faults["username"] = Fault.USERNAME_FORM
    elif queries.by_username(session, username):
        faults["username"] = Fault.USERNAME_TAKEN
    if faults:
        raise Invalid(fields=faults)
    row = User(
        username=username,
        email=f"{username}@noi-bo.invalid",
        fs_uniquifier=new_secret(),
        display_name=clean(display_name),
        title=clean(title),
        body_id=body_id,
        school_id=school_id,
        roles=queries.role_rows(session, sorted(roles)),
    )
    session.add(row)
    session.flush()
    audit.record(session, actor_id, "person.added", "person", row.id, roles=sorted(roles))
    return row.id, invite(session, actor_id, row.id, now)


def change_person(
    session: Session,
    actor_id: int,
    user_id: int,
    *,
    display_name: str,
    title: str,
    roles: Collection[Role],
    body_id: int | None,
    school_id: int | None,
) -> None:
    """Change a person's name, title, roles, body or school; rights change at once.

    Raise Invalid for fields that do not fit, IllegalMove when the last
    administrator would lose that role.
    """
    row = _row(session, user_id)
    faults = faults_of(display_name, roles, body_id, school_id)
    if faults:
        raise Invalid(fields=faults)
    before = sorted(role.name for role in row.roles)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(session, row)
    row.display_name, row.title = clean(display_name), clean(title)
    row.body_id, row.school_id = body_id, school_id
    row.roles = queries.role_rows(session, sorted(roles))
    session.flush()
    audit.record(
        session, actor_id, "person.changed", "person", user_id, before=before, after=sorted(roles)
    )


def deactivate(session: Session, actor_id: int, user_id: int, now: datetime) -> None:
    """End a person's access at once; their name stays in the history.

    Raise IllegalMove when nobody could administer the house afterwards.
    """
    row = _row(session, user_id)
    if not row.active:
        raise IllegalMove
    _keep_an_administrator(session, row)
    row.active = False
    row.password = None
    row.fs_uniquifier = new_secret()
    row.invitation_digest = row.invitation_expires_at = None
    session.flush()
    audit.record(session, actor_id, "person.deactivated", "person", user_id)


def reactivate(session: Session, actor_id: int, user_id: int, now: datetime) -> str:
    """Let a person back in and return the secret of their new invitation."""
    row = _row(session, user_id)
    if row.active:
        raise IllegalMove
    row.active = True
    audit.record(session, actor_id, "person.reactivated", "person", user_id)
    return invite(session, actor_id, user_id, now)


def name_of(session: Session, user_id: int | None) -> str:
    """Return the display name of a person, deactivated or not; "" for nobody."""
    row = session.get(User, user_id) if user_id is not None else None
    return row.display_name if row else ""


def person(session: Session, user_id: int) -> Person:
    """Return one person; raise NotFound."""
    return view_of(_row(session, user_id))


def people(session: Session) -> list[Person]:
    """Return all people, active ones first, in Vietnamese order of given names."""
    found = [view_of(row) for row in queries.everybody(session)]
    return sorted(found, key=lambda one: (not one.active, name_sort_key(one.display_name)))


def _row(session: Session, user_id: int) -> User:
    row = session.get(User, user_id)
    if row is None:
        raise NotFound
    return row


def _keep_an_administrator(session: Session, row: User) -> None:
    others = [one.id for one in queries.active_administrators(session) if one.id != row.id]
    holds = any(role.name == Role.ADMINISTRATOR for role in row.roles)
    if holds and not others:
        raise IllegalMove
