"""Which names of a form and which lists an expression looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.forms.rule_language.documents import ROOT
from webapp.forms.rule_language.syntax import (
    Call,
    Filter,
    Node,
    Path,
    Reference,
    Text,
    children,
    walk,
)

_IN_TEXT = re.compile(r"\s*\$\{\s*([^\W\d][\w.-]*)\s*\}\s*")
_BY_NAME = frozenset({"instance", "pulldata"})


def references(tree: Node, columns: bool = False) -> Iterator[Reference]:
    """Yield every name of the form in *tree*, in the order written.

    That is each ``${name}``, also the one in quotes of ``jr:choice-name``, and the names
    on a path such as ``../name`` or ``/data/group/name``.  With *columns* a path without
    beginning starts at an item of a list, so its names are columns.
    """
    if isinstance(tree, Reference):
        yield tree
    elif isinstance(tree, Path):
        yield from _on_path(tree, columns)
    elif isinstance(tree, Filter):
        yield from references(tree.nodes, columns)
        inside = _is_list(tree.nodes, columns)
        for condition in tree.predicates:
            yield from references(condition, inside)
    elif isinstance(tree, Call) and tree.function == "jr:choice-name":
        for part in tree.arguments:
            named = _IN_TEXT.fullmatch(part.value) if isinstance(part, Text) else None
            if named and isinstance(part, Text):
                yield Reference(named[1], part.at)
            yield from references(part, columns)
    else:
        for child in children(tree):
            yield from references(child, columns)


def _on_path(path: Path, columns: bool) -> Iterator[Reference]:
    if not isinstance(path.base, str):
        yield from references(path.base, columns)
    in_list = _is_list(path, columns)
    for place, step in enumerate(path.steps):
        root = path.base == "/" and place == 0 and step.name == ROOT
        if not in_list and not root and step.name != "*":
            yield Reference(step.name, step.at)
        for condition in step.predicates:
            yield from references(condition, in_list)


def _is_list(node: Node, columns: bool) -> bool:
    """Tell whether *node* gives nodes of a list of choices, not of the form."""
    while True:
        if isinstance(node, Filter):
            node = node.nodes
        elif isinstance(node, Path) and not isinstance(node.base, str):
            node = node.base
        elif isinstance(node, Call) and node.function == "randomize":
            node = node.arguments[0]
        else:
            break
    if isinstance(node, Path):
        return columns and node.base == "."
    return isinstance(node, Call) and node.function == "instance"


def is_same_everywhere(path: Path) -> bool:
    """Tell whether *path* means the same nodes all through one run, and is long to walk.

    So it starts at a place that brackets around it do not change, and nothing in it
    is drawn by lot; brackets of its own or ``//`` make it long.
    """
    base: str | Node = path
    long = False
    while isinstance(base, Path | Filter):
        if isinstance(base, Path):
            long = long or any(s.predicates or s.axis == "descendant-or-self" for s in base.steps)
            base = base.base
        else:
            long, base = True, base.nodes
    fixed = base in {"/", "current"} if isinstance(base, str) else _is_fixed(base)
    return long and fixed and not any(_is_drawn(node) for node in walk(path))


def _is_fixed(node: Node) -> bool:
    return isinstance(node, Reference) or (isinstance(node, Call) and node.function == "instance")


def _is_drawn(node: Node) -> bool:
    return isinstance(node, Call) and node.function in {"random", "randomize", "uuid"}


def words_asked(tree: Node) -> Iterator[Text | None]:
    """Yield each identifier that ``jr:itext()`` asks for; None for one that answers make."""
    for node in walk(tree):
        if isinstance(node, Call) and node.function == "jr:itext":
            named = node.arguments[0]
            yield named if isinstance(named, Text) else None


def lists(tree: Node) -> Iterator[Reference]:
    """Yield the name of every list asked for by ``instance()`` or ``pulldata()``."""
    for node in walk(tree):
        if isinstance(node, Call) and node.function in _BY_NAME and node.arguments:
            named = node.arguments[0]
            if isinstance(named, Text):
                yield Reference(named.value, named.at)
