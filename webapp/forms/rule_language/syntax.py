"""The syntax tree of the rule language: frozen dataclasses, nothing else.

The tree alone is enough to evaluate an expression elsewhere, in a browser for
example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


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


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below *node*."""
    if isinstance(node, Negation):
        return (node.operand,)
    if isinstance(node, Operation):
        return node.left, node.right
    return node.arguments if isinstance(node, Call) else ()


def levels(tree: Node) -> Iterator[tuple[Node, int]]:
    """Yield each node with its depth, without recursion, left before right."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in reversed(children(node)))


def walk(tree: Node) -> Iterator[Node]:
    """Yield *tree* and everything below it, parents first."""
    for node, _ in levels(tree):
        yield node
