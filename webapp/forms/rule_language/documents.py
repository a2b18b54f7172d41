"""What rules look at: the answers as a tree of nodes, as XForms has them.

The root stands for the form; below it groups, times of a repeat, and questions
with their answer as text (an unanswered or hidden question: empty text).  The
browser builds the same tree from the same values (``static/rules.js``).

Build a tree with ``Document.add``, parents first and in the order of the form::

    document = Document(repeats={"ten": ("con",)})
    for name in ("An", "Bình"):
        time = document.add("con")
        document.add("ten", name, time)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import random

ROOT = "data"


class Node:
    """One element: a question, a group, one time of a repeat, an item of a list.

    ``inside`` is kept for times of a repeat: the nodes below by name, in document order.
    """

    __slots__ = ("children", "inside", "name", "parent", "text")

    def __init__(self, name: str, text: str = "", parent: Node | None = None) -> None:
        self.name = name
        self.text = text
        self.parent = parent
        self.children: list[Node] = []
        self.inside: dict[str, list[Node]] | None = None
        if parent is not None:
            parent.children.append(self)


MOST_VISITS = 300_000
# All rules of a form together, in one look at its answers: thousands of rules that each
# stay below the most of one could otherwise take minutes.
MOST_VISITS_OF_ALL = 2_000_000


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
    top: Node = field(init=False, repr=False, compare=False)
    # What all rules together may still visit (``Visits``).
    visits_left: int = field(default=MOST_VISITS_OF_ALL, init=False, repr=False, compare=False)
    _names: frozenset[str] = field(init=False, repr=False, compare=False)
    _shared: dict[tuple[str, str], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        # Paths that begin with a slash start above the form, as in any XML document.
        self.root.parent = self.top = Node("")
        self.top.children.append(self.root)
        self._names = frozenset(name for around in self.repeats.values() for name in around)

    def add(self, name: str, text: str = "", parent: Node | None = None) -> Node:
        """Put a new node last below *parent* (the root when ``None``) and return it."""
        node = Node(name, text, parent or self.root)
        self.by_name.setdefault(name, []).append(node)
        if self._names:
            if name in self._names:
                node.inside = {}
            place = node.parent
            while place is not None:
                if place.inside is not None:
                    place.inside.setdefault(name, []).append(node)
                place = place.parent
        return node

    def find(self, name: str, here: Node) -> list[Node]:
        """Return what ``${name}`` means in a rule that belongs to *here*.

        Inside a repeat that both share, only the nodes of the same time; else all
        (XLSForm: references are relative within the repeat they share).
        """
        if name in self.repeats:
            shared = self._shared_repeat(name, here)
            place: Node | None = here if shared else None
            while place is not None:
                if place.name == shared:
                    return _below(place, name, self.by_name)
                place = place.parent
        return self.by_name.get(name) or []

    def _shared_repeat(self, name: str, here: Node) -> str:
        """Return the innermost repeat around both *name* and *here*, empty when there is none."""
        key = (name, here.name)
        if key not in self._shared:
            ours = self.repeats.get(here.name, ())
            if here.name in self._names:
                ours = (*ours, here.name)
            shared = ""
            for theirs, mine in zip(self.repeats[name], ours, strict=False):
                if theirs != mine:
                    break
                shared = theirs
            self._shared[key] = shared
        return self._shared[key]


def _below(time: Node, name: str, by_name: Mapping[str, list[Node]]) -> list[Node]:
    """Return the nodes called *name* below *time*; searched for when it was not kept."""
    if time.inside is not None:
        return time.inside.get(name) or []
    return [node for node in by_name.get(name, ()) if _is_within(node, time)]


def _is_within(node: Node, around: Node) -> bool:
    place: Node | None = node
    while place is not None:
        if place is around:
            return True
        place = place.parent
    return False


# Not frozen: a form makes one for every place with a rule, and a frozen one takes four
# times as long to make.
@dataclass(slots=True)
class Scope:
    """What an expression sees; nobody changes it.

    ``here`` is the node the rule belongs to (``.``), ``now`` the commune's time with its
    zone; ``lists`` are the lists of choices for ``instance()`` and ``pulldata()``: a node
    whose child ``root`` has an ``item`` for each choice, with a child for each column.
    ``choice_name`` gives the words for a value of a question (``jr:choice-name``), ``words``
    those with an identifier (``jr:itext``), empty when there are none; ``draw`` is where
    ``random()`` comes from; ``language`` that of the words in dates.
    """

    document: Document
    here: Node
    now: datetime
    lists: Mapping[str, Node] = field(default_factory=dict)
    choice_name: Callable[[str, str], str] = lambda question, value: value
    words: Callable[[str], str] = lambda identifier: ""
    draw: Callable[[], float] = random
    language: str = "vi"


class Visits:
    """How many more nodes one run may visit, so that none lasts for ever, and what it found.

    ``known`` keeps the nodes of paths that mean the same wherever they are asked for.
    """

    __slots__ = ("known", "left")

    def __init__(self, left: int = MOST_VISITS) -> None:
        self.left = left
        self.known: dict[object, list[Node]] | None = None


# What an expression looks at: the node, its position and how many there are (XPath 1.0 §1).
Place = tuple[Node, int, int, Visits]
