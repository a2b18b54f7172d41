"""How far a date is, in the few steps at which people are reminded."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from webapp.base import clock
from webapp.base.working_days import WorkCalendar


class Stage(StrEnum):
    """Each is told once; only the one reached now, never those a sleeping computer missed."""

    BEFORE = "before"
    TODAY = "today"
    LATE_1 = "late_1"
    LATE_3 = "late_3"
    LATE_7 = "late_7"


LATE = frozenset({Stage.LATE_1, Stage.LATE_3, Stage.LATE_7})
_AFTER = ((7, Stage.LATE_7), (3, Stage.LATE_3), (1, Stage.LATE_1))
# Nobody is reminded at night; a child in danger has a clock of its own.
BEGINS, ENDS = time(7), time(18)


def stage_of(due_on: date, today: date, calendar: WorkCalendar, before: int) -> Stage | None:
    """Return the step a last day has reached, None when nothing is to be said yet.

    *before* and the steps after are working days; a weekend after the last day
    is not yet late by a day.
    """
    if today < due_on:
        return Stage.BEFORE if calendar.between(today, due_on) <= before else None
    if today == due_on:
        return Stage.TODAY
    late = calendar.between(due_on, today)
    return next((stage for days, stage in _AFTER if late >= days), None)


def is_time(now: datetime, calendar: WorkCalendar) -> bool:
    """Tell whether people are reminded at *now*: by day, when offices are open."""
    here = clock.local(now)
    return BEGINS <= here.time() < ENDS and calendar.is_working(here.date())
