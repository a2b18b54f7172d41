"""Meaning of an expression: compiled once, run on answers.

``compile_expression`` checks everything that can be known without answers
(functions, their arguments, patterns) and returns an ``Expression``.  Running
one takes microseconds, touches nothing but the ``Scope`` and cannot fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from webapp.forms.rule_language.checking import check, kind_of
from webapp.forms.rule_language.compiling import compiled, predicate
from webapp.forms.rule_language.documents import MOST_VISITS, Node, Scope, Visits
from webapp.forms.rule_language.expressions import parse
from webapp.forms.rule_language.looking import lists, references
from webapp.forms.rule_language.paths import Choose
from webapp.forms.rule_language.quick_comparisons import Run
from webapp.forms.rule_language.syntax import Node as Tree
from webapp.forms.rule_language.syntax import Reference
from webapp.forms.rule_language.templates import Template, compile_text
from webapp.forms.rule_language.tree_json import as_json
from webapp.forms.rule_language.values import Value, to_number, to_text, to_truth

__all__ = ["Expression", "Scope", "Template", "Value", "compile_expression", "compile_text"]


@dataclass(frozen=True)
class Expression:
    """A checked expression.  Two with the same text are the same."""

    source: str
    tree: Tree = field(compare=False, repr=False)
    bare_names: bool = field(compare=False, repr=False)
    _run: Run = field(compare=False, repr=False)

    @property
    def kind(self) -> str:
        """Return ``text number truth nodes``, or ``any`` where answers decide.

        A condition that is ``nodes`` holds whatever is answered: a forgotten comparison.
        """
        return kind_of(self.tree)

    def run(self, scope: Scope) -> Value:
        """Return its value."""
        document = scope.document
        granted = min(MOST_VISITS, document.visits_left)
        visits = Visits(granted)
        value: Value = self._run(scope, (scope.here, 1, 1, visits))
        document.visits_left -= granted - max(visits.left, 0)
        return value

    def holds(self, scope: Scope) -> bool:
        """Tell whether the expression is true."""
        return to_truth(self.run(scope))

    def text(self, scope: Scope) -> str:
        """Return its value as text."""
        return to_text(self.run(scope))

    def number(self, scope: Scope) -> float:
        """Return its value as a number; not-a-number when it is none."""
        return to_number(self.run(scope), scope.now)

    def choose(self, scope: Scope, items: Sequence[Node]) -> list[Node]:
        """Return the *items* of a list that it chooses, as a predicate does (choice_filter).

        Bare names, ``.`` and ``position()`` are those of the item; ``${name}`` and
        ``current()`` belong to the question.
        """
        document = scope.document
        granted = min(MOST_VISITS, document.visits_left)
        visits = Visits(granted)
        chosen = self._chooser(scope, list(items), visits)
        document.visits_left -= granted - max(visits.left, 0)
        return chosen

    @cached_property
    def _chooser(self) -> Choose:
        return predicate(self.tree)

    def references(self) -> tuple[Reference, ...]:
        """Return every name of the form it looks at, in the order written (``looking``)."""
        return tuple(references(self.tree, self.bare_names))

    def lists(self) -> tuple[Reference, ...]:
        """Return the names of the lists it looks into by ``instance()`` and ``pulldata()``."""
        return tuple(lists(self.tree))

    def as_json(self) -> list[Any]:
        """Return the tree as nested lists for the browser (``syntax``)."""
        return as_json(self.tree)


def compile_expression(source: str, *, bare_names: bool = False) -> Expression:
    """Return *source* ready to run; raise ``ExpressionError`` with a place in it.

    *bare_names* lets a word alone be a column of the list of choices.
    """
    tree = parse(source, bare_names=bare_names)
    check(tree)
    return Expression(source, tree, bare_names, compiled(tree))
