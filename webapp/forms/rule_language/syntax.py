"""The syntax tree of the rule language: frozen dataclasses, nothing else.

The tree alone is enough to evaluate an expression elsewhere: ``tree_json.as_json``
writes what ``static/rules.js`` evaluates in the browser, as nested lists:

=====================================  ========================================
``["n", 12.5]``  ``["t", "a"]``        a number, a text
``["ref", "tuoi"]``                    ``${tuoi}``
``["path", base, [step, ...]]``        base: ``"/"`` what stands above the form, with the
                                       form as its only child, ``"."`` the node looked at,
                                       ``"current"`` the node the rule belongs to even
                                       inside brackets, or an expression; a step:
                                       ``[axis, name, [predicate, ...]]``, the axis
                                       ``child``, ``parent``, ``self`` or
                                       ``descendant-or-self``, the name ``*`` for any
``["filter", node, [predicate, ...]]`` an expression with brackets behind it
``["|", left, right]``                 both sets of nodes, in document order
``["neg", node]``                      unary minus
``["op", "+", left, right]``           ``or and = != < <= > >= + - * div mod``
``["call", "if", [node, ...]]``        a function
``["regex", node, automaton]``         ``regex()``; the automaton is in ``patterns.py``
=====================================  ========================================

Outside of brackets the node looked at is the one the rule belongs to, and in a
``choice_filter`` the item of the list.  Inside brackets it is the node in question;
a predicate whose value is a number asks for that position, from 1.
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
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Reference:
    """The answer of another question: ``${name}``."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Step:
    """One step of a path: ``axis`` is ``child``, ``parent``, ``self``, ``descendant-or-self``.

    ``name`` is a name of the form or a column of a list, ``*`` for any.
    """

    axis: str
    name: str
    predicates: tuple[Node, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Path:
    """A path from ``base``: ``/``, ``.``, ``current`` or an expression.

    ``.`` alone, the answer of the question the rule belongs to, has no steps.
    """

    base: str | Node
    steps: tuple[Step, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Filter:
    """An expression whose nodes are chosen by conditions in brackets."""

    nodes: Node
    predicates: tuple[Node, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Union:
    """The nodes of both sides."""

    left: Node
    right: Node
    at: int = field(default=0, compare=False)


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


Node = Number | Text | Reference | Path | Filter | Union | Negation | Operation | Call


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below *node*, in the order written."""
    if isinstance(node, Operation | Union):
        return node.left, node.right
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Negation):
        return (node.operand,)
    if isinstance(node, Filter):
        return node.nodes, *node.predicates
    if isinstance(node, Path):
        base = () if isinstance(node.base, str) else (node.base,)
        return *base, *(inner for step in node.steps for inner in step.predicates)
    return ()


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
