"""The ladder: who is told of a concern, in which order, and who is left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Role, Viewer, permissions_of
from webapp.accounts.service import Person
from webapp.audit import service as audit
from webapp.base.errors import Invalid, NotFound
from webapp.safeguarding.oncall.records import PersonOnCall

# Told at once of every concern; the others of the ladder are backups.
TOLD_AT_ONCE = 2


@dataclass(frozen=True)
class OnCall:
    """A person who may be put on the ladder; without ``position`` not on it."""

    person: Person
    position: int | None
    available: bool


def candidates(session: Session, viewer: Viewer) -> list[OnCall]:
    """Return everybody with the duty: those on the ladder in order, then the others."""
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound
    listed = _listed(session)
    known = {one.id: one for one in accounts.people(session)}
    ladder = [OnCall(known[i], n, can_take(known[i])) for n, i in enumerate(listed, start=1)]
    others = [
        OnCall(one, None, True)
        for one in known.values()
        if one.id not in set(listed) and can_take(one)
    ]
    return [*ladder, *others]


def set_ladder(session: Session, viewer: Viewer, user_ids: Sequence[int]) -> None:
    """Put people on the ladder in this order, and nobody else.

    Raises ``Invalid`` for fewer than two, or somebody who has not the duty.
    """
    able = {one.person.id for one in candidates(session, viewer) if one.available}
    wanted = list(dict.fromkeys(user_ids))
    if not set(wanted) <= able:
        raise Invalid(fields={"people": "unknown"})
    if len(wanted) < TOLD_AT_ONCE:
        raise Invalid(fields={"people": "too_few"})
    session.execute(delete(PersonOnCall))
    session.add_all(PersonOnCall(user_id=u, position=n) for n, u in enumerate(wanted, start=1))
    session.flush()
    audit.record(session, viewer.user_id, "on_call.changed", "on_call", "list", people=wanted)


def ladder(session: Session, excluded: Collection[int] = ()) -> list[int]:
    """Return who may be told, in order, without *excluded*.

    Officers whom nobody has put on the list stand at its end, and behind them those
    who have not chosen a password yet: a list with a gap must not leave a child alone.
    """
    listed = _listed(session)
    able = {one.id: one for one in accounts.people(session) if can_take(one)}
    ordered = [i for i in listed if i in able] + sorted(set(able) - set(listed))
    ordered.sort(key=lambda user_id: not able[user_id].has_password)
    return [user_id for user_id in ordered if user_id not in excluded]


def leaders(session: Session, excluded: Collection[int]) -> list[int]:
    """Return the active leaders who may be asked to find somebody, without *excluded*."""
    found = (
        one.id
        for one in accounts.people(session)
        if one.active and Role.LEADER in one.roles and one.id not in excluded
    )
    return sorted(found)


def people_on_call_enough(session: Session) -> bool:
    """Tell whether at least two people on the list can be reached; says nothing of concerns."""
    able = {one.id for one in accounts.people(session) if can_take(one) and one.has_password}
    return len(able & set(_listed(session))) >= TOLD_AT_ONCE


def can_take(person: Person) -> bool:
    """Tell whether *person* is active and has the duty."""
    return person.active and Permission.CONCERNS_HANDLE in permissions_of(person.roles)


def _listed(session: Session) -> list[int]:
    rows = session.scalars(select(PersonOnCall.user_id).order_by(PersonOnCall.position))
    return list(rows)
