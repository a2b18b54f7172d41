"""Which answers of a form may tell who a child is, or repeat what a child wrote.

A calculation that looks at a name holds the name; a calculation that looks at
that calculation holds it too.  So it is followed through every rule that makes a
value, however it names what it looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from webapp.forms.rule_language.evaluation import Expression
from webapp.forms.rule_language.syntax import Call, Path, Reference, walk

IN_WORDS = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
ANY_NAME = "*"


def private_names(
    own: Iterable[str],
    made_from: Mapping[str, frozenset[str]],
    inside: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """Return *own*, the names that identify by themselves, and all that are made from them.

    *made_from* maps each question to the names its value or the words for it are made from;
    *inside* maps each section to the questions in it: to look at it is to look at them.
    """
    found = set(own)
    while True:
        more = {
            name
            for name, makers in made_from.items()
            if name not in found and any(_tells(maker, inside, found) for maker in makers)
        }
        if not more:
            return frozenset(found)
        found |= more


def _tells(name: str, inside: Mapping[str, frozenset[str]], found: set[str]) -> bool:
    if name == ANY_NAME:
        return bool(found)
    return name in found or bool(inside.get(name, frozenset()) & found)


def names_in(rule: Expression) -> frozenset[str]:
    """Return every name *rule* may look at: references and steps of paths, ``*`` for all."""
    names: set[str] = set()
    for node in walk(rule.tree):
        if isinstance(node, Reference):
            names.add(node.name)
        elif isinstance(node, Path):
            names.update(step.name for step in node.steps if step.axis not in {"parent", "self"})
    return frozenset(names)


def told_by(rule: Expression) -> frozenset[str]:
    """Return the names whose values *rule* may tell: how many there are tells none of them."""
    nodes = list(walk(rule.tree))
    counted = {
        id(argument): argument.name
        for node in nodes
        if isinstance(node, Call) and node.function in {"count", "position"}
        for argument in node.arguments
        if isinstance(argument, Reference)
    }
    told = {n.name for n in nodes if isinstance(n, Reference) and id(n) not in counted}
    return names_in(rule) - (set(counted.values()) - told)


def references_in_words(words: str) -> Iterator[str]:
    """Yield the names that ``${name}`` in *words* asks for, in order."""
    yield from IN_WORDS.findall(words)
