"""What a suggestion says: which stretch, what it may tell, and why we think so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Identifies(StrEnum):
    """What a stretch of text may tell about a person."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    CLASS = "class"
    SCHOOL = "school"
    HOME = "home"
    FAMILY = "family"
    BIRTH = "birth"
    NUMBER = "number"
    INSULT = "insult"
    OTHER = "other"


class Why(StrEnum):
    """Which rule found it, the most telling first; shown to the moderator as a sentence."""

    PHONE = "phone"
    SPELLED_NUMBER = "spelled_number"
    PIECES = "pieces"
    LONG_NUMBER = "long_number"
    BIRTH = "birth"
    EMAIL = "email"
    LINK = "link"
    ACCOUNT = "account"
    CLASS = "class"
    SCHOOL = "school"
    VILLAGE = "village"
    HOUSE = "house"
    NAMED = "named"
    AFTER_TITLE = "after_title"
    FULL_NAME = "full_name"
    CAPITALS = "capitals"
    CHILD_OF = "child_of"
    WORK_OF = "work_of"
    HIDDEN_BEFORE = "hidden_before"


@dataclass(frozen=True)
class Suggestion:
    """A stretch [start, end) of a text that may identify somebody."""

    start: int
    end: int
    kind: Identifies
    why: Why
