"""The clocks of a concern, computed from its steps.

Nghị định 56/2017/NĐ-CP: emergency measures within twelve hours of the information
(Điều 26.3, 31, 32), a plan within five working days (Điều 28.1), its approval within
two (Điều 28.4).  The thirty minutes until somebody takes a concern over are our own.
Hours run through nights, weekends and Tết; days are working days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from webapp.base import clock as wall
from webapp.base.working_days import WorkCalendar
from webapp.safeguarding.rules import ACTED, Clock, ClockReading, ClockState, ConcernState

ACKNOWLEDGE_TIME = timedelta(minutes=30)
EMERGENCY_TIME = timedelta(hours=12)
PLAN_DAYS = 5
APPROVAL_DAYS = 2
_HOURS = {Clock.ACKNOWLEDGE: ACKNOWLEDGE_TIME, Clock.EMERGENCY: EMERGENCY_TIME}
_DAYS = {Clock.PLAN: PLAN_DAYS, Clock.APPROVAL: APPROVAL_DAYS}
_SOON = {
    Clock.ACKNOWLEDGE: timedelta(minutes=10),
    Clock.EMERGENCY: timedelta(hours=3),
    Clock.PLAN: timedelta(days=1),
    Clock.APPROVAL: timedelta(days=1),
}
_PLANNED = frozenset({ConcernState.PLANNED, ConcernState.CLOSED, ConcernState.RELEASED})


@dataclass(frozen=True)
class Step:
    """A step as the clocks see it; ``dues`` are the limits as they stood at the act."""

    at: datetime
    to_state: ConcernState
    dues: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class _Run:
    """When a clock began, and the step that stopped it."""

    begun: datetime
    stop: Step | None = None


def begun_at(received_at: datetime, steps: Sequence[Step]) -> datetime:
    """Return when the clocks began: at receipt, or when the concern was raised anew."""
    again = [step.at for step in steps if step.to_state is ConcernState.NEW]
    return max([received_at, *again])


def read_clock(received_at: datetime, steps: Sequence[Step], now: datetime) -> ClockReading:
    """Return how the twelve hours stand at *now*.

    They stop at the first step that shows that somebody acted; having been late then
    stays written.  A danger found serious afterwards starts them again.
    """
    return _read(Clock.EMERGENCY, _emergency(received_at, steps), now, WorkCalendar())


def read_clocks(
    received_at: datetime, steps: Sequence[Step], now: datetime, calendar: WorkCalendar
) -> dict[Clock, ClockReading]:
    """Return every clock that has begun, in the order of ``Clock``."""
    return {
        clock: _read(clock, run, now, calendar) for clock, run in _runs(received_at, steps).items()
    }


def stopped_by(
    received_at: datetime,
    steps: Sequence[Step],
    to_state: ConcernState,
    now: datetime,
    calendar: WorkCalendar,
) -> dict[str, datetime]:
    """Return the clocks a step to *to_state* stops, with the limits as they stand now.

    Kept with the step, so that a holiday entered later does not make what was late
    punctual.
    """
    before = _runs(received_at, steps)
    after = _runs(received_at, [*steps, Step(now, to_state)])
    return {
        clock.value: _due(clock, run.begun, calendar)
        for clock, run in before.items()
        if run.stop is None and clock in after and after[clock].stop is not None
    }


def _runs(received_at: datetime, steps: Sequence[Step]) -> dict[Clock, _Run]:
    begun, since = begun_at(received_at, steps), _since(steps)
    runs = {
        Clock.ACKNOWLEDGE: _Run(begun, next(iter(since), None)),
        Clock.EMERGENCY: _emergency(received_at, steps),
        Clock.PLAN: _Run(begun, next((s for s in since if s.to_state in _PLANNED), None)),
    }
    approval = _approval(since)
    return {**runs, Clock.APPROVAL: approval} if approval else runs


def _since(steps: Sequence[Step]) -> list[Step]:
    """Return the steps since the concern was raised, last."""
    since: list[Step] = []
    for step in steps:
        since = [] if step.to_state is ConcernState.NEW else [*since, step]
    return since


def _emergency(received_at: datetime, steps: Sequence[Step]) -> _Run:
    run = _Run(begun_at(received_at, steps))
    for step in _since(steps):
        if run.stop is None and step.to_state in ACTED:
            run = _Run(run.begun, step)
        elif run.stop is not None and step.to_state is ConcernState.ASSESSED_URGENT:
            run = _Run(step.at)
    return run


def _approval(since: Sequence[Step]) -> _Run | None:
    run: _Run | None = None
    for step in since:
        if step.to_state is ConcernState.PLANNED:
            run = _Run(step.at)
        elif run is not None and run.stop is None:
            run = _Run(run.begun, step)
    return run


def _due(clock: Clock, begun: datetime, calendar: WorkCalendar) -> datetime:
    if clock in _HOURS:
        return begun + _HOURS[clock]
    last = calendar.add(wall.local_day(begun), _DAYS[clock])
    return wall.day_start(last + timedelta(days=1))


def _read(clock: Clock, run: _Run, now: datetime, calendar: WorkCalendar) -> ClockReading:
    stop = run.stop
    due = (stop.dues.get(clock.value) if stop else None) or _due(clock, run.begun, calendar)
    day = wall.local_day(due) - timedelta(days=1) if clock in _DAYS else None
    if stop is not None:
        state = ClockState.MET if stop.at <= due else ClockState.MET_LATE
        return _reading(state, stop.at - run.begun, due, day)
    if now > due:
        return _reading(ClockState.OVER, now - due, due, day)
    left = due - now
    soon = left <= _SOON[clock]
    return _reading(ClockState.SOON if soon else ClockState.RUNNING, left, due, day)


def _reading(state: ClockState, span: timedelta, due: datetime, day: date | None) -> ClockReading:
    minutes = max(0, int(span.total_seconds() // 60))
    return ClockReading(state, minutes // 60, minutes % 60, due, day)
