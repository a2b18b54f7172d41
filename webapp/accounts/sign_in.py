"""May this person enter now: counting wrong passwords and locking for a while.

The count stands in the database, so that a restart does not forgive it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import queries
from webapp.accounts.rules import FAILURES_BEFORE_LOCK, failures_after, locked_until
from webapp.audit import service as audit


def may_enter(session: Session, user_id: int, password_right: bool, now: datetime) -> bool:
    """Tell whether a person with a right or wrong password is let in at *now*.

    While locked nobody is let in, not even with the right password, and tries
    do not lengthen the lock: otherwise a stranger could shut somebody out for
    good.
    """
    row = queries.locked_for_update(session, user_id)
    if row is None or not row.active:
        return False
    until = locked_until(row.failures, row.last_failure_at)
    if until is not None and now < until:
        return False
    if password_right:
        row.failures, row.last_failure_at = 0, None
        audit.record(session, user_id, "person.signed_in", "person", user_id)
        return True
    row.failures = failures_after(row.failures, row.last_failure_at, now)
    row.last_failure_at = now
    if row.failures >= FAILURES_BEFORE_LOCK:
        audit.record(session, None, "person.locked", "person", user_id)
    session.flush()
    return False
