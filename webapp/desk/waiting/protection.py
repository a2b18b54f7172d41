"""Signs of danger, for the people who alone may know of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.desk.items import Alarm, Count, Desk, Now, Waiting
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ClockState

_RUNNING = {ClockState.RUNNING, ClockState.SOON, ClockState.OVER}


def concerns(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the open concerns on the desk."""
    every = safeguarding.concerns(session, viewer, now.at)
    lines = [one for one in every if one.pressing.state in _RUNNING]
    desk.counts[Count.CONCERNS_OPEN] = len(lines)
    desk.counts[Count.CONCERNS_LATE] = sum(c.pressing.state is ClockState.OVER for c in lines)
    desk.rows += [
        Waiting("concern", c.id, "", "", c.state.value, c.pressing, c.received_at) for c in lines
    ]


def on_call(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Warn when fewer than two people can be called; it says nothing of any concern."""
    if not safeguarding.people_on_call_enough(session):
        desk.alarms[Alarm.ON_CALL_SHORT] = None


def somebody_needed(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Ask the leader who was told for somebody with the duty; of the concern nothing is said."""
    if safeguarding.somebody_needed(session, viewer.user_id):
        desk.alarms[Alarm.SOMEBODY_NEEDED] = None


def words(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put a word list on the desk that a second person has to agree to."""
    desk.some(Count.WORDS_TO_AGREE, int(safeguarding.words_wait_for(session, viewer)))
