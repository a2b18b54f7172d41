"""Bounds of an answer: simple constraints read and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.authoring.editing.conditions import number_in, operands, tree_of
from webapp.forms.rule_language.syntax import (
    Call,
    Node,
    Operation,
    Path,
)


@dataclass(frozen=True)
class Limits:
    """Bounds of a number, or of how many are chosen; empty where there is none."""

    least: str = ""
    most: str = ""


def read_limits(source: str, counts: bool) -> Limits | None:
    """Return the rule *source* as bounds, ``None`` when it says more.

    With *counts* it is about how many choices are picked.
    """
    if not source:
        return Limits()
    tree = tree_of(source)
    if tree is None:
        return None
    found: dict[str, str] = {}
    for node in operands(tree, "and"):
        fits = isinstance(node, Operation) and node.operator in {"<=", ">="}
        if not isinstance(node, Operation) or not fits or not _is_own(node.left, counts):
            return None
        value = number_in(node.right)
        if value is None or node.operator in found:
            return None
        found[node.operator] = value
    return Limits(found.get(">=", ""), found.get("<=", ""))


def _is_own(node: Node, counts: bool) -> bool:
    if counts:
        called = isinstance(node, Call) and node.function == "count-selected"
        return isinstance(node, Call) and called and _is_own(node.arguments[0], False)
    return isinstance(node, Path) and node.base == "." and not node.steps


def write_limits(limits: Limits, counts: bool) -> str:
    """Return *limits* as a constraint."""
    own = "count-selected(.)" if counts else "."
    pairs: Sequence[tuple[str, str]] = ((">=", limits.least), ("<=", limits.most))
    return " and ".join(f"{own} {sign} {value}" for sign, value in pairs if value)
