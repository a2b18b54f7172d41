"""The one place that knows what time it is.

Everything else receives a moment or a day as an argument, so that rules can be
tested without waiting and a working-day clock can be moved across Tết.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COMMUNE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present moment in UTC, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in the commune (UTC+7), not on the server."""
    return now().astimezone(COMMUNE_ZONE).date()


def local(moment: datetime) -> datetime:
    """Return *moment* as the commune's wall clock shows it."""
    return moment.astimezone(COMMUNE_ZONE)


def local_day(moment: datetime) -> date:
    """Return the commune's calendar day on which *moment* falls."""
    return local(moment).date()


def day_start(day: date) -> datetime:
    """Return the moment at which *day* begins in the commune."""
    return datetime.combine(day, time(), COMMUNE_ZONE)


def day_starts(day: date) -> datetime:
    """Return the moment at which *day* begins in the commune."""
    return datetime(day.year, day.month, day.day, tzinfo=COMMUNE_ZONE)


def at_minute(day: date, minute: int) -> datetime:
    """Return the moment *minute* minutes after *day* begins on the commune's wall clock."""
    return day_start(day) + timedelta(minutes=minute)
