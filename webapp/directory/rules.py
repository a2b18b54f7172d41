"""Kinds, settings, validity and what other rooms see: the plain decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from webapp.base.text import fold


class BodyKind(StrEnum):
    """What sort of body it is; a collective takes no case, nobody answers for it."""

    OFFICE = "office"
    YOUTH_UNION = "youth_union"
    UNION = "union"
    SCHOOL = "school"
    VILLAGE = "village"
    COLLECTIVE = "collective"
    OUTSIDE = "outside"


# The kinds a case can be routed to.
ROUTABLE = tuple(kind for kind in BodyKind if kind not in {BodyKind.COLLECTIVE, BodyKind.OUTSIDE})


class SchoolLevel(StrEnum):
    """Levels of schooling, as summaries group by them."""

    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"


class DayKind(StrEnum):
    """How a special day differs from the plain week."""

    OFF = "off"
    WORKED = "worked"


# Days are working days.  Only the school's seven are law (Nghị định
# 56/2017/NĐ-CP, Điều 53.2); the others are the commune's own and are shown as
# "thời hạn nội bộ".
SETTINGS: dict[str, str] = {
    "school_reply_days": "7",
    "moderation_days": "2",
    "reply_days": "10",
    "publication_days": "5",
    # How long a child has to answer a question put to it under its receipt.
    "question_days": "10",
    "petition_days": "3",
    "meeting_days": "2",
    # Calendar days after a meeting until what the child wrote is forgotten.
    "meeting_keep_days": "30",
    # Calendar days until a notice ("something waits") is deleted.
    "notice_keep_days": "180",
    "province_hotline": "",
    # A number from a document that nobody has rung yet; children do not see it.
    "province_hotline_to_check": "",
    "small_group": "5",
    # Age groups of summaries; official forms use different ones.
    "age_groups": "6-9 10 11-13 14-15 16+",
}
SETTING_OF_LAW = frozenset({"school_reply_days"})
WORD_SETTINGS = frozenset({"province_hotline", "province_hotline_to_check", "age_groups"})
NUMBER_SETTINGS = frozenset(SETTINGS) - WORD_SETTINGS
LIMITS: dict[str, tuple[int, int, str]] = {
    # Below five a group could be recognised, so the limit can be raised, not lowered.
    "small_group": (5, 30, "small_group"),
    # A notice that is gone cannot keep the same thing from being told twice: reminders of
    # one last day reach over months.
    "notice_keep_days": (120, 730, "notice_days"),
}
LONGEST_SETTING = 9  # digits
MOST_DAYS = 60


class Dated(Protocol):
    """Anything with a first and a last day of validity."""

    valid_from: date
    valid_to: date | None


def valid_on(thing: Dated, day: date) -> bool:
    """Tell whether *thing* exists under its name on *day*, both ends included."""
    return thing.valid_from <= day and (thing.valid_to is None or day <= thing.valid_to)


@dataclass(frozen=True)
class CommuneView:
    """The commune and its letterhead on one day."""

    id: int
    name: str
    place_name: str
    province: str
    youth_parent: str
    youth_name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class BodyView:
    """A body as other rooms name it."""

    id: int
    code: str
    name: str
    short_name: str
    kind: BodyKind
    valid_from: date
    valid_to: date | None
    successor_id: int | None


@dataclass(frozen=True)
class SchoolView:
    """A school with the body cases are routed to."""

    id: int
    body_id: int
    code: str
    name: str
    short_name: str
    level: SchoolLevel


@dataclass(frozen=True)
class ClassView:
    """A class of one school year."""

    id: int
    school_id: int
    name: str
    grade: int
    school_year: str
    pupils: int | None


@dataclass(frozen=True)
class ContactView:
    """A person of the commune a child can turn to."""

    id: int
    position: int
    title: str
    name: str
    phone: str
    hours: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class TopicView:
    """A topic; without a default body the child's own school answers."""

    code: str
    name: str
    child_name: str
    position: int
    default_body_id: int | None
    protected: bool


@dataclass(frozen=True)
class DayView:
    """A day that differs from the plain week."""

    day: date
    kind: DayKind
    name: str


def school_year_of(day: date) -> str:
    """Return the school year *day* falls in, as ``2022-2023``; it turns on 1 August."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"


_GRADES: dict[SchoolLevel, range] = {
    SchoolLevel.PRIMARY: range(1, 6),
    SchoolLevel.LOWER_SECONDARY: range(6, 10),
    SchoolLevel.UPPER_SECONDARY: range(10, 13),
}


def grades_of(level: SchoolLevel) -> range:
    """Return the grades taught at *level*."""
    return _GRADES[level]


def grade_of(class_name: str) -> int | None:
    """Return the grade a class is named after (``6A2`` → 6), None when it names none."""
    found = re.match(r"\d{1,2}", class_name.strip())
    grade = int(found.group()) if found else 0
    return grade if 1 <= grade <= 12 else None


# How the name of a day off ends that no authority has announced yet.
PROVISIONAL = "(dự kiến)"


def holidays_missing(days: Iterable[DayView], today: date) -> int | None:
    """Return the year whose holidays are not known although it is time, or None.

    The current year must always be there, the next one from 1 November on.  A
    year that still has provisional days to come is not known.
    """
    listed = list(days)
    for year in [today.year] if today.month < 11 else [today.year, today.year + 1]:
        its_days = [day for day in listed if day.day.year == year]
        open_ends = any(d.name.endswith(PROVISIONAL) and d.day >= today for d in its_days)
        if not its_days or open_ends:
            return year
    return None


def code_for(name: str) -> str:
    """Return a body's code made from its *name*: lower case, no accents, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40].strip("-")


def class_sort_key(item: ClassView) -> tuple[int, list[tuple[int, str]]]:
    """Return a key that puts 6A2 before 6A10, and grades in order."""
    parts = re.findall(r"\d+|\D+", item.name)
    return item.grade, [(int(p), "") if p.isdigit() else (0, p) for p in parts]


def setting_fault(name: str, value: str) -> str | None:
    """Return a key for what is wrong with *value* of setting *name*, or None.

    The school's time to reply may be shorter than the law's seven working days,
    never longer; the smallest group shown may be larger than five, never smaller.
    """
    if name not in SETTINGS:
        raise KeyError(name)
    if name == "age_groups":
        fits = re.fullmatch(r"\d{1,2}(-\d{1,2})?( \d{1,2}(-\d{1,2})?)*( \d{1,2}\+)?", value)
        return None if fits else "age_groups"
    if name in WORD_SETTINGS:
        return "too_long" if len(value) > 200 else None
    if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_SETTING):
        return "no_number"
    least, most, fault = _bounds(name)
    return None if least <= int(value) <= most else fault


def _bounds(name: str) -> tuple[int, int, str]:
    """Return the least and the most of a number, and what is wrong with any other."""
    if name in SETTING_OF_LAW:
        return 1, int(SETTINGS[name]), "law"
    return LIMITS.get(name, (1, MOST_DAYS, "days"))
