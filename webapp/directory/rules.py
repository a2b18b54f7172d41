"""Kinds, settings and validity: the plain decisions of the directory."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol


class BodyKind(StrEnum):
    """What sort of body it is; only some take cases."""

    OFFICE = "office"
    YOUTH_UNION = "youth_union"
    UNION = "union"
    SCHOOL = "school"
    VILLAGE = "village"
    OUTSIDE = "outside"


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
    "province_hotline": "",
    "small_group": "5",
}


class Dated(Protocol):
    """Anything with a first and a last day of validity."""

    valid_from: date
    valid_to: date | None


def valid_on(thing: Dated, day: date) -> bool:
    """Tell whether *thing* exists under its name on *day*, both ends included."""
    return thing.valid_from <= day and (thing.valid_to is None or day <= thing.valid_to)
