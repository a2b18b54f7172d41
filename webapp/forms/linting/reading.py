"""How long a form takes to read and answer (``child-ux.md`` §1.1).

``T = syllables / speed + 6 s a closed question + 90 s an open one + 60 s``; in
Vietnamese a syllable is a word between spaces.  Open is what a child writes or draws of
its own; a name or a phone number is typed from memory and counts as closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from webapp.forms.linting.bands import BANDS, reading_speed
from webapp.forms.rule_language.syntax import Call, Node, Operation, Reference, Text
from webapp.forms.rules import SELECTS, Form, Question, QuestionType, Section, text_in

CLOSED_SECONDS, OPEN_SECONDS, AROUND_SECONDS = 6, 90, 60
# Nobody reads a folded list to its end.
FOLDED = ("minimal", "autocomplete", "search")
READ_OF_FOLDED = 10
_SPOKEN = re.compile(r"[^\W_]")


class Road(StrEnum):
    """Which questions a child meets."""

    USUAL = "usual"
    LONGEST = "longest"


def syllables(text: str) -> int:
    """Count the words of *text* that hold a letter or a digit."""
    return sum(_SPOKEN.search(word) is not None for word in text.split())


def on_road(form: Form, road: Road) -> tuple[Question, ...]:
    """Return what a child sees on *road*, in order.

    The longest road has every question, even those that exclude each other: it is a
    bound.  On the usual one a condition that asks for one certain answer of several
    does not hold, one that excludes a certain answer does, and any other does.
    """
    shown = (question for question in form.questions if question.shows)
    if road is Road.LONGEST:
        return tuple(shown)
    return tuple(question for question in shown if _usually(form, question))


def _usually(form: Form, question: Question) -> bool:
    parts: tuple[Question | Section, ...] = (question, *form.around(question.name))
    rules = (part.relevant for part in parts)
    return all(rule is None or _holds(form, rule.tree) for rule in rules)


def _holds(form: Form, node: Node) -> bool:
    if isinstance(node, Operation):
        if node.operator in {"and", "or"}:
            join = all if node.operator == "and" else any
            return join([_holds(form, node.left), _holds(form, node.right)])
        certain = any(_is_choice(form, node.left, node.right, side) for side in (0, 1))
        return not (node.operator == "=" and certain)
    if isinstance(node, Call) and node.function == "not" and node.arguments:
        return not _holds(form, node.arguments[0])
    if isinstance(node, Call) and node.function == "selected" and len(node.arguments) > 1:
        return not _is_choice(form, node.arguments[0], node.arguments[1], 0)
    return True


def _is_choice(form: Form, left: Node, right: Node, side: int) -> bool:
    """Tell whether one answer of three or more is asked for: of two, either is usual."""
    asked, value = (left, right) if side == 0 else (right, left)
    if not isinstance(asked, Reference) or not isinstance(value, Text):
        return False
    question = form.by_name.get(asked.name)
    return question is not None and question.type in SELECTS and len(question.choices) > 2


def is_open(question: Question) -> bool:
    """Tell whether a child finds the answer in its own words or lines."""
    return question.opinion or question.type is QuestionType.DRAWING


def seconds(form: Form, speed: int, road: Road, language: str) -> int:
    """Return how many seconds a reader of *speed* syllables a minute needs on *road*."""
    questions = on_road(form, road)
    read = sum(syllables(text) for text in _texts(form, questions, language))
    asked = [question for question in questions if question.asks]
    opened = sum(is_open(question) for question in asked)
    answering = OPEN_SECONDS * opened + CLOSED_SECONDS * (len(asked) - opened)
    return round(read * 60 / speed) + answering + AROUND_SECONDS


def _texts(form: Form, questions: tuple[Question, ...], language: str) -> Iterator[str]:
    met = {question.name for question in questions}
    for page in form.pages:
        if met & set(page.questions):
            yield text_in(page.title, language)
    for question in questions:
        yield text_in(question.label, language)
        yield text_in(question.hint, language)
        folded = any(question.looks(word) for word in FOLDED)
        for choice in question.choices[: READ_OF_FOLDED if folded else None]:
            yield text_in(choice.label, language)


def time_of(form: Form, ages: range, road: Road, language: str = "vi") -> int:
    """Return the seconds of a child on *road*.

    On the usual road it is a child of the middle age, on the longest one the
    youngest: these are held against the budgets of the middle and of the slowest.
    Without *ages* adults answer, who read like the oldest.
    """
    ages = ages or BANDS[-1].ages
    age = ages.start if road is Road.LONGEST else ages[len(ages) // 2]
    return seconds(form, reading_speed(age), road, language)
