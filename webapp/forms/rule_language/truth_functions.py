"""Functions on truth, and those on the names of chosen answers."""

from __future__ import annotations

import math
from collections.abc import Iterable

from webapp.forms.rule_language.documents import Place, Scope
from webapp.forms.rule_language.values import Value, all_numbers, node_text, to_text


def coalesce(left: str, right: str) -> str:
    """Return the first of both that is not empty."""
    return left or right


def once(_scope: Scope, place: Place, value: str) -> str:
    """Return what the question already says, *value* only while it is empty."""
    return node_text(place[0]) or value


def boolean_from_string(text: str) -> bool:
    """Tell whether *text* is ``true`` or ``1``; everything else is false."""
    return text in {"true", "1"}


def checklist(scope: Scope, _place: Place, least: float, most: float, *values: Value) -> bool:
    """Tell whether the number of *values* above zero lies within the bounds."""
    numbers = (number for value in values for number in all_numbers(value, scope.now))
    return _within(least, most, (1.0 for number in numbers if number > 0))


def weighted_checklist(
    scope: Scope, _place: Place, least: float, most: float, *pairs: Value
) -> bool:
    """Tell whether the weights of the values above zero sum up to within the bounds."""
    weights: list[float] = []
    for value, weight in zip(pairs[::2], pairs[1::2], strict=True):
        numbers = zip(all_numbers(value, scope.now), all_numbers(weight, scope.now), strict=False)
        weights.extend(heavy for number, heavy in numbers if number > 0)
    return _within(least, most, weights)


def _within(least: float, most: float, parts: Iterable[float]) -> bool:
    """Tell whether the sum lies within bounds; a negative bound is none."""
    total = sum(parts)
    return (least < 0 or total >= least) and (most < 0 or total <= most)


def selected(chosen: str, name: str) -> bool:
    """Tell whether *name* is one of the names in *chosen*, which stand apart by spaces."""
    return name.strip() in chosen.split()


def selected_at(chosen: str, place: float) -> str:
    """Return the name at *place*, counted from 0; empty when there is none."""
    names = chosen.split()
    if math.isnan(place) or not -1 < place < len(names) or not names:
        return ""
    return names[int(place)]


def choice_name(scope: Scope, _place: Place, value: Value, question: str) -> str:
    """Return the words for the choice *value* of *question*, given as path or ``${name}``."""
    name = question.strip().removeprefix("${").removesuffix("}").strip()
    return scope.choice_name(name.rpartition("/")[2].strip(), to_text(value))
