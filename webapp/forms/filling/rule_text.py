"""Between a typed value and the text the rule language sees."""

from __future__ import annotations

import math
import re

from webapp.forms.rule_language.values import number_text, text_is_number
from webapp.forms.rules import Question, QuestionType, Value

TICKED = "OK"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_T = QuestionType


def rule_text(question: Question, value: Value) -> str:
    """Return *value* as the rule language sees it.

    A year alone counts as its first day, so that it can be compared with a date; a
    ticked box is ``OK``, as in ODK; several choices are joined by spaces.
    """
    if type(value) is str:
        return f"{value}-01-01" if question.type is _T.DATE and len(value) == 4 else value
    if isinstance(value, bool):
        return TICKED if value else ""
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    return str(value) if isinstance(value, int) else number_text(float(value))


def value_of_rule(question: Question, text: str) -> Value | None:  # noqa: PLR0911
    """Return the value that a calculation or a default gives; None when it is none of the type."""
    if text == "":
        return None
    kind = question.type
    if kind in {_T.CALCULATE, _T.HIDDEN, _T.TEXT}:
        return text
    if kind in {_T.INTEGER, _T.DECIMAL, _T.RANGE}:
        number = float(text) if text_is_number(text.strip()) else math.nan
        return number_value(number, whole=kind is _T.INTEGER)
    if kind is _T.SELECT_ONE:
        return text if question.choice(text) else None
    if kind in {_T.SELECT_MULTIPLE, _T.RANK}:
        names = [name for name in text.split() if question.choice(name)]
        return names or None
    if kind is _T.ACKNOWLEDGE:
        return True if text in {TICKED, "yes", "true"} else None
    return _moment(kind, text)


def number_value(number: float, *, whole: bool = False) -> int | float | None:
    """Return *number* as it is stored: an ``int`` where it is whole."""
    if math.isnan(number) or math.isinf(number):
        return None
    if number.is_integer():
        return int(number)
    return None if whole else number


def _moment(kind: QuestionType, text: str) -> str | None:
    """Return a day, a time of day or both, as stored."""
    if kind is _T.DATE:
        return text[:10] if _DATE.match(text) else None
    if kind is _T.TIME:
        found = _TIME.fullmatch(text.rpartition("T")[2])
        return found[1] if found else None
    if kind is _T.DATETIME and _DATE.match(text):
        found = _TIME.fullmatch(text[11:])
        return f"{text[:10]}T{found[1]}" if found else None
    return None
