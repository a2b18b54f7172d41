"""At which steps people are reminded, in working days, and at what time of day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from webapp.base.working_days import WorkCalendar
from webapp.duties.reminding.stages import Stage, is_time, stage_of

# Tết: Monday 15 to Friday 19 February 2027 are off; Saturday 27 is worked.
TET = WorkCalendar(
    frozenset(date(2027, 2, day) for day in range(15, 20)), frozenset({date(2027, 2, 27)})
)
DUE = date(2027, 2, 12)  # the Friday before


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2027, 2, 8), None),
        (date(2027, 2, 9), Stage.BEFORE),
        (date(2027, 2, 11), Stage.BEFORE),
        (DUE, Stage.TODAY),
        (date(2027, 2, 13), None),
        (date(2027, 2, 19), None),
        (date(2027, 2, 22), Stage.LATE_1),
        (date(2027, 2, 23), Stage.LATE_1),
        (date(2027, 2, 24), Stage.LATE_3),
        (date(2027, 2, 27), Stage.LATE_3),
        (date(2027, 3, 2), Stage.LATE_7),
        (date(2028, 3, 2), Stage.LATE_7),
    ],
)
def test_steps_are_counted_in_working_days(today: date, stage: Stage | None) -> None:
    assert stage_of(DUE, today, TET, 3) is stage


@pytest.mark.parametrize(
    ("now", "open_now"),
    [
        (datetime(2027, 2, 12, 0, 0, tzinfo=UTC), True),
        (datetime(2027, 2, 11, 23, 59, tzinfo=UTC), False),
        (datetime(2027, 2, 12, 10, 59, tzinfo=UTC), True),
        (datetime(2027, 2, 12, 11, 0, tzinfo=UTC), False),
        (datetime(2027, 2, 16, 3, 0, tzinfo=UTC), False),
        (datetime(2027, 2, 27, 3, 0, tzinfo=UTC), True),
    ],
)
def test_nobody_is_reminded_at_night_or_on_a_day_off(now: datetime, open_now: bool) -> None:
    assert is_time(now, TET) is open_now
