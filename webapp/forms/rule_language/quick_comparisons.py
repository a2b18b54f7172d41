"""Closures for nodes against a constant, by far the commonest rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from webapp.forms.rule_language.comparing import ORDERS
from webapp.forms.rule_language.documents import Place, Scope
from webapp.forms.rule_language.moments import read_date
from webapp.forms.rule_language.values import node_text, text_to_number

Run = Callable[[Scope, Place], Any]


def against_number(find: Run, operator: str, number: float) -> Run:
    """Return the comparison of what *find* gives with *number*."""
    order = ORDERS.get(operator)
    wanted = operator == "="

    def ordered(scope: Scope, place: Place) -> bool:
        for node in find(scope, place):
            text = node_text(node) if node.children else node.text
            if order is not None and order(text_to_number(text, scope.now), number):
                return True
        return False

    def equal(scope: Scope, place: Place) -> bool:
        for node in find(scope, place):
            text = node_text(node) if node.children else node.text
            if (text_to_number(text, scope.now) == number) is wanted:
                return True
        return False

    return equal if order is None else ordered


def against_text(find: Run, wanted: bool, text: str) -> Run:
    """Return whether some of what *find* gives is *text*, or is another when not *wanted*."""

    def equal(scope: Scope, place: Place) -> bool:
        for node in find(scope, place):
            if ((node_text(node) if node.children else node.text) == text) is wanted:
                return True
        return False

    return equal


def is_day(text: str) -> bool:
    """Tell whether *text* may be a date or date-time, which is compared as a moment."""
    return read_date(text.strip()) is not None or "T" in text
