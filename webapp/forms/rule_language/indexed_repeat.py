"""``indexed-repeat()``: the answer of one time of a repeat, by number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from webapp.forms.rule_language.documents import Node, Place, Scope
from webapp.forms.rule_language.values import node_text

Number = Callable[[Scope, Place], float]


def indexed_repeat(
    target: str, repeats: Sequence[str], indexes: Sequence[Number]
) -> Callable[[Scope, Place], str]:
    """Return what finds the text of *target* in the time *indexes* of each of *repeats*.

    Times count from 1.  Of a repeat around those named, the time the rule stands in is
    meant; of one within them, the first.  Empty when there is no such time.
    """

    def run(scope: Scope, place: Place) -> str:
        around = scope.document.repeats.get(target, ())
        wanted = dict(zip(repeats, (index(scope, place) for index in indexes), strict=True))
        if not wanted.keys() <= set(around):
            return ""
        ours = _times(scope.here)
        for node in scope.document.by_name.get(target, ()):
            if _is_there(_times(node), around, wanted, ours):
                return node_text(node)
        return ""

    return run


def _times(node: Node) -> dict[str, Node]:
    """Return what is around *node*, itself included, by name."""
    found: dict[str, Node] = {}
    place: Node | None = node
    while place is not None:
        found[place.name] = place
        place = place.parent
    return found


def _is_there(
    times: dict[str, Node],
    around: Sequence[str],
    wanted: dict[str, float],
    ours: dict[str, Node],
) -> bool:
    moved = False
    for repeat in around:
        time = times.get(repeat)
        if time is None:
            return False
        if repeat in wanted:
            moved = True
            same = time.parent.children if time.parent else [time]
            if [other for other in same if other.name == repeat].index(time) + 1 != wanted[repeat]:
                return False
        elif not moved and ours.get(repeat, time) is not time:
            return False
    return True
