"""What happens when: a list of moments, worked through in order up to today.

Whatever would happen after today stays undone, and so every state of the house
has something in it, as on any real day.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from webapp.base.clock import COMMUNE_ZONE
from webapp.base.working_days import WorkCalendar

Action = Callable[[datetime], None]


class Agenda:
    """Actions by moment; an action may put further ones on the list."""

    def __init__(self, random: Random, calendar: WorkCalendar) -> None:
        self._random, self._calendar = random, calendar
        self._waiting: list[tuple[datetime, int, Action]] = []
        self._count = 0

    def at(self, moment: datetime, action: Action) -> None:
        """Do *action* at *moment*."""
        self._count += 1
        heapq.heappush(self._waiting, (moment, self._count, action))

    def in_days(self, moment: datetime, days: int, action: Action) -> None:
        """Do *action* in office hours, *days* working days after *moment*."""
        day = self._calendar.add(moment.astimezone(COMMUNE_ZONE).date(), days)
        self.at(max(self.office_hour(day), moment + timedelta(minutes=5)), action)

    def office_hour(self, day: date) -> datetime:
        """Return a moment of *day* at which offices and schools are open."""
        minute = self._random.randrange(8 * 60, 16 * 60)
        return datetime.combine(day, time(minute // 60, minute % 60), COMMUNE_ZONE)

    def is_working(self, day: date) -> bool:
        """Tell whether schools and offices are open on *day*."""
        return self._calendar.is_working(day)

    def work_through(self, until: datetime, pause: Callable[[], None]) -> None:
        """Do everything up to *until*, calling *pause* now and then."""
        done = 0
        while self._waiting and self._waiting[0][0] <= until:
            moment, _, action = heapq.heappop(self._waiting)
            action(moment)
            done += 1
            if done % 100 == 0:
                pause()
        pause()
