"""The four kinds of value of XPath 1.0, and how one becomes another.

Answers enter as nodes with text, an unanswered question with empty text.  A number
made of empty or wordy text is not-a-number, which compares false with everything;
a date or date-time counts as days (``moments``), so that dates can be compared.
"""

from __future__ import annotations

import math
import re
from datetime import datetime
from decimal import Decimal

from webapp.forms.rule_language.documents import Node
from webapp.forms.rule_language.moments import day_number

Value = str | float | bool | list[Node]

# XML's white space, which is less than Unicode's.
SPACES = " \t\r\n"
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


def node_text(node: Node) -> str:
    """Return the text of *node*, for a group or a time of a repeat all texts in it (§5.2)."""
    if not node.children:
        return node.text
    return node.text + "".join(map(node_text, node.children))


def text_is_number(text: str) -> bool:
    """Tell whether *text* is a number as XPath writes them, and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def text_to_number(text: str, now: datetime) -> float:
    """Return *text* as XPath's ``number()`` with the specification's dates does."""
    if text.isdecimal() and text.isascii():
        return float(text)
    if not text:
        return math.nan
    text = text.strip(SPACES)
    if text[4:5] != "-" and _NUMBER.fullmatch(text):
        return float(text)
    return day_number(text, now)


def to_number(value: Value, now: datetime) -> float:
    """Return *value* as a number; not-a-number when it is none.

    *now* gives the zone for date-times that name none.
    """
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return text_to_number(value, now)
    if isinstance(value, list):
        return text_to_number(node_text(value[0]), now) if value else math.nan
    return 1.0 if value else 0.0


def to_text(value: Value) -> str:
    """Return *value* as text; of several nodes that of the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return node_text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value)


def number_text(value: float) -> str:
    """Write a number as XPath 1.0 §4.2 does: no exponent, no point when it is whole."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer():
        return str(int(value))
    written = repr(value)
    return format(Decimal(written), "f") if "e" in written else written


def to_truth(value: Value) -> bool:
    """Return whether *value* counts as true (§4.3).

    Text that is not empty, a number other than zero and not-a-number, any node at
    all: a question that exists counts as true even unanswered.
    """
    return bool(value) and value == value  # noqa: PLR0124 - false for not-a-number alone


def all_texts(value: Value) -> list[str]:
    """Return the text of every node, or the text of anything else."""
    return [node_text(node) for node in value] if isinstance(value, list) else [to_text(value)]


def all_numbers(value: Value, now: datetime) -> list[float]:
    """Return the number of every node, or the number of anything else."""
    if isinstance(value, list):
        return [text_to_number(node_text(node), now) for node in value]
    return [to_number(value, now)]
