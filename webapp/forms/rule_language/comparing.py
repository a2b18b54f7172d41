"""Comparing values as XPath 1.0 §3.4 says, nodes and dates among them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import datetime

from webapp.forms.rule_language.moments import paired
from webapp.forms.rule_language.values import (
    Value,
    node_text,
    to_number,
    to_truth,
)

Compare = Callable[[Value, Value, datetime], bool]
Order = Callable[[float, float], bool]


def equal(left: Value, right: Value, now: datetime) -> bool:
    """Tell whether both are equal: of nodes, whether any is."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, list):
        return any(equal(node_text(node), right, now) for node in left)
    if isinstance(right, list):
        return any(equal(left, node_text(node), now) for node in right)
    return _same(left, right, now)


def unequal(left: Value, right: Value, now: datetime) -> bool:
    """Tell whether both differ: of nodes, whether any does, so both may hold at once."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) != to_truth(right)
    if isinstance(left, list):
        return any(unequal(node_text(node), right, now) for node in left)
    if isinstance(right, list):
        return any(unequal(left, node_text(node), now) for node in right)
    return not _same(left, right, now)


def _same(left: str | float, right: str | float, now: datetime) -> bool:
    """Compare as numbers when one is a number, else as texts or moments."""
    if isinstance(left, str) and isinstance(right, str):
        if left == right:
            return True
        days = paired(left, right, now)
        return days is not None and days[0] == days[1]
    return to_number(left, now) == to_number(right, now)


def ordered(order: Order) -> Compare:
    """Return the comparison ``< <= > >=`` that *order* makes of two numbers."""

    def compare(left: Value, right: Value, now: datetime) -> bool:
        if isinstance(left, list):
            if isinstance(right, bool):
                return order(float(bool(left)), float(right))
            if len(left) != 1:
                return any(compare(node_text(node), right, now) for node in left)
            left = node_text(left[0])
        if isinstance(right, list):
            if isinstance(left, bool):
                return order(float(left), float(bool(right)))
            return any(compare(left, node_text(node), now) for node in right)
        days = None
        if isinstance(left, str) and isinstance(right, str) and ("T" in left or "T" in right):
            days = paired(left, right, now)
        return order(*(days or (to_number(left, now), to_number(right, now))))

    return compare


COMPARISONS: dict[str, Compare] = {
    "=": equal,
    "!=": unequal,
    "<": ordered(operator.lt),
    "<=": ordered(operator.le),
    ">": ordered(operator.gt),
    ">=": ordered(operator.ge),
}
ORDERS: dict[str, Order] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
