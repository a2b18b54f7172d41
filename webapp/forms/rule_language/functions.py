"""What the functions of the rule language do, and XPath's three kinds of value.

Answers enter as text, an unanswered question as empty text.  ``number`` of an
empty or wordy text is not-a-number, which compares false with everything; a
date in ISO form counts as days since 1970-01-01 (ODK XForms specification), so
that dates can be compared with ``<``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.forms.rule_language.documents import Node

Value = str | float | bool | list[Node]

_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*")
_ISO_DATE = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:T\S*)?\s*")
_EPOCH = date(1970, 1, 1).toordinal()
# A pattern meets whatever a child types; longer texts are not tried at all.
LONGEST_MATCHED = 500
_NESTED_REPEAT = re.compile(r"\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)[+*{]")


def to_number(value: Value) -> float:
    """Return *value* as a number; not-a-number when it is none."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        value = to_text(value)
    if _NUMBER.fullmatch(value):
        return float(value)
    day = _ISO_DATE.fullmatch(value)
    if day is None:
        return math.nan
    try:
        return float(date.fromisoformat(day.group(1)).toordinal() - _EPOCH)
    except ValueError:
        return math.nan


def to_text(value: Value) -> str:
    """Return *value* as text; whole numbers without a decimal point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value[0].text if value else ""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() else repr(value)


def to_truth(value: Value) -> bool:
    """Return whether *value* counts as true: non-empty text, non-zero number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    return bool(value)


@dataclass(frozen=True)
class Function:
    """How many arguments a function takes, and what it returns for them."""

    fewest: int
    most: int
    call: Callable[[Sequence[Value]], Value]


def _words(value: Value) -> list[str]:
    return to_text(value).split()


def _truncate(value: Value) -> float:
    number = to_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def _matches(arguments: Sequence[Value]) -> bool:
    """Tell whether the whole text fits the pattern (ODK: an exact, complete match)."""
    text = to_text(arguments[0])
    if len(text) > LONGEST_MATCHED:
        return False
    return re.fullmatch(to_text(arguments[1]), text) is not None


def pattern_fault(pattern: str) -> bool:
    """Tell whether *pattern* is unreadable or could run for ever on some text.

    A repeated group that itself repeats, such as ``(a+)+``, is refused.
    """
    if _NESTED_REPEAT.search(pattern):
        return True
    try:
        re.compile(pattern)
    except re.error:
        return True
    return False


# ``today`` is not here: its value comes with the answers (``evaluation``).
# ``string-length``, ``string`` and ``number`` without argument look at the
# current answer; ``evaluation`` puts it in.
FUNCTIONS: dict[str, Function] = {
    "selected": Function(2, 2, lambda a: to_text(a[1]).strip() in _words(a[0])),
    "count-selected": Function(1, 1, lambda a: float(len(_words(a[0])))),
    "string-length": Function(0, 1, lambda a: float(len(to_text(a[0])))),
    "regex": Function(2, 2, _matches),
    "if": Function(3, 3, lambda a: a[1] if to_truth(a[0]) else a[2]),
    "coalesce": Function(2, 2, lambda a: a[0] if to_text(a[0]) != "" else a[1]),
    "contains": Function(2, 2, lambda a: to_text(a[1]) in to_text(a[0])),
    "starts-with": Function(2, 2, lambda a: to_text(a[0]).startswith(to_text(a[1]))),
    "not": Function(1, 1, lambda a: not to_truth(a[0])),
    "int": Function(1, 1, lambda a: _truncate(a[0])),
    "number": Function(0, 1, lambda a: to_number(a[0])),
    "string": Function(0, 1, lambda a: to_text(a[0])),
    "true": Function(0, 0, lambda _: True),
    "false": Function(0, 0, lambda _: False),
    "today": Function(0, 0, lambda _: ""),
}
DEFAULT_TO_CURRENT = frozenset({"string-length", "number", "string"})
