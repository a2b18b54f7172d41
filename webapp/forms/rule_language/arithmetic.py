"""Arithmetic as IEEE 754 has it (XPath 1.0 §3.5): no operation fails."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from datetime import datetime

from webapp.forms.rule_language.moments import paired
from webapp.forms.rule_language.values import Value, to_number, to_text


def divided(left: float, right: float) -> float:
    """Divide: by zero gives infinity or not-a-number."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """Return what a truncating division leaves, with the sign of *left*."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def difference(left: Value, right: Value, now: datetime) -> float:
    """Subtract; of a date and a date-time, the days between both moments."""
    if isinstance(left, str | list) and isinstance(right, str | list):
        days = paired(to_text(left), to_text(right), now)
        if days is not None:
            return days[0] - days[1]
    return to_number(left, now) - to_number(right, now)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divided,
    "mod": remainder,
}
