"""What children and staff may read of a promise that was looked at again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.feedback import queries
from webapp.feedback.rules import CheckState, PromiseShown


def promise_shown(session: Session, reply_id: int) -> PromiseShown | None:
    """Return the last look at a promise that Đoàn xã has confirmed, or None."""
    seen = [
        row
        for row in queries.checks_of(session, [reply_id])
        if row.state is CheckState.VERIFIED and row.reviewed_on is not None
    ]
    if not seen or seen[-1].reviewed_on is None:
        return None
    last = seen[-1]
    return PromiseShown(last.outcome, last.evidence, last.new_day, seen[-1].reviewed_on)
