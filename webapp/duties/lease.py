"""The lease of the runner and what it writes down; each function is one short transaction's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.duties.records import DutyFailure, DutyLease

RUNNER = "runner"
# Longer than any duty and any mail takes; renewed before each of them.
LEASE = timedelta(minutes=5)
# Duties run every minute; after this long somebody should look.
QUIET_TOO_LONG = timedelta(minutes=10)


@dataclass(frozen=True)
class Standing:
    """How the duties stand, for the administrator's desk."""

    ran_at: datetime | None
    stopped: bool
    failing: int


def take(session: Session, holder: str, now: datetime) -> bool:
    """Take or renew the lease for *holder*; False when another runner has it."""
    free = or_(DutyLease.until.is_(None), DutyLease.until <= now, DutyLease.holder == holder)
    taken = session.scalars(
        update(DutyLease)
        .where(DutyLease.name == RUNNER, free)
        .values(holder=holder, until=now + LEASE)
        .returning(DutyLease.name)
    ).all()
    return bool(taken)


def give_back(session: Session, holder: str, now: datetime) -> None:
    """End the lease of *holder* and write down that everything ran."""
    session.execute(
        update(DutyLease)
        .where(DutyLease.name == RUNNER, DutyLease.holder == holder)
        .values(until=None, ran_at=now)
    )


def note_failure(session: Session, name: str, now: datetime) -> None:
    """Write down that a duty fails; the moment of the first failure stays."""
    if session.get(DutyFailure, name) is None:
        session.add(DutyFailure(name=name, since=now))
        session.flush()


def note_success(session: Session, names: list[str]) -> None:
    """Forget the failures of duties that ran through, and of those that are no more."""
    session.execute(delete(DutyFailure).where(DutyFailure.name.in_(names)))


def standing(session: Session, now: datetime) -> Standing:
    """Return when the duties last ran, whether they stopped, and how many fail."""
    ran_at = session.scalar(select(DutyLease.ran_at).where(DutyLease.name == RUNNER))
    failing = session.scalars(select(DutyFailure.name).order_by(DutyFailure.name)).all()
    stopped = ran_at is None or ran_at < now - QUIET_TOO_LONG
    return Standing(ran_at, stopped, len(failing))
