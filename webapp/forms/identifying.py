"""Which answers of a form may tell who a child is, or repeat what a child wrote.

A calculation that looks at a name holds the name; a calculation that looks at
that calculation holds it too.  So it is followed through every rule that makes a
value, however it names what it looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from webapp.forms.rule_language.syntax import Call, Path, Reference, walk

if TYPE_CHECKING:
    from webapp.forms.rule_language.evaluation import Expression
    from webapp.forms.rules import Form, Question

IN_WORDS = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
ANY_NAME = "*"


def private_names(form: Form) -> frozenset[str]:
    """Return the names of *form*'s questions whose value may identify a child."""
    found = {question.name for question in form.questions if _by_itself(question)}
    within = _within(form)
    looks = {question.name: _makers(question) for question in form.questions}
    while True:
        more = {
            name
            for name, makers in looks.items()
            if name not in found and any(_tells(maker, within, found) for maker in makers)
        }
        if not more:
            return frozenset(found)
        found |= more


def names_in(rule: Expression) -> frozenset[str]:
    """Return every name *rule* may look at: references and steps of paths, ``*`` for all."""
    names: set[str] = set()
    for node in walk(rule.tree):
        if isinstance(node, Reference):
            names.add(node.name)
        elif isinstance(node, Path):
            names.update(step.name for step in node.steps if step.axis not in {"parent", "self"})
    return frozenset(names)


def _told_by(rule: Expression) -> frozenset[str]:
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


def _by_itself(question: Question) -> bool:
    return question.personal or question.opinion or question.type.value in {"drawing", "picture"}


def _makers(question: Question) -> frozenset[str]:
    """Return what the value of *question*, or the words for it, are made from."""
    names: set[str] = set()
    for rule in (question.calculation, question.default):
        names |= _told_by(rule) if rule else set()
    for choice in question.choices:
        for words in choice.label.values():
            names.update(IN_WORDS.findall(words))
    return frozenset(names - {question.name})


def _within(form: Form) -> dict[str, frozenset[str]]:
    """Map each section to all questions in it: to look at it is to look at them."""
    inside: dict[str, set[str]] = {section.name: set() for section in form.sections}
    for question in form.questions:
        for section in form.around(question.name):
            inside[section.name].add(question.name)
    return {name: frozenset(names) for name, names in inside.items()}


def _tells(name: str, within: dict[str, frozenset[str]], found: set[str]) -> bool:
    return bool(found) if name == ANY_NAME else name in found or bool(_all_of(name, within) & found)


def _all_of(name: str, within: dict[str, frozenset[str]]) -> frozenset[str]:
    return within.get(name, frozenset())


def references_in_words(words: str) -> Iterator[str]:
    """Yield the names that ``${name}`` in *words* asks for, in order."""
    yield from IN_WORDS.findall(words)
