"""Days and times as people type them, and as they are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

_YEARS = range(1900, 2101)
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})\s*(?:[/.\-\s]|năm)\s*(\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_IN_WORDS = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(
    r"(\d{1,2})\s*(?::|h|g|giờ)\s*(?:(\d{1,2})(?::\d{2}(?:\.\d+)?)?\s*(?:p|phút)?|(rưỡi))?"
    r"\s*(am|pm|sáng|trưa|chiều|tối)?"
)
_STORED_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_AFTERNOON = frozenset({"pm", "chiều", "tối"})


def plain(text: str) -> str:
    """Return *text* in lower case and plain digits, accents kept."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).lower().strip()


def read_day(texts: Sequence[str], appearance: Sequence[str] = ()) -> str | None:
    """Return the day in *texts* as ISO, or None: one field, or day, month, year in three.

    With ``year`` a year alone is enough and stays a year; with ``month-year`` a month is
    read (one field or two) and stands for its first day.
    """
    fields = {3, 2} if "month-year" in appearance else {3}
    whole = "/".join(text for text in texts if text) if len(texts) in fields else _first(texts)
    text = plain(whole)
    if "year" in appearance and _YEAR.fullmatch(text):
        return text if int(text) in _YEARS else None
    if "month-year" in appearance:
        return _month(text)
    return _day(text)


def _first(texts: Sequence[str]) -> str:
    return next((text for text in texts if text), "")


def _day(text: str) -> str | None:
    match = _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text)
    iso = _ISO.fullmatch(text)
    if match:
        day, month, year = (int(part) for part in match.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if year in _YEARS else None


def _month(text: str) -> str | None:
    match, iso = _MONTH.fullmatch(text), _ISO_MONTH.fullmatch(text)
    if match:
        month, year = match[1], match[2]
    elif iso:
        year, month = iso[1], iso[2]
    else:
        found = _day(text)
        return f"{found[:7]}-01" if found else None
    return _day(f"{year}-{month}-01")


def read_clock(text: str) -> str | None:
    """Return the time of day in *text* as ``07:30``: 07:30, 7h30, 7 giờ 30, 7 giờ rưỡi tối."""
    match = _CLOCK.fullmatch(plain(text))
    if match is None:
        return None
    hour = int(match[1])
    minute = 30 if match[3] else int(match[2] or 0)
    if match[4] in _AFTERNOON and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def read_moment(texts: Sequence[str]) -> str | None:
    """Return a day with its time: two fields under one name, or one as a browser sends it."""
    if len(texts) == 1:
        parts: Sequence[str] = re.split(r"[Tt]|\s+", texts[0].strip(), maxsplit=1)
    else:
        parts = (*texts[:-1], texts[-1])
    if len(parts) < 2:
        return None
    day, clock = read_day(parts[:-1]), read_clock(parts[-1])
    return f"{day}T{clock}" if day and clock else None


def is_day(value: object, *, year_is_enough: bool = False) -> bool:
    """Tell whether *value* is a day as it is stored, or a year where one is enough."""
    if not isinstance(value, str):
        return False
    if year_is_enough and _YEAR.fullmatch(value):
        return int(value) in _YEARS
    try:
        return len(value) == 10 and date.fromisoformat(value).year in _YEARS
    except ValueError:
        return False


def is_clock(value: object) -> bool:
    """Tell whether *value* is a time of day as it is stored."""
    return isinstance(value, str) and _STORED_CLOCK.fullmatch(value) is not None


def is_moment(value: object) -> bool:
    """Tell whether *value* is a day with its time as it is stored."""
    day, _, clock = value.partition("T") if isinstance(value, str) else ("", "", "")
    return is_day(day) and is_clock(clock)


def show_day(value: str, appearance: Sequence[str] = ()) -> str:
    """Return a stored day as dd/mm/yyyy, the year alone, or mm/yyyy where a month was asked."""
    parts = _ISO.fullmatch(value)
    if parts is None:
        return value
    if "month-year" in appearance:
        return f"{int(parts[2]):02}/{parts[1]}"
    return f"{int(parts[3]):02}/{int(parts[2]):02}/{parts[1]}"


def show_moment(value: str) -> str:
    """Return a stored day with its time as ``07:30 31/05/2014``."""
    day, _, clock = value.partition("T")
    return f"{clock} {show_day(day)}" if clock else show_day(day)
