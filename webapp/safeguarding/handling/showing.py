"""A concern's parts as rows of its page: who the child is, whom the texts name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.service import Person
from webapp.directory import service as directory
from webapp.safeguarding.handling.hints import ROLES, RoleHint
from webapp.safeguarding.views import ConcernView, Identity


@dataclass(frozen=True)
class HintRow:
    """Whom the texts name, with which words, and who of the staff that may be."""

    hint: RoleHint
    people: tuple[str, ...]


def identity_rows(session: Session, identity: Identity | None) -> list[tuple[str, str]]:
    """Return what tells who the child is as kind and value; the kinds' words are labels."""
    if identity is None:
        return []
    rows: list[tuple[str, str]] = []
    if identity.school_id is not None:
        rows.append(("school", directory.school(session, identity.school_id).name))
    if identity.class_id is not None:
        rows.append(("class", directory.class_view(session, identity.class_id).name))
    return rows + [(role, value) for role, value in identity.personal if value.strip()]


def hint_rows(session: Session, hints: Sequence[RoleHint]) -> list[HintRow]:
    """Return the hints with the people whose roles they name."""
    active = [one for one in accounts.people(session) if one.active]
    return [
        HintRow(hint, tuple(one.display_name for one in active if one.roles & ROLES[hint.kind]))
        for hint in hints
    ]


def people_to_exclude(session: Session, opened: ConcernView) -> list[Person]:
    """Return the active people for whom the concern still exists or could."""
    out = {one.user_id for one in opened.exclusions}
    return [one for one in accounts.people(session) if one.active and one.id not in out]
