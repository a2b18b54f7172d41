"""Walking the tree of answers: steps, predicates, document order (XPath 1.0 §2).

Every node visited is counted, and after the most of one run (``Visits``) a step finds
nothing more: brackets within brackets over a long form could otherwise take minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from webapp.forms.rule_language.documents import Node, Place, Scope, Visits
from webapp.forms.rule_language.syntax import Step

Start = Callable[[Scope, Place], list[Node]]
Choose = Callable[[Scope, list[Node], Visits], list[Node]]


def child_nodes(node: Node, name: str) -> list[Node]:
    """Return the children of *node* called *name*."""
    if name == "*":
        return node.children
    return [child for child in node.children if child.name == name]


def _parent(node: Node, name: str) -> list[Node]:
    parent = node.parent
    return [parent] if parent is not None and name in ("*", parent.name) else []


def _self(node: Node, name: str) -> list[Node]:
    return [node] if name in ("*", node.name) else []


def below(node: Node, name: str) -> list[Node]:
    """Return *node* and all below it that are called *name*, in document order."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        place = waiting.pop()
        if name in ("*", place.name):
            found.append(place)
        waiting.extend(reversed(place.children))
    return found


_AXES: dict[str, Callable[[Node, str], list[Node]]] = {
    "child": child_nodes,
    "parent": _parent,
    "self": _self,
    "descendant-or-self": below,
}


def walker(steps: Sequence[Step], choosers: Sequence[Sequence[Choose]]) -> Choose:
    """Return what follows *steps* from a set of nodes; *choosers* are their predicates."""
    walks = [
        (_AXES[step.axis], step.name, tuple(chosen))
        for step, chosen in zip(steps, choosers, strict=True)
    ]
    # Only children of nodes within one another come out of order, or twice.
    tangled = any(step.axis in {"descendant-or-self", "parent"} for step in steps)

    def walk(scope: Scope, nodes: list[Node], visits: Visits) -> list[Node]:
        for axis, name, chosen in walks:
            reached: list[Node] = []
            for node in nodes:
                visits.left -= 1 + len(node.children)
                if visits.left < 0:
                    return []
                found = axis(node, name)
                if axis is below:
                    visits.left -= len(found)
                for choose in chosen:
                    found = choose(scope, found, visits)
                reached.extend(found)
            nodes = reached
            if tangled and len(nodes) > 1:
                nodes = list(dict.fromkeys(nodes))
        return in_order(nodes, visits) if tangled and len(nodes) > 1 else nodes

    return walk


def walked_once(start: Start, walk: Choose) -> Start:
    """Return what walks from *start* once a run; what it found then is what it finds."""

    def find(scope: Scope, place: Place) -> list[Node]:
        visits = place[3]
        if visits.known is None:
            visits.known = {}
        found = visits.known.get(walk)
        if found is None:
            found = visits.known[walk] = walk(scope, start(scope, place), visits)
        return found

    return find


def chooser(
    condition: Callable[[Scope, Place], object], decide: Callable[[object, int], bool]
) -> Choose:
    """Return what keeps the nodes for which *condition* holds, each looked at in its place."""

    def choose(scope: Scope, nodes: list[Node], visits: Visits) -> list[Node]:
        size = len(nodes)
        visits.left -= size
        if visits.left < 0:
            return []
        return [
            node
            for position, node in enumerate(nodes, 1)
            if decide(condition(scope, (node, position, size, visits)), position)
        ]

    return choose


def in_order(nodes: Iterable[Node], visits: Visits) -> list[Node]:
    """Return *nodes* without doubles, in document order."""
    wanted = dict.fromkeys(nodes)
    tops: dict[Node, None] = {}
    for node in wanted:
        top = node
        while top.parent is not None:
            top = top.parent
        tops[top] = None
    found: list[Node] = []
    for top in tops:
        everything = below(top, "*")
        visits.left -= len(everything)
        found.extend(node for node in everything if node in wanted)
    return found
