"""What a template may say: names, lists that are ours, conditions, a few filters.

A template is code.  Jinja's sandbox keeps it from our program, not from a loop that never
ends or a word of a thousand million letters; therefore only a few kinds of words are
understood at all.
"""

from __future__ import annotations

from typing import Any

from webapp.safeguarding.papers.fields import DOTS, LISTS

_KINDS = frozenset(
    {
        "Template", "Output", "TemplateData", "Name", "Getattr", "Const", "For", "If", "CondExpr",
        "Compare", "Operand", "And", "Or", "Not", "Filter", "Test",
    }
)  # fmt: skip
_FILTERS = frozenset({"upper", "lower", "capitalize", "title", "trim", "length", "default"})
# A list within a list is a table; more would be a way to keep a computer busy.
MOST_LOOPS, DEEPEST_LOOP = 40, 2


def sandbox() -> Any:
    """Return the environment every template runs in."""
    from jinja2 import TemplateSyntaxError, Undefined, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Dots(Undefined):
        """What a template asks for and nobody knows: a line to write on."""

        def __str__(self) -> str:
            return DOTS

    class Plain(ImmutableSandboxedEnvironment):
        """Refuses a template that says more than a form needs, before anything runs."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            word = _too_much(tree)
            if word:
                raise TemplateSyntaxError(f"not in a form: {word}", 1)
            return tree

    environment = Plain(autoescape=True, undefined=Dots)
    # No range, no cycler, no namespace: loops go over our lists only.
    environment.globals.clear()
    return environment


def _too_much(tree: Any) -> str:
    """Return the first kind of word in *tree* that no form needs, or nothing."""
    from jinja2 import nodes

    for node in tree.find_all(nodes.Node):
        kind = type(node).__name__
        if kind not in _KINDS or (kind == "Filter" and node.name not in _FILTERS):
            return kind
        if kind == "For" and (getattr(node.iter, "name", "") not in LISTS or node.recursive):
            return kind
    loops = list(tree.find_all(nodes.For))
    if len(loops) > MOST_LOOPS or any(_depth(loop) > DEEPEST_LOOP for loop in loops):
        return "For"
    return ""


def _depth(loop: Any) -> int:
    """Return how many loops stand in each other, *loop* being the outermost."""
    from jinja2 import nodes

    return 1 + max((_depth(one) for one in loop.find_all(nodes.For)), default=0)
