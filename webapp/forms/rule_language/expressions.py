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
    Step,
    Text,
    Union,
    levels,
)
from webapp.forms.rule_language.tokens import Token, tokens

LONGEST = 8000
DEEPEST = 80


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
AXES = frozenset({"child", "parent", "self", "descendant-or-self"})
_WORD_OPERATORS = frozenset({"or", "and", "div", "mod"})
_QUESTION_NAME = re.compile(r"[^\W\d][\w.-]*")
_GLUED = re.compile(r"(or|and|div|mod)([0-9]+(?:\.[0-9]+)?)")
_ANYWHERE_BELOW = Step("descendant-or-self", "*")


class _Parser:
    """A Pratt parser over the tokens of one expression."""

    def __init__(self, source: str, bare_names: bool) -> None:
        self._tokens = list(tokens(source))
        self._position = 0
        self._depth = 0
        self._bare_names = bare_names

    @property
    def _token(self) -> Token:
        return self._tokens[self._position]

    def _next(self) -> Token:
        token = self._token
        self._position += 1
        return token

    def _follows(self, *signs: str) -> bool:
        """Tell whether the token after this one is one of *signs*."""
        return self._token.kind != "end" and self._tokens[self._position + 1].is_sign(*signs)

    def whole(self) -> Node:
        """Read one expression and nothing after it."""
        tree = self._expression(0)
        if self._token.kind != "end":
            raise self._unexpected()
        return tree

    def _unexpected(self) -> ExpressionError:
        token = self._token
        kind = "unfinished" if token.kind == "end" else "unexpected"
        return ExpressionError(kind, token.at, token.text)

    def _operator(self) -> str | None:
        """Return the operator at this place.  A word is one only after an operand."""
        token = self._token
        if token.kind == "sign" and token.text in BINDING:
            return token.text
        glued = _GLUED.fullmatch(token.text) if token.kind == "name" else None
        if glued:
            # ``1 div2``: a name cannot stand here, so it is an operator and a number.
            parts = [Token("name", glued[1], token.at), *tokens(glued[2])]
            rest = [Token(p.kind, p.text, p.at + token.at + len(glued[1]) - 1) for p in parts[1:-1]]
            self._tokens[self._position : self._position + 1] = [parts[0], *rest]
            return glued[1]
        return token.text if token.kind == "name" and token.text in _WORD_OPERATORS else None

    def _expression(self, least: int) -> Node:
        """Read operands joined by operators that bind tighter than *least*."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("too_deep", self._token.at)
        left = self._operand()
        operator = self._operator()
        while operator is not None and BINDING[operator] > least:
            at = self._next().at
            right = self._expression(BINDING[operator])
            joined = operator == "|"
            left = Union(left, right, at) if joined else Operation(operator, left, right)
            operator = self._operator()
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        """Read a negation or a path (XPath 1.0 §3.3 and §2)."""
        token = self._token
        if token.is_sign("-"):
            self._next()
            return Negation(self._expression(UNARY_BINDING))
        if token.is_sign("/", "//"):
            return self._absolute_path()
        if token.is_sign(".", "..", "*") or (token.kind == "name" and not self._is_call()):
            return self._relative_path()
        primary = self._primary()
        predicates = self._predicates()
        if predicates:
            primary = Filter(primary, predicates, token.at)
        steps = self._more_steps()
        if not steps:
            return primary
        if isinstance(primary, Path) and isinstance(primary.base, str):
            return Path(primary.base, primary.steps + steps, primary.at)
        return Path(primary, steps, token.at)

    def _is_call(self) -> bool:
        """Tell whether the name at this place is that of a function; ``node()`` is none."""
        return self._follows("(") and self._token.text != "node"

    def _primary(self) -> Node:
        token = self._token
        if token.kind == "end":
            raise self._unexpected()
        self._next()
        if token.kind == "number":
            return _number(token)
        if token.kind == "text":
            return Text(token.text[1:-1], token.at)
        if token.kind == "reference":
            return _reference(token)
        if token.kind == "name":
            return self._call(token)
        if token.is_sign("("):
            inner = self._expression(0)
            self._close(")")
            return inner
        self._position -= 1
        raise self._unexpected()

    def _close(self, bracket: str) -> None:
        if not self._token.is_sign(bracket):
            raise ExpressionError("no_bracket", self._token.at, self._token.text)
        self._next()

    def _call(self, token: Token) -> Node:
        self._next()
        arguments: list[Node] = []
        if not self._token.is_sign(")"):
            arguments.append(self._expression(0))
            while self._token.is_sign(","):
                self._next()
                arguments.append(self._expression(0))
        self._close(")")
        if token.text == "current" and not arguments:
            return Path("current", (), token.at)
        return Call(token.text, tuple(arguments), token.at)

    def _absolute_path(self) -> Node:
        token = self._token
        if token.text == "/" and not self._starts_step(self._position + 1):
            self._next()
            return Path("/", (), token.at)
        return Path("/", self._more_steps(), token.at)

    def _relative_path(self) -> Node:
        token = self._token
        named = token.kind == "name" and not self._follows("::", "(")
        if named and not self._bare_names:
            raise ExpressionError("bare_word", token.at, token.text)
        steps = (*self._step(), *self._more_steps())
        return Path(".", steps, token.at)

    def _starts_step(self, position: int) -> bool:
        token = self._tokens[position]
        return token.kind == "name" or token.is_sign(".", "..", "*")

    def _more_steps(self) -> tuple[Step, ...]:
        """Read ``/step//step…``, as many as there are."""
        steps: list[Step] = []
        while self._token.is_sign("/", "//"):
            if self._next().text == "//":
                steps.append(_ANYWHERE_BELOW)
            if not self._starts_step(self._position):
                raise self._unexpected()
            steps.extend(self._step() or (Step("self", "*"),))
        return tuple(steps)

    def _step(self) -> tuple[Step, ...]:
        """Read one step; ``.`` is none, for it leads nowhere."""
        token = self._next()
        if token.is_sign("."):
            return ()
        if token.is_sign(".."):
            return (Step("parent", "*", (), token.at),)
        axis = "child"
        if self._token.is_sign("::"):
            if token.text not in AXES:
                raise ExpressionError("unknown_axis", token.at, token.text)
            axis = token.text
            self._next()
            if not self._starts_step(self._position) or self._token.is_sign(".", ".."):
                raise self._unexpected()
            token = self._next()
        name = token.text
        if self._token.is_sign("("):
            if name != "node":
                raise ExpressionError("unexpected", self._token.at, "(")
            self._next()
            self._close(")")
            name = "*"
        return (Step(axis, name, self._predicates(), token.at),)

    def _predicates(self) -> tuple[Node, ...]:
        """Read ``[condition][condition]…``; inside, a bare word is the name of a node."""
        found: list[Node] = []
        outside = self._bare_names
        while self._token.is_sign("["):
            self._next()
            self._bare_names = True
            found.append(self._expression(0))
            self._close("]")
            self._bare_names = outside
        return tuple(found)


def _number(token: Token) -> Number:
    value = float(token.text)
    if math.isinf(value):
        raise ExpressionError("number_too_large", token.at)
    return Number(value)


def _reference(token: Token) -> Reference:
    name = token.text[2:-1].strip()
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
    # A long chain of operators nests without brackets, so the tree is measured too.
    if any(depth > DEEPEST for _, depth in levels(tree)):
        raise ExpressionError("too_deep", len(source))
    return tree
