"""References between questions: whether they exist, and in which order they follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from webapp.forms.complaints import say, say_expression
from webapp.forms.rule_language.syntax import ExpressionError
from webapp.forms.rules import Question, Section


def reference_problems(
    part: Question | Section, by_name: Mapping[str, Question]
) -> Iterator[tuple[str, str]]:
    """Yield (column, sentence) for references of *part* that lead nowhere."""
    rules = [("relevant", part.relevant)]
    if isinstance(part, Question):
        rules += [("required", part.required), ("constraint", part.constraint)]
    for column, rule in rules:
        for reference in rule.references() if rule else ():
            target = by_name.get(reference.name)
            if target is None or not target.asks:
                kind = "unknown_reference" if target is None else "note_reference"
                yield column, say_expression(ExpressionError(kind, reference.at, reference.name))


def order_of(parts: Sequence[Question | Section]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return an order in which conditions can be looked at, and a circle.

    One of the two is empty.  Only ``relevant`` counts: a constraint may well look
    at two answers from both sides.  The order of the form is kept where it can be.
    """
    names = {part.name for part in parts}
    waiting = {part.name: _looks_at(part) & names for part in parts}
    order: list[str] = []
    while waiting:
        ready = next((name for name, needs in waiting.items() if not needs), None)
        if ready is None:
            return (), _circle(waiting)
        order.append(ready)
        del waiting[ready]
        for needs in waiting.values():
            needs.discard(ready)
    return tuple(order), ()


def _looks_at(part: Question | Section) -> set[str]:
    """Return what must be known first: the section around, and what the rule names."""
    around = part.section if isinstance(part, Question) else part.parent
    named = part.relevant.references() if part.relevant else ()
    return {reference.name for reference in named} | ({around} if around else set())


def _circle(waiting: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Follow needs from any waiting question until one comes again."""
    path = [next(iter(waiting))]
    while True:
        following = sorted(waiting[path[-1]])[0]
        if following in path:
            return tuple(path[path.index(following) :])
        path.append(following)


def circle_sentence(circle: tuple[str, ...]) -> str:
    """Return the sentence about *circle*: a → b → a."""
    return say("circle", " → ".join((*circle, circle[0])))
