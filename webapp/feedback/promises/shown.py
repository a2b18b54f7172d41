"""What children, staff and the public may read of a promise that was looked at again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.feedback import queries
from webapp.feedback.rules import CheckState, PromiseShown


def promise_shown(session: Session, reply_id: int) -> PromiseShown | None:
    """Return the last look at a promise that Đoàn xã has confirmed, or None."""
    seen = looks_at(session, [reply_id]).get(reply_id)
    return seen[-1] if seen else None


def looks_at(session: Session, reply_ids: Sequence[int]) -> dict[int, tuple[PromiseShown, ...]]:
    """Return the confirmed looks at the promises of these replies, oldest first."""
    found: dict[int, tuple[PromiseShown, ...]] = {}
    for row in queries.checks_of(session, reply_ids):
        if row.state is CheckState.VERIFIED and row.reviewed_on is not None:
            look = PromiseShown(row.outcome, row.evidence, row.new_day, row.reviewed_on)
            found[row.reply_id] = (*found.get(row.reply_id, ()), look)
    return found
