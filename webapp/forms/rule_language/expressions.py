"""The rule language of forms: text to syntax tree.

A subset of XPath 1.0 as XLSForm uses it.  A tokeniser (``tokens``) and a Pratt parser make a
tree of frozen dataclasses; nothing is ever handed to ``eval``.  Length and
depth are bounded, so that no workbook can exhaust the stack.

What a tree means is in ``evaluation``; which functions exist is in
``functions``; the tree itself is in ``syntax``.
"""

from __future__ import annotations

import re

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
    levels,
)
from webapp.forms.rule_language.tokens import Token, tokens

LONGEST = 2000
DEEPEST = 40


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
}
UNARY_BINDING = 7
_WORD_OPERATORS = frozenset({"or", "and", "div", "mod"})
_QUESTION_NAME = re.compile(r"[^\W\d][\w.-]*")


class _Parser:
    """A Pratt parser over the tokens of one expression."""

    def __init__(self, source: str) -> None:
        self._tokens = list(tokens(source))
        self._position = 0
        self._depth = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._position]

    def _next(self) -> Token:
        token = self._token
        self._position += 1
        return token

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
        return token.text if token.kind == "name" and token.text in _WORD_OPERATORS else None

    def _expression(self, least: int) -> Node:
        """Read operands joined by operators that bind tighter than *least*."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("too_deep", self._token.at)
        left = self._operand()
        operator = self._operator()
        while operator is not None and BINDING[operator] > least:
            self._next()
            left = Operation(operator, left, self._expression(BINDING[operator]))
            operator = self._operator()
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        token = self._token
        if token.kind == "sign":
            return self._signed(token)
        if token.kind == "end":
            raise self._unexpected()
        self._next()
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "text":
            return Text(token.text[1:-1])
        if token.kind == "reference":
            return self._reference(token)
        return self._call(token)

    def _signed(self, token: Token) -> Node:
        """Read an operand that begins with a sign: a minus, a bracket, a dot."""
        if token.text == "-":
            self._next()
            return Negation(self._expression(UNARY_BINDING))
        if token.text == "(":
            self._next()
            inner = self._expression(0)
            self._close()
            return inner
        if token.text == ".":
            self._next()
            return Path(".", (), token.at)
        raise self._unexpected()

    def _close(self) -> None:
        if self._token.text != ")" or self._token.kind != "sign":
            raise ExpressionError("no_bracket", self._token.at, self._token.text)
        self._next()

    @staticmethod
    def _reference(token: Token) -> Reference:
        name = token.text[2:-1].strip()
        if not _QUESTION_NAME.fullmatch(name):
            raise ExpressionError("bad_reference", token.at, token.text)
        return Reference(name, token.at)

    def _call(self, token: Token) -> Call:
        if self._token.text != "(" or self._token.kind != "sign":
            raise ExpressionError("bare_word", token.at, token.text)
        self._next()
        arguments: list[Node] = []
        if not (self._token.kind == "sign" and self._token.text == ")"):
            arguments.append(self._expression(0))
            while self._token.kind == "sign" and self._token.text == ",":
                self._next()
                arguments.append(self._expression(0))
        self._close()
        return Call(token.text, tuple(arguments), token.at)


def parse(source: str) -> Node:
    """Return the tree of *source*; raise ``ExpressionError`` when it is not one."""
    if len(source) > LONGEST:
        raise ExpressionError("too_long", LONGEST + 1)
    tree = _Parser(source).whole()
    # A long chain of operators nests without brackets, so the tree is measured too.
    if any(depth > DEEPEST for _, depth in levels(tree)):
        raise ExpressionError("too_deep", len(source))
    return tree
