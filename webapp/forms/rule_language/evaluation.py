"""Meaning of an expression: compiled once to closures, run on answers.

``compile_expression`` checks everything that can be known without answers
(functions, their arguments, patterns) and returns an ``Expression``.  Running
one takes microseconds, touches nothing but the ``Scope`` and cannot fail.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, field

from webapp.forms.rule_language.documents import Scope
from webapp.forms.rule_language.expressions import parse
from webapp.forms.rule_language.functions import (
    DEFAULT_TO_CURRENT,
    FUNCTIONS,
    Value,
    pattern_fault,
    to_number,
    to_text,
    to_truth,
)
from webapp.forms.rule_language.syntax import (
    Call,
    ExpressionError,
    Negation,
    Node,
    Number,
    Operation,
    Path,
    Reference,
    Text,
    walk,
)

Run = Callable[[Scope], Value]


@dataclass(frozen=True)
class Expression:
    """A checked expression.  Two with the same text are the same."""

    source: str
    tree: Node = field(compare=False, repr=False)
    run: Run = field(compare=False, repr=False)

    def references(self) -> tuple[Reference, ...]:
        """Return every ``${name}`` in it, in the order written."""
        return tuple(node for node in walk(self.tree) if isinstance(node, Reference))

    def holds(self, scope: Scope) -> bool:
        """Tell whether the expression is true."""
        return to_truth(self.run(scope))

    def text(self, scope: Scope) -> str:
        """Return its value as text."""
        return to_text(self.run(scope))

    def number(self, scope: Scope) -> float:
        """Return its value as a number; not-a-number when it is none."""
        return to_number(self.run(scope))


def compile_expression(source: str, *, bare_names: bool = False) -> Expression:
    """Return *source* ready to run; raise ``ExpressionError`` with a place in it."""
    tree = parse(source)
    for node in walk(tree):
        if isinstance(node, Call):
            _check_call(node)
    return Expression(source, tree, _compiled(tree))


def _check_call(call: Call) -> None:
    """Refuse an unknown function, a wrong number of arguments, a bad pattern."""
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise ExpressionError("unknown_function", call.at, call.function)
    if not function.fewest <= len(call.arguments) <= function.most:
        raise ExpressionError("argument_count", call.at, call.function)
    if call.function == "regex":
        pattern = call.arguments[1]
        # A pattern built from an answer would let a child write the pattern.
        if not isinstance(pattern, Text):
            raise ExpressionError("pattern_not_text", call.at, call.function)
        if pattern_fault(pattern.value):
            raise ExpressionError("bad_pattern", call.at, pattern.value)


def _compiled(node: Node) -> Run:
    """Return a closure for *node*; the tree's depth is bounded by the parser."""
    if isinstance(node, Number | Text):
        constant = node.value
        return lambda scope: constant
    if isinstance(node, Reference):
        name = node.name
        return lambda scope: list(scope.document.find(name, scope.here))
    if isinstance(node, Path):
        return lambda scope: [scope.here]
    if isinstance(node, Negation):
        operand = _compiled(node.operand)
        return lambda scope: -to_number(operand(scope))
    if isinstance(node, Operation):
        return _operation(node)
    if isinstance(node, Call):
        return _call(node)
    raise ExpressionError("unexpected", 1)


def _operation(node: Operation) -> Run:
    left, right = _compiled(node.left), _compiled(node.right)
    if node.operator == "and":
        return lambda scope: to_truth(left(scope)) and to_truth(right(scope))
    if node.operator == "or":
        return lambda scope: to_truth(left(scope)) or to_truth(right(scope))
    combine = _OPERATIONS[node.operator]
    return lambda scope: combine(left(scope), right(scope))


def _call(node: Call) -> Run:
    if node.function == "today":
        return lambda scope: scope.now.date().isoformat()
    call = FUNCTIONS[node.function].call
    if not node.arguments and node.function in DEFAULT_TO_CURRENT:
        return lambda scope: call(([scope.here],))
    arguments = tuple(_compiled(argument) for argument in node.arguments)
    return lambda scope: call([argument(scope) for argument in arguments])


def _equal(left: Value, right: Value) -> bool:
    """Compare as XPath 1.0 §3.4 says: truth before nodes before number before text."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, list):
        return any(_equal(node.text, right) for node in left)
    if isinstance(right, list):
        return any(_equal(left, node.text) for node in right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return to_text(left) == to_text(right)


def _unequal(left: Value, right: Value) -> bool:
    """Tell whether any pair differs, which is not the contrary of ``_equal`` for nodes."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) != to_truth(right)
    if isinstance(left, list):
        return any(_unequal(node.text, right) for node in left)
    if isinstance(right, list):
        return any(_unequal(left, node.text) for node in right)
    return not _equal(left, right)


def _divided(left: float, right: float) -> float:
    """Divide as IEEE 754 does: by zero gives infinity or not-a-number."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    """Return what a truncating division leaves, with the sign of *left*."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _numeric(combine: Callable[[float, float], Value]) -> Callable[[Value, Value], Value]:
    return lambda left, right: combine(to_number(left), to_number(right))


_OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "=": _equal,
    "!=": _unequal,
    "<": _numeric(operator.lt),
    "<=": _numeric(operator.le),
    ">": _numeric(operator.gt),
    ">=": _numeric(operator.ge),
    "+": _numeric(operator.add),
    "-": _numeric(operator.sub),
    "*": _numeric(operator.mul),
    "div": _numeric(_divided),
    "mod": _numeric(_remainder),
}
