"""When somebody watches: the plain decision.

Hours nobody watches are said to children as they are.  Where nobody has entered
hours, nobody watches: a promise that no one gave is not made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

MINUTES_OF_DAY = 24 * 60
# How far ahead the next watched hour is looked for: the longest Tết and a week more.
LOOK_AHEAD_DAYS = 21
_HOUR = re.compile(r"(\d{1,2})(?:[:hH.](\d{2})?)?", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A stretch of a day in minutes after midnight; the end does not belong to it."""

    starts: int
    ends: int

    @property
    def words(self) -> str:
        """Return the stretch as it is typed and read: ``07:00-11:30``."""
        return f"{_clock(self.starts)}-{_clock(self.ends)}"


@dataclass(frozen=True)
class WatchPlan:
    """The watched hours: of each weekday, of special days, and the public holidays.

    A special day overrides everything; on a holiday without one nobody watches.
    """

    weekly: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    special: Mapping[date, Sequence[Span]] = field(default_factory=dict)
    days_off: Collection[date] = field(default_factory=frozenset)

    def of(self, day: date) -> Sequence[Span]:
        """Return the watched stretches of *day*."""
        if day in self.special:
            return self.special[day]
        return () if day in self.days_off else self.weekly.get(day.weekday(), ())

    def watched(self, moment: datetime) -> bool:
        """Tell whether somebody watches at *moment*, on the commune's wall clock."""
        minute = moment.hour * 60 + moment.minute
        return any(span.starts <= minute < span.ends for span in self.of(moment.date()))

    def next_watched(self, moment: datetime) -> datetime | None:
        """Return when somebody watches again after *moment* (local), or None for not soon."""
        for ahead in range(LOOK_AHEAD_DAYS):
            day = moment.date() + timedelta(days=ahead)
            for span in sorted(self.of(day), key=lambda one: one.starts):
                begins = datetime(day.year, day.month, day.day, tzinfo=moment.tzinfo)
                begins += timedelta(minutes=span.starts)
                if begins > moment:
                    return begins
        return None


def read_spans(typed: str) -> tuple[Span, ...] | None:
    """Return the stretches typed as ``7:00-11:30, 13h30-17h``; None when they do not fit.

    An empty line is no stretch at all.  Stretches must go forward and not overlap;
    a watch over midnight is typed on two days, the first until 24:00.
    """
    spans: list[Span] = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", typed))):
        starts, dash, ends = re.sub(r"\s*[-–]\s*|\s+đến\s+", "|", part).partition("|")
        first, last = read_clock_time(starts), read_clock_time(ends)
        if not dash or first is None or last is None or first >= last:
            return None
        spans.append(Span(first, last))
    spans.sort(key=lambda one: one.starts)
    overlaps = any(
        before.ends > after.starts for before, after in zip(spans, spans[1:], strict=False)
    )
    return None if overlaps else tuple(spans)


def read_clock_time(typed: str) -> int | None:
    """Return ``7:30``, ``7h30`` or ``7h`` as minutes after midnight, None for anything else."""
    found = _HOUR.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    total = hour * 60 + minute
    return total if minute < 60 and total <= MINUTES_OF_DAY else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
