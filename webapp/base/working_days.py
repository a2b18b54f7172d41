"""Working days, with holidays and swapped days as data.

Day 1 is the first working day after the day of receipt (Bộ luật Dân sự 2015,
Điều 147; quoted from memory and therefore never printed).
Saturdays and Sundays are off unless a swapped day says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True)
class WorkCalendar:
    """The days that differ from the plain week.

    ``days_off`` are public holidays and days given in exchange; ``extra_days``
    are weekend days worked in exchange for them.
    """

    days_off: Collection[date] = field(default_factory=frozenset)
    extra_days: Collection[date] = field(default_factory=frozenset)

    def knows(self, year: int) -> bool:
        """Tell whether any day off of *year* was entered.

        No year is without one, and Tết moves: a limit that ends in a year nobody
        has entered is only a guess, and pages say so.
        """
        return any(day.year == year for day in self.days_off)

    def is_working(self, day: date) -> bool:
        """Tell whether offices are open on *day*."""
        if day in self.extra_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def add(self, start: date, days: int) -> date:
        """Return the last day of a time limit of *days* working days after *start*."""
        day = start
        while days > 0:
            day += timedelta(days=1)
            if self.is_working(day):
                days -= 1
        return day

    def after_pause(self, due: date, since: date, until: date) -> date:
        """Return *due* moved by the working days of a pause from *since* to *until*.

        A pause of no working day moves nothing; one that ends before it began
        is none.  A clock that had already run out when it was paused stays so.
        """
        return self.add(due, max(0, self.between(since, until)))

    def between(self, start: date, end: date) -> int:
        """Count working days after *start* up to and including *end*.

        Negative when *end* lies before *start*, so that "overdue by 3" and "3
        left" come from one figure.
        """
        return self._worked_until(end) - self._worked_until(start)

    def _worked_until(self, day: date) -> int:
        """Count working days of the calendar up to *day*; a year of cases asks it often."""
        weeks, rest = divmod(day.toordinal(), 7)
        off, extra = self._differing
        return weeks * 5 + min(rest, 5) - bisect_right(off, day) + bisect_right(extra, day)

    @cached_property
    def _differing(self) -> tuple[list[date], list[date]]:
        """Return the weekdays off and the weekend days worked, each in order."""
        off = {day for day in self.days_off if day.weekday() < 5 and day not in self.extra_days}
        return sorted(off), sorted({day for day in self.extra_days if day.weekday() >= 5})
