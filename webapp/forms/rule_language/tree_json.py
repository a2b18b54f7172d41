"""A tree as JSON for the browser; ``syntax`` documents the shape."""

from __future__ import annotations

from typing import Any

from webapp.forms.rule_language.patterns import automaton
from webapp.forms.rule_language.syntax import (
    Call,
    Filter,
    Negation,
    Node,
    Number,
    Operation,
    Path,
    Reference,
    Text,
    Union,
)


def as_json(node: Node) -> list[Any]:
    """Return *node* as nested lists of texts and numbers."""
    match node:
        case Number(value):
            found: list[Any] = ["n", value]
        case Text(text):
            found = ["t", text]
        case Reference(name):
            found = ["ref", name]
        case Path(base, steps):
            start = base if isinstance(base, str) else as_json(base)
            found = [
                "path",
                start,
                [[step.axis, step.name, _all(step.predicates)] for step in steps],
            ]
        case Filter(nodes, predicates):
            found = ["filter", as_json(nodes), _all(predicates)]
        case Union(left, right):
            found = ["|", as_json(left), as_json(right)]
        case Negation(operand):
            found = ["neg", as_json(operand)]
        case Operation(operator, left, right):
            found = ["op", operator, as_json(left), as_json(right)]
        case Call():
            found = _call(node)
    return found


def _call(node: Call) -> list[Any]:
    if node.function == "regex":
        text, pattern = node.arguments
        written = pattern.value if isinstance(pattern, Text) else ""
        return ["regex", as_json(text), automaton(written).as_json()]
    return ["call", node.function, _all(node.arguments)]


def _all(nodes: tuple[Node, ...]) -> list[Any]:
    return [as_json(node) for node in nodes]
