"""The duty that watches concerns: who is told next when nobody answers.

Every rung is written down, so a second run does nothing and a computer that was off
for hours catches up at once.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.directory import service as directory
from webapp.safeguarding import queries
from webapp.safeguarding.clocks import ACKNOWLEDGE_TIME, EMERGENCY_TIME, Step, begun_at, read_clocks
from webapp.safeguarding.oncall import notices, people
from webapp.safeguarding.records import Concern
from webapp.safeguarding.rules import (
    Clock,
    ClockReading,
    ClockState,
    ConcernState,
    NoticeWhy,
)

# What is told when a clock comes near its end or runs out, to everybody on the ladder.
_ALARMS: tuple[tuple[Clock, ClockState, NoticeWhy], ...] = (
    (Clock.EMERGENCY, ClockState.SOON, NoticeWhy.EMERGENCY_NEAR),
    (Clock.EMERGENCY, ClockState.OVER, NoticeWhy.EMERGENCY_OVER),
    (Clock.PLAN, ClockState.OVER, NoticeWhy.PLAN_OVER),
    (Clock.APPROVAL, ClockState.OVER, NoticeWhy.APPROVAL_OVER),
)
# Until the twelve hours are over somebody is told every half hour, then twice a day.
HALF_HOURS = EMERGENCY_TIME // ACKNOWLEDGE_TIME


def watch(session: Session, now: datetime) -> None:
    """Tell the next people of every concern that waits too long, each step once.

    Nobody acknowledged within thirty minutes: the next of the ladder, then one more
    every thirty minutes; at its end all of them again.  Three hours before the twelve
    are over, when they are, and when a plan or its approval is late: everybody.
    """
    rows = queries.unfinished(session)
    steps = queries.steps(session, [row.id for row in rows])
    calendar = directory.work_calendar(session)
    for row in rows:
        taken = steps[row.id]
        begun = begun_at(row.received_at, taken)
        able = people.ladder(session, queries.excluded(session, row.id))
        if row.state is ConcernState.NEW:
            _climb(session, row, able, begun, now)
        readings = read_clocks(row.received_at, taken, now, calendar)
        _sound(session, row, able, _round(taken, begun), readings, now)


def _climb(session: Session, row: Concern, able: list[int], begun: datetime, now: datetime) -> None:
    """Tell one more person for every half hour that nobody answered."""
    if not able:
        notices.tell_first(session, row, NoticeWhy.RAISED, begun, now)
        _ask_leaders(session, row, begun, now)
        return
    rungs = int((now - begun) / ACKNOWLEDGE_TIME)
    backups = able[people.TOLD_AT_ONCE :]
    for rung, user_id in enumerate(backups[:rungs], start=1):
        notices.tell(session, row.id, NoticeWhy.UNANSWERED, [user_id], begun, now, rung)
    if rungs > HALF_HOURS:
        # After the twelve hours a mail every half hour would only be filtered away.
        rungs -= rungs % HALF_HOURS
    if rungs > len(backups):
        # The end of the ladder: all again, also those who were told first.
        notices.tell(session, row.id, NoticeWhy.UNANSWERED, able, begun, now, rungs)


def _ask_leaders(session: Session, row: Concern, begun: datetime, now: datetime) -> None:
    """Ask one more leader for every half hour in which nobody could be told."""
    rungs = int((now - begun) / ACKNOWLEDGE_TIME)
    out = queries.excluded(session, row.id)
    for rung, user_id in enumerate(people.leaders(session, out)[1 : rungs + 1], start=1):
        notices.tell(session, row.id, NoticeWhy.NOBODY_LEFT, [user_id], begun, now, rung)


def _sound(
    session: Session,
    row: Concern,
    able: list[int],
    since: datetime,
    readings: dict[Clock, ClockReading],
    now: datetime,
) -> None:
    for clock, state, why in _ALARMS:
        if clock in readings and readings[clock].state is state:
            notices.tell(session, row.id, why, able, since, now)


def _round(taken: list[Step], begun: datetime) -> datetime:
    """Return when the last clock that can begin again began, so that it sounds again too."""
    again = {ConcernState.ASSESSED_URGENT, ConcernState.PLANNED}
    return max([begun, *(step.at for step in taken if step.to_state in again)])
