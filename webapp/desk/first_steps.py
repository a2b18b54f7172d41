"""What a commune still has to enter before children can be asked and helped.

Worked out from what is missing, so nobody has to tick anything off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Role
from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.directory.rules import school_year_of
from webapp.rounds import service as rounds
from webapp.rounds.rules import RoundState


class FirstStep(StrEnum):
    """One thing to do, in the order in which it is done."""

    COMMUNE = "commune"
    SCHOOLS = "schools"
    CLASSES = "classes"
    CONTACTS = "contacts"
    MODERATOR = "moderator"
    PROTECTION = "protection"
    ROUND = "round"


@dataclass(frozen=True)
class StepState:
    """A step and whether it is done."""

    step: FirstStep
    done: bool


def first_steps(session: Session, today: date) -> list[StepState]:
    """Return all first steps with what is done, or nothing once all of them are."""
    steps = [StepState(step, done) for step, done in _done(session, today).items()]
    return [] if all(one.done for one in steps) else steps


def _done(session: Session, today: date) -> dict[FirstStep, bool]:
    roles = {
        role
        for person in accounts.people(session)
        if person.active and person.has_password
        for role in person.roles
    }
    return {
        FirstStep.COMMUNE: _named(session, today),
        FirstStep.SCHOOLS: bool(directory.schools(session, today)),
        FirstStep.CLASSES: _every_school_has_classes(session, today),
        FirstStep.CONTACTS: bool(directory.contacts(session, today)),
        FirstStep.MODERATOR: Role.MODERATOR in roles,
        FirstStep.PROTECTION: Role.PROTECTION_OFFICER in roles,
        FirstStep.ROUND: any(one.state is not RoundState.DRAFT for one in rounds.rounds(session)),
    }


def _named(session: Session, today: date) -> bool:
    try:
        directory.commune(session, today)
    except NotFound:
        return False
    return True


def _every_school_has_classes(session: Session, today: date) -> bool:
    year = school_year_of(today)
    schools = directory.schools(session, today)
    return bool(schools) and all(directory.classes(session, one.id, year) for one in schools)
