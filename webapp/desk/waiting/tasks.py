"""Tasks of the plan that wait for a body, or for whoever keeps the plan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.desk.items import Count, Desk, Now, Waiting
from webapp.plan import service as plan
from webapp.plan.rules import OccurrenceState, Pace


def tasks(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the plan's dated tasks on the desk."""
    mine = plan.my_occurrences(session, viewer, now.today)
    overdue = [one for one in mine if one.clock.pace is Pace.OVERDUE]
    desk.counts[Count.TASKS_OVERDUE] = len(overdue)
    desk.counts[Count.TASKS_WAITING] = len(mine) - len(overdue)
    desk.rows += [
        Waiting("task", one.id, one.code, f"{one.title} · {one.label}", one.state.value, one.clock)
        for one in mine
        if one.state is not OccurrenceState.VERIFIED
    ]
