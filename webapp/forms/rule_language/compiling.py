"""From a checked tree to closures; running one cannot fail and visits a bounded number of nodes.

Every closure takes the scope and the place looked at.  ``compiled`` gives any kind of value;
``as_text as_number as_truth as_nodes`` one kind, not asking at run time what is known before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.forms.rule_language.arithmetic import ARITHMETIC, difference
from webapp.forms.rule_language.checking import kind_of, last_name
from webapp.forms.rule_language.comparing import COMPARISONS, MIRRORED, ORDERS
from webapp.forms.rule_language.documents import Node as DocumentNode
from webapp.forms.rule_language.documents import Scope, Visits
from webapp.forms.rule_language.functions import FUNCTIONS
from webapp.forms.rule_language.indexed_repeat import indexed_repeat
from webapp.forms.rule_language.looking import is_same_everywhere
from webapp.forms.rule_language.paths import Choose, chooser, in_order, walked_once, walker
from webapp.forms.rule_language.patterns import automaton
from webapp.forms.rule_language.quick_comparisons import Run, against_number, against_text, is_day
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
from webapp.forms.rule_language.values import to_number, to_text, to_truth


def compiled(node: Node) -> Run:
    """Return a closure for *node*; the tree's depth is bounded by the parser."""
    if isinstance(node, Number | Text):
        constant = node.value
        return lambda scope, place: constant
    if isinstance(node, Negation):
        operand = as_number(node.operand)
        return lambda scope, place: -operand(scope, place)
    if isinstance(node, Operation):
        return _operation(node)
    if isinstance(node, Call):
        return _call(node)
    return as_nodes(node)


def as_text(node: Node) -> Run:
    """Return a closure that gives text."""
    run = compiled(node)
    return run if kind_of(node) == "text" else lambda scope, place: to_text(run(scope, place))


def as_number(node: Node) -> Run:
    """Return a closure that gives a number."""
    run = compiled(node)
    if kind_of(node) == "number":
        return run
    return lambda scope, place: to_number(run(scope, place), scope.now)


def as_truth(node: Node) -> Run:
    """Return a closure that gives a truth."""
    run = compiled(node)
    return run if kind_of(node) == "truth" else lambda scope, place: to_truth(run(scope, place))


def as_nodes(node: Node) -> Run:
    """Return a closure that gives nodes; ``check`` saw that *node* does."""
    if isinstance(node, Reference):
        name = node.name
        return lambda scope, place: scope.document.find(name, scope.here)
    if isinstance(node, Path):
        return _path(node)
    if isinstance(node, Filter):
        nodes, choosers = as_nodes(node.nodes), [predicate(p) for p in node.predicates]
        return lambda scope, place: _chosen(choosers, scope, nodes(scope, place), place[3])
    if isinstance(node, Union):
        left, right = as_nodes(node.left), as_nodes(node.right)
        return lambda scope, place: in_order([*left(scope, place), *right(scope, place)], place[3])
    return compiled(node)


def _chosen(
    choosers: Sequence[Choose], scope: Scope, nodes: list[DocumentNode], visits: Visits
) -> list[DocumentNode]:
    for choose in choosers:
        nodes = choose(scope, nodes, visits)
    return nodes


_STARTS: dict[str, Run] = {
    "/": lambda scope, place: [scope.document.top],
    ".": lambda scope, place: [place[0]],
    "current": lambda scope, place: [scope.here],
}


def _path(node: Path) -> Run:
    start = _STARTS[node.base] if isinstance(node.base, str) else as_nodes(node.base)
    if not node.steps:
        return start
    walk = walker(node.steps, [[predicate(p) for p in step.predicates] for step in node.steps])
    if is_same_everywhere(node):
        return walked_once(start, walk)
    return lambda scope, place: walk(scope, start(scope, place), place[3])


def predicate(node: Node) -> Choose:
    """Return what keeps the nodes that *node* chooses: by its truth, or by a position."""
    if kind_of(node) in {"number", "any"}:
        return chooser(compiled(node), _holds_at)
    return chooser(as_truth(node), lambda value, position: bool(value))


def _holds_at(value: Any, position: int) -> bool:
    if isinstance(value, float):
        return value == position
    return to_truth(value)


def _operation(node: Operation) -> Run:
    operator = node.operator
    if operator in {"and", "or"}:
        left, right = as_truth(node.left), as_truth(node.right)
        if operator == "and":
            return lambda scope, place: left(scope, place) and right(scope, place)
        return lambda scope, place: left(scope, place) or right(scope, place)
    if operator in COMPARISONS:
        return _quick_comparison(node) or _comparison(node)
    if operator == "-" and not {kind_of(node.left), kind_of(node.right)} & {"number", "truth"}:
        first, second = compiled(node.left), compiled(node.right)
        return lambda scope, place: difference(first(scope, place), second(scope, place), scope.now)
    combine = ARITHMETIC[operator]
    left, right = as_number(node.left), as_number(node.right)
    return lambda scope, place: combine(left(scope, place), right(scope, place))


def _comparison(node: Operation) -> Run:
    compare = COMPARISONS[node.operator]
    left, right = compiled(node.left), compiled(node.right)
    return lambda scope, place: compare(left(scope, place), right(scope, place), scope.now)


def _quick_comparison(node: Operation) -> Run | None:
    """Return a closure for nodes against a constant, by far the commonest rule.

    None where it would mean something else than ``_comparison``.
    """
    operator, nodes, constant = node.operator, node.left, node.right
    if isinstance(nodes, Number | Text):
        operator, nodes, constant = MIRRORED[operator], constant, nodes
    if not isinstance(constant, Number | Text) or kind_of(nodes) != "nodes":
        return None
    if isinstance(constant, Number):
        return against_number(as_nodes(nodes), operator, constant.value)
    if operator in ORDERS or is_day(constant.value):
        return None
    return against_text(as_nodes(nodes), operator == "=", constant.value)


def _call(node: Call) -> Run:
    if node.function == "if":
        condition = as_truth(node.arguments[0])
        then, other = compiled(node.arguments[1]), compiled(node.arguments[2])
        return lambda scope, place: (then if condition(scope, place) else other)(scope, place)
    if node.function == "regex":
        text, pattern = as_text(node.arguments[0]), node.arguments[1]
        matches = automaton(pattern.value if isinstance(pattern, Text) else "").matches
        return lambda scope, place: matches(text(scope, place))
    if node.function == "indexed-repeat":
        repeats = [last_name(part) for part in node.arguments[1::2]]
        indexes = [as_number(part) for part in node.arguments[2::2]]
        return indexed_repeat(last_name(node.arguments[0]), repeats, indexes)
    return _plain_call(node)


_AS = {"text": as_text, "number": as_number, "truth": as_truth, "nodes": as_nodes, "any": compiled}


def _plain_call(node: Call) -> Run:
    function = FUNCTIONS[node.function]
    call: Any = function.call
    runs = [_AS[function.kind_at(place)](part) for place, part in enumerate(node.arguments)]
    if function.here and not runs:
        runs = [_AS[function.kind_at(0)](Path("."))]
    if function.scoped:
        return lambda scope, place: call(scope, place, *[run(scope, place) for run in runs])
    if len(runs) == 1:
        only = runs[0]
        return lambda scope, place: call(only(scope, place))
    if len(runs) == 2:
        first, second = runs
        return lambda scope, place: call(first(scope, place), second(scope, place))
    return lambda scope, place: call(*[run(scope, place) for run in runs])
