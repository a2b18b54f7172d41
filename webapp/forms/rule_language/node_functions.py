"""Functions on nodes: how many, which one, in what order."""

from __future__ import annotations

import math

from webapp.forms.rule_language.documents import Node, Place, Scope
from webapp.forms.rule_language.values import node_text

_LARGEST = 2147483647
_FACTOR = 16807


def count(nodes: list[Node]) -> float:
    """Return how many nodes there are."""
    return float(len(nodes))


def count_non_empty(nodes: list[Node]) -> float:
    """Return how many nodes have any text."""
    return float(sum(node_text(node) != "" for node in nodes))


def position(_scope: Scope, place: Place, nodes: list[Node] | None = None) -> float:
    """Return which of the nodes in question this is, or which of its name a given one is."""
    if nodes is None:
        return float(place[1])
    if not nodes:
        return math.nan
    node = nodes[0]
    same = node.parent.children if node.parent else [node]
    return float([other for other in same if other.name == node.name].index(node) + 1)


def last(_scope: Scope, place: Place) -> float:
    """Return how many nodes are in question."""
    return float(place[2])


def name(_scope: Scope, place: Place, nodes: list[Node] | None = None) -> str:
    """Return the name of the node in question, or of the first given."""
    if nodes is None:
        return place[0].name
    return nodes[0].name if nodes else ""


def instance(scope: Scope, _place: Place, called: str) -> list[Node]:
    """Return the list *called* so, as the node above its ``root``; nothing when there is none."""
    found = scope.lists.get(called)
    return [found] if found else []


def randomize(
    scope: Scope, _place: Place, nodes: list[Node], seed: float | None = None
) -> list[Node]:
    """Return the nodes shuffled: Fisher-Yates inside out, with Park and Miller's numbers.

    The same whole *seed* gives the same order, anywhere; what is no number counts as 0,
    so that an unanswered question as a seed does not shuffle again at every look.
    """
    draw = scope.draw if seed is None else _Drawing(seed).draw
    found: list[Node] = []
    for place, node in enumerate(nodes):
        other = int(draw() * (place + 1))
        if other == place:
            found.append(node)
        else:
            found.append(found[other])
            found[other] = node
    return found


class _Drawing:
    """Park and Miller's minimal standard generator."""

    def __init__(self, seed: float) -> None:
        self._state = int(math.fmod(seed, _LARGEST)) if math.isfinite(seed) else 0
        if self._state <= 0:
            self._state += _LARGEST - 1

    def draw(self) -> float:
        self._state = self._state * _FACTOR % _LARGEST
        return (self._state - 1) / (_LARGEST - 1)
