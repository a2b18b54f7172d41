"""Dates and times as the rule language counts them.

A date is a whole number of days since 1 January 1970, a date-time the days since
the first moment of that day in UTC, with a fraction (ODK XForms specification,
``number()``).  A date-time without a zone is meant in the commune's zone.  Where a
date meets a date-time it stands for its midnight in the commune, so that
``now() >= today()`` holds at any hour (``paired``).
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_CLOCK = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME = re.compile(_CLOCK)
_DATE_TIME = re.compile(_DATE.pattern + "T" + _CLOCK)
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]+)?")
_EPOCH = date(1970, 1, 1).toordinal()
_EPOCH_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_THOUSANDTH = timedelta(milliseconds=1)


@lru_cache(maxsize=1000)
def read_date(text: str) -> date | None:
    """Return the day *text* names, None when it is no date of the calendar."""
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return None


def read_moment(text: str, now: datetime) -> datetime | None:
    """Return the moment *text* names, with its zone; None when it is no date-time."""
    parts = _DATE_TIME.fullmatch(text)
    if parts is None:
        return None
    # Thousandths of a second, the finest a browser counts in.
    micro = int((parts[7] or "0").ljust(3, "0")[:3]) * 1000
    clock = int(parts[4]), int(parts[5]), int(parts[6] or 0), micro
    try:
        zone = _zone(parts[8], now)
        return datetime(int(parts[1]), int(parts[2]), int(parts[3]), *clock, tzinfo=zone)
    except ValueError:
        return None


def _zone(written: str | None, now: datetime) -> timezone:
    """Return the zone *written*, else that of *now*; ValueError when there is no such zone."""
    if not written:
        return timezone(now.utcoffset() or timedelta())
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError(written)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if written[0] == "-" else offset)


def day_number(text: str, now: datetime) -> float:
    """Return a date or date-time as days since 1970 in UTC; not-a-number when it is neither."""
    if not text[:4].isdecimal():
        return math.nan
    day = read_date(text)
    if day is not None:
        return float(day.toordinal() - _EPOCH)
    moment = read_moment(text, now)
    return math.nan if moment is None else (moment - _EPOCH_MOMENT) / _DAY


def paired(left: str, right: str, now: datetime) -> tuple[float, float] | None:
    """Return both as days when one is a date-time and the other a date or date-time.

    None for any other pair, which is compared as it stands.
    """
    if "T" not in left and "T" not in right:
        return None
    found: list[float] = []
    for text in (left.strip(), right.strip()):
        day = read_date(text)
        if day is not None:
            midnight = datetime(day.year, day.month, day.day, tzinfo=_zone(None, now))
            found.append(_days(midnight))
        else:
            moment = read_moment(text, now)
            if moment is None:
                return None
            found.append(_days(moment))
    return found[0], found[1]


def _days(moment: datetime) -> float:
    return (moment - _EPOCH_MOMENT) / _DAY


def moment_of(value: str | float, now: datetime) -> datetime | date | None:
    """Return the day or moment that text or a number of days means; None when none.

    A whole number of days is a day, any other a moment, as the commune's clock shows it.
    """
    if isinstance(value, str):
        text = value.strip()
        if _WHOLE_NUMBER.fullmatch(text):
            value = float(text)
        else:
            day = read_date(text)
            return day if day is not None else _local(read_moment(text, now), now)
    if math.isnan(value) or abs(value) > 1e7:
        return None
    try:
        if value.is_integer():
            return date.fromordinal(_EPOCH + int(value))
        return _local(_EPOCH_MOMENT + _THOUSANDTH * math.floor(value * 86_400_000 + 0.5), now)
    except (ValueError, OverflowError):
        return None


def _local(moment: datetime | None, now: datetime) -> datetime | None:
    try:
        return None if moment is None else moment.astimezone(_zone(None, now))
    except OverflowError:
        return None


def write_moment(moment: datetime) -> str:
    """Write a date-time as the specification does: milliseconds and the offset."""
    return moment.isoformat(timespec="milliseconds")


def day_fraction(text: str, now: datetime) -> float:
    """Return a time as a part of the day in the commune's zone; not-a-number when none."""
    parts = _TIME.fullmatch(text.strip())
    if parts is None:
        return math.nan
    hour, minute, second = int(parts[1]), int(parts[2]), int(parts[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return math.nan
    seconds = hour * 3600 + minute * 60 + second + float("0." + (parts[4] or "0"))
    if parts[5]:
        try:
            written = _zone(parts[5], now).utcoffset(None)
        except ValueError:
            return math.nan
        shift = (now.utcoffset() or timedelta()) - written
        seconds = (seconds + shift.total_seconds()) % 86400
    return seconds / 86400
