"""The rule language of forms: text to syntax tree.

XPath 1.0 as the ODK XForms specification takes it, with ``${name}``.  A tokeniser
(``tokens``) and a Pratt parser make a tree of frozen dataclasses; nothing is ever
handed to ``eval``.  Length and depth are bounded, so that no workbook can exhaust
the stack.

What a tree means is in ``evaluation``; which functions exist is in
``functions``; the tree itself is in ``syntax``.
"""

from __future__ import annotations

import math
import re

from webapp.forms.rule_language.path_parser import PathParser
from webapp.forms.rule_language.syntax import (
    Call,
    ExpressionError,
    Filter,
    Negation,
    Node,
    Number,
    Operation,
    Path,
    Reference,
    Text,
    Union,
    levels,
)
from webapp.forms.rule_language.tokens import Token

LONGEST = 8000
DEEPEST = 60
# A chain such as ``a or b or c`` nests without brackets; twice the depth is still safe.
_DEEPEST_TREE = 2 * DEEPEST


# How tightly an operator binds; XPath 1.0 §3.4 and §3.5.
BINDING = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
UNARY_BINDING = 7
_WORD_OPERATORS = frozenset({"or", "and", "div", "mod"})
_QUESTION_NAME = re.compile(r"[^\W\d][\w.-]*")


class _Parser(PathParser):
    """A Pratt parser over the tokens of one expression."""

    def __init__(self, source: str, bare_names: bool) -> None:
        super().__init__(source, bare_names)
        self._depth = 0

    def whole(self) -> Node:
        """Read one expression and nothing after it."""
        tree = self.expression(0)
        if self.token.kind != "end":
            raise self.unexpected()
        return tree

    def _operator(self) -> str | None:
        """Return the operator at this place.  A word is one only after an operand."""
        self.unglue()
        token = self.token
        if token.kind == "sign" and token.text in BINDING:
            return token.text
        return token.text if token.kind == "name" and token.text in _WORD_OPERATORS else None

    def expression(self, least: int) -> Node:
        """Read operands joined by operators that bind tighter than *least*."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("too_deep", self.token.at)
        left = self._operand()
        operator = self._operator()
        while operator is not None and BINDING[operator] > least:
            at = self.next().at
            right = self.expression(BINDING[operator])
            joined = operator == "|"
            left = Union(left, right, at) if joined else Operation(operator, left, right)
            operator = self._operator()
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        """Read a negation or a path (XPath 1.0 §3.3 and §2)."""
        token = self.token
        if token.is_sign("-"):
            self.next()
            return Negation(self.expression(UNARY_BINDING))
        if token.is_sign("/", "//"):
            return self.absolute_path()
        # A name before a bracket is a function, but ``node()`` is a step.
        calls = self.after().is_sign("(") and token.text != "node"
        if token.is_sign(".", "..", "*") or (token.kind == "name" and not calls):
            return self.relative_path()
        primary = self._primary()
        predicates = self.predicates()
        if predicates:
            primary = Filter(primary, predicates, token.at)
        steps = self.more_steps()
        if not steps:
            return primary
        if isinstance(primary, Path) and isinstance(primary.base, str):
            return Path(primary.base, primary.steps + steps, primary.at)
        return Path(primary, steps, token.at)

    def _primary(self) -> Node:
        """Read a number, a text, a reference, a call, or an expression in brackets."""
        token = self.token
        if token.kind == "end" or (token.kind == "sign" and token.text != "("):
            raise self.unexpected()
        self.next()
        if token.kind == "number":
            return _number(token)
        if token.kind == "text":
            return Text(token.text[1:-1], token.at)
        if token.kind == "reference":
            return _reference(token)
        if token.kind == "name":
            return self._call(token)
        inner = self.expression(0)
        self.close(")")
        return inner

    def _call(self, token: Token) -> Node:
        self.next()
        arguments: list[Node] = []
        if not self.token.is_sign(")"):
            arguments.append(self.expression(0))
            while self.token.is_sign(","):
                self.next()
                arguments.append(self.expression(0))
        self.close(")")
        if token.text == "current" and not arguments:
            return Path("current", (), token.at)
        return Call(token.text, tuple(arguments), token.at)


def _number(token: Token) -> Number:
    value = float(token.text)
    if math.isinf(value):
        raise ExpressionError("number_too_large", token.at)
    return Number(value)


def _reference(token: Token) -> Reference:
    name = token.text[2:-1].strip()
    if name.startswith("last-saved#"):
        raise ExpressionError("last_saved", token.at, token.text)
    if not _QUESTION_NAME.fullmatch(name):
        raise ExpressionError("bad_reference", token.at, token.text)
    return Reference(name, token.at)


def parse(source: str, *, bare_names: bool = False) -> Node:
    """Return the tree of *source*; raise ``ExpressionError`` when it is not one.

    With *bare_names* a word alone is the name of a node below the one looked at.
    """
    if len(source) > LONGEST:
        raise ExpressionError("too_long", LONGEST + 1)
    tree = _Parser(source, bare_names).whole()
    if any(depth > _DEEPEST_TREE for _, depth in levels(tree)):
        raise ExpressionError("too_deep", len(source))
    return tree
