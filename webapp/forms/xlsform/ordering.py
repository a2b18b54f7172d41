"""References between questions: whether they exist, and in which order they follow."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

from webapp.forms.complaints import say, say_expression
from webapp.forms.rule_language.evaluation import Expression
from webapp.forms.rule_language.syntax import ExpressionError
from webapp.forms.rules import Question, QuestionType, Section
from webapp.forms.xlsform.cells import Place


def reference_problems(
    places: Sequence[Place], parts: Mapping[str, Question | Section], unread: Container[str]
) -> Iterator[tuple[Place, str]]:
    """Yield places with references that lead nowhere, and the sentence about each.

    *unread* are names that stand in the form though nothing is known of them.
    """
    for place in places:
        for reference in place.references:
            target = parts.get(reference.name)
            note = isinstance(target, Question) and target.type is QuestionType.NOTE
            if reference.name not in unread and (target is None or note):
                kind = "note_reference" if note else "unknown_reference"
                error = ExpressionError(kind, reference.at, reference.name)
                yield place, say_expression(error)


def order_of(parts: Sequence[Question | Section]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return an order in which answers can be worked out, and a circle.

    One of the two is empty.  A constraint or a word on the screen does not count: they may
    well look at two answers from both sides.  The order of the form is kept where it can be.
    """
    at = {part.name: place for place, part in enumerate(parts)}
    waiting = {part.name: _looks_at(part) & at.keys() for part in parts}
    followers: dict[str, list[str]] = {}
    for name, needs in waiting.items():
        for need in needs:
            followers.setdefault(need, []).append(name)
    ready = [at[name] for name, needs in waiting.items() if not needs]
    heapify(ready)
    order: list[str] = []
    while ready:
        name = parts[heappop(ready)].name
        order.append(name)
        del waiting[name]
        for follower in followers.get(name, ()):
            waiting[follower].discard(name)
            if not waiting[follower]:
                heappush(ready, at[follower])
    return ((), _circle(waiting)) if waiting else (tuple(order), ())


def _rules(part: Question | Section) -> dict[str, Expression | None]:
    """Return the rules of *part* that decide, by the name of their column."""
    if isinstance(part, Section):
        return {"relevant": part.relevant, "repeat_count": part.count}
    return {
        "relevant": part.relevant,
        "calculation": part.calculation,
        "choice_filter": part.choice_filter,
        "default": part.default,
    }


def _looks_at(part: Question | Section) -> set[str]:
    """Return what must be known first: the section around, and what the rules name."""
    around = part.section if isinstance(part, Question) else part.parent
    found = {around} if around else set()
    for rule in _rules(part).values():
        found.update(reference.name for reference in (rule.references() if rule else ()))
    return found


def _circle(waiting: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Follow needs from any waiting question until one comes again."""
    path = [next(iter(waiting))]
    while True:
        following = sorted(waiting[path[-1]])[0]
        if following in path:
            return tuple(path[path.index(following) :])
        path.append(following)


def circle_column(circle: Sequence[str], part: Question | Section) -> str:
    """Return the column of *part*, the first of *circle*, that leads to the next of it."""
    following = circle[1 % len(circle)]
    for column, rule in _rules(part).items():
        if rule and any(reference.name == following for reference in rule.references()):
            return column
    return "type"


def circle_sentence(circle: tuple[str, ...]) -> str:
    """Return the sentence about *circle*: a → b → a."""
    return say("circle", " → ".join((*circle, circle[0])))
