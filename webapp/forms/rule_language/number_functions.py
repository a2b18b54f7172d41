"""Functions on numbers; what is impossible gives not-a-number, never an error.

XPath 3.0 defines the mathematical ones as IEEE 754 does, which Python does not:
it raises where the result is infinite or undefined.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from webapp.forms.rule_language.documents import Node, Place, Scope
from webapp.forms.rule_language.values import Value, all_numbers


def ieee(function: Callable[..., float]) -> Callable[..., float]:
    """Return *function* with not-a-number in place of an error."""

    def safe(*numbers: float) -> float:
        try:
            return function(*numbers)
        except ValueError:
            return math.nan

    return safe


def whole(number: float) -> float:
    """Return *number* without its fraction (``int``)."""
    return float(math.trunc(number)) if math.isfinite(number) else number


def rounded(number: float) -> float:
    """Return the nearest whole number, of two equally near the greater (XPath 1.0 §4.4)."""
    if not math.isfinite(number):
        return number
    below = math.floor(number)
    return float(below + 1 if number - below >= 0.5 else below)


def round_to(number: float, decimals: float = 0.0) -> float:
    """Return *number* rounded to *decimals*; below zero, to tens, hundreds, thousands."""
    if math.isnan(decimals):
        return math.nan
    places = int(max(-300, min(300, decimals)))
    if places == 0 or not math.isfinite(number):
        return rounded(number)
    power = 10.0 ** abs(places)
    if places < 0:
        return rounded(number / power) * power
    scaled = number * power
    return rounded(scaled) / power if math.isfinite(scaled) else number


def floor(number: float) -> float:
    """Return the greatest whole number that is not above *number*."""
    return float(math.floor(number)) if math.isfinite(number) else number


def ceiling(number: float) -> float:
    """Return the least whole number that is not below *number*."""
    return float(math.ceil(number)) if math.isfinite(number) else number


def power(base: float, exponent: float) -> float:
    """Return *base* to the power of *exponent*."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        odd = exponent.is_integer() and exponent % 2 == 1
        return -math.inf if base < 0 and odd else math.inf
    except ValueError:
        # Either a root of a negative number, or zero to a negative power.
        if base != 0:
            return math.nan
        odd = exponent.is_integer() and exponent % 2 == 1
        return math.copysign(math.inf, base) if odd else math.inf


def logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    """Return *function* with the logarithm of zero and of negative numbers."""

    def safe(number: float) -> float:
        if number > 0:
            return function(number)
        return -math.inf if number == 0 else math.nan

    return safe


def exponential(number: float) -> float:
    """Return e to the power of *number*."""
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def total(scope: Scope, _place: Place, nodes: list[Node]) -> float:
    """Return the sum of all nodes; one that is no number makes the sum none."""
    return sum(all_numbers(nodes, scope.now), 0.0)


def greatest(scope: Scope, _place: Place, *values: Value) -> float:
    """Return the greatest; not-a-number when one of them is, or when there is none."""
    return _chosen(max, scope, values)


def least(scope: Scope, _place: Place, *values: Value) -> float:
    """Return the least; not-a-number when one of them is, or when there is none."""
    return _chosen(min, scope, values)


def _chosen(
    choose: Callable[[list[float]], float], scope: Scope, values: tuple[Value, ...]
) -> float:
    numbers = [number for value in values for number in all_numbers(value, scope.now)]
    return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan


def draw(scope: Scope, _place: Place) -> float:
    """Return a random number from 0 up to but not including 1."""
    return scope.draw()
