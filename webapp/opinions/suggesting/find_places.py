"""Finding classes, schools, villages and homes in a text.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why
from webapp.opinions.suggesting.word_shapes import folded, named_until

_CLASS = re.compile(
    r"\b(?:lớp|lop)\s*(?:1[0-2]|[1-9])\s*(?:[/.\-]\s*\d{1,2}\b|[a-zđA-ZĐ]\s?\d{0,2}\b(?![^\W\d_]))"
    r"|\b(?:1[0-2]|[1-9])[a-eA-EĐđ]\d{0,2}\b",
)
_LEVEL = (
    r"(?:tiểu học|tieu hoc|trung học cơ sở|trung hoc co so|trung học phổ thông|"
    r"trung hoc pho thong|mầm non|mam non|mẫu giáo|thcs|thpt|th|mn|cấp\s?[123]|cap\s?[123]|"
    r"dân tộc nội trú|ptdtbt|ptdtnt)"
)
_SCHOOL = re.compile(
    rf"\b(?:(?:trường|truong)\s+{_LEVEL}|(?:trường|truong)|{_LEVEL})\s+", re.IGNORECASE
)
_LEVELLED = re.compile(_LEVEL, re.IGNORECASE)
_VILLAGE = re.compile(
    r"\b(?:xóm|xom|thôn|thon|bản|ấp|làng|lang|khối phố|tổ dân phố|to dan pho|đội)\s+", re.IGNORECASE
)
_UNIT_NUMBER = re.compile(r"\d{1,2}[A-Da-d]?\b")
_HOUSE = re.compile(
    r"\b(?:so nha|nha so|ngo|hem|ngach)\s*\d+[a-z]?(?:[/\-]\d+)*\b"
    r"|\bnha (?:em|minh|to|con|chau|toi|ban)\s+(?:o\s+)?(?:ngay\s+)?"
    r"(?:canh|gan|sau|truoc|doi dien|ke|sat|ben canh|dau|cuoi)\s+[^.,;!?\n]{2,40}"
)


def places(text: str) -> Iterator[Suggestion]:
    """Find classes, schools, villages and descriptions of a home."""
    for match in _CLASS.finditer(text):
        yield Suggestion(*match.span(), Identifies.CLASS, Why.CLASS)
    for match in _SCHOOL.finditer(text):
        levelled = bool(_LEVELLED.search(match.group()))
        end = named_until(text, match.end(), lower_too=levelled)
        if end > match.end():
            yield Suggestion(match.start(), end, Identifies.SCHOOL, Why.SCHOOL)
    for match in _VILLAGE.finditer(text):
        number = _UNIT_NUMBER.match(text, match.end())
        end = number.end() if number else named_until(text, match.end(), lower_too=False)
        if end > match.end():
            yield Suggestion(match.start(), end, Identifies.HOME, Why.VILLAGE)
    for match in _HOUSE.finditer(folded(text)):
        yield Suggestion(*match.span(), Identifies.HOME, Why.HOUSE)
