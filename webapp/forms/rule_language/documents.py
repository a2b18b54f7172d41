"""What rules look at: the answers as a tree of nodes, as XForms has them.

The root stands for the form; below it groups, times of a repeat, and questions
with their answer as text (an unanswered or hidden question: empty text).  The
browser builds the same tree from the same values (``static/rules.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import random

ROOT = "data"


class Node:
    """One element: a question, a group, one time of a repeat, an item of a list."""

    __slots__ = ("children", "name", "parent", "text")

    def __init__(self, name: str, text: str = "", parent: Node | None = None) -> None:
        self.name = name
        self.text = text
        self.parent = parent
        self.children: list[Node] = []
        if parent is not None:
            parent.children.append(self)


@dataclass
class Document:
    """All nodes of one filled form.

    ``by_name`` finds the nodes of each question and section in document order;
    ``repeats`` holds the names of the repeats around each, outermost first, and has
    no key for those outside of all repeats.
    """

    root: Node = field(default_factory=lambda: Node(ROOT))
    by_name: dict[str, list[Node]] = field(default_factory=dict)
    repeats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, name: str, here: Node) -> Sequence[Node]:
        """Return what ``${name}`` means in a rule that belongs to *here*.

        Inside a repeat that both share, only the nodes of the same time; else all
        (XLSForm: references are relative within the repeat they share).
        """
        found = self.by_name.get(name, ())
        around = self.repeats.get(name)
        if not around:
            return found
        shared = ""
        for theirs, ours in zip(around, self._around(here), strict=False):
            if theirs != ours:
                break
            shared = theirs
        if not shared:
            return found
        time = here
        while time.name != shared and time.parent is not None:
            time = time.parent
        return [node for node in found if _is_within(node, time)]

    def _around(self, here: Node) -> tuple[str, ...]:
        """Return the repeats around *here*, its own name last when it is a time of one."""
        around = self.repeats.get(here.name, ())
        inside = any(names and names[-1] == here.name for names in self.repeats.values())
        return (*around, here.name) if inside else around


def _is_within(node: Node, around: Node) -> bool:
    place: Node | None = node
    while place is not None:
        if place is around:
            return True
        place = place.parent
    return False


@dataclass(frozen=True)
class Scope:
    """What an expression sees.

    ``here`` is the node the rule belongs to (``.``), ``now`` the commune's time with its
    zone; ``lists`` are the lists of choices for ``instance()``: a node whose child
    ``root`` has an ``item`` for each choice.  ``choice_name`` gives the words for a
    value of a question (``jr:choice-name``); ``draw`` is where ``random()`` comes from.
    """

    document: Document
    here: Node
    now: datetime
    lists: Mapping[str, Node] = field(default_factory=dict)
    choice_name: Callable[[str, str], str] = lambda question, value: value
    draw: Callable[[], float] = random
