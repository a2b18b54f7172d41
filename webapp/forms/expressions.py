"""The rule language of forms: text to syntax tree.

A subset of XPath 1.0 as XLSForm uses it.  A tokeniser and a Pratt parser make a
tree of frozen dataclasses; nothing is ever handed to ``eval``.  Length and
depth are bounded, so that no workbook can exhaust the stack.

What a tree means is in ``evaluation``; which functions exist is in
``functions``.  The tree alone is enough to evaluate it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 2000
DEEPEST = 40


class ExpressionError(Exception):
    """An expression cannot be used; ``at`` counts characters from 1.

    ``kind`` names the failure and ``word`` the piece of text it is about;
    ``forms.complaints`` turns both into a sentence.
    """

    def __init__(self, kind: str, at: int, word: str = "") -> None:
        super().__init__(kind, at, word)
        self.kind = kind
        self.at = at
        self.word = word


@dataclass(frozen=True)
class Number:
    """A number written in the expression."""

    value: float


@dataclass(frozen=True)
class Text:
    """A text written in quotes."""

    value: str


@dataclass(frozen=True)
class Reference:
    """The answer of another question: ``${name}``."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Current:
    """The answer of the question the expression belongs to: ``.``."""


@dataclass(frozen=True)
class Negation:
    """Unary minus."""

    operand: Node


@dataclass(frozen=True)
class Operation:
    """Two operands and one of ``or and = != < <= > >= + - * div mod``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    """A function called with arguments."""

    function: str
    arguments: tuple[Node, ...]
    at: int = field(default=0, compare=False)


Node = Number | Text | Reference | Current | Negation | Operation | Call

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
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<reference>\$\{[^{}]*\})
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<name>[^\W\d](?:[\w.-]*\w)?)
    | (?P<sign>!=|<=|>=|[-+*=<>(),.])
    """,
    re.VERBOSE,
)
_QUESTION_NAME = re.compile(r"[^\W\d][\w.-]*")


@dataclass(frozen=True)
class Token:
    """One piece of an expression; ``at`` counts characters from 1."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of *source* and an ``end`` token."""
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise ExpressionError(_why_unreadable(source[position]), position + 1, source[position])
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), position + 1)
        position = match.end()
    yield Token("end", "", len(source) + 1)


def _why_unreadable(char: str) -> str:
    """Tell the usual accidents of Word and Excel from other strange signs."""
    if char in "‘’“”":
        return "curly_quote"
    if char in "'\"":
        return "open_quote"
    return "bad_reference" if char == "$" else "strange_sign"


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
            return Current()
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
    if any(depth > DEEPEST for _, depth in _levels(tree)):
        raise ExpressionError("too_deep", len(source))
    return tree


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below *node*."""
    if isinstance(node, Negation):
        return (node.operand,)
    if isinstance(node, Operation):
        return node.left, node.right
    return node.arguments if isinstance(node, Call) else ()


def _levels(tree: Node) -> Iterator[tuple[Node, int]]:
    """Yield each node with its depth, without recursion, left before right."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in reversed(children(node)))


def walk(tree: Node) -> Iterator[Node]:
    """Yield *tree* and everything below it, parents first."""
    for node, _ in _levels(tree):
        yield node
