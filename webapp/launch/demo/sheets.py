"""Filling in a form as an invented child would, through the same reader as the web."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from webapp.forms import filling
from webapp.forms.rules import Form, Question, QuestionType, Value
from webapp.submissions.service import DraftData
from webapp.surveykit import Role

Give = Callable[[Question], list[str]]


def filled_in(form: Form, today: date, give: Give) -> DraftData:
    """Walk through all pages of *form*; only ``answers`` of the draft are set here."""
    answers: dict[str, Value] = {}
    number = 0
    while number < len(pages := filling.visible_pages(form, answers, today)):
        page = pages[number]
        posted = {name: give(form.by_name[name]) for name in page.questions}
        result = filling.read_page(form, page, posted, answers, today)
        answers = result.answers
        number += 1
    return DraftData(0, "", 0, None, answers)


def chooser(
    random: Random, age: int, topics: tuple[str, ...], texts: Mapping[str, str], personal: Give
) -> Give:
    """Return how one child answers: the given texts by question, the rest by chance."""

    def give(question: Question) -> list[str]:
        if question.name in texts:
            return [texts[question.name]]
        if question.role == Role.AGE:
            return [_age_choice(question, age)]
        if question.role == Role.TOPIC:
            return _with_topics(question, topics)
        if question.type is QuestionType.SELECT_ONE:
            return [random.choice(question.choices).name]
        if question.type is QuestionType.SELECT_MULTIPLE:
            return _some(random, question)
        return personal(question)

    return give


def _age_choice(question: Question, age: int) -> str:
    """Return the choice for *age*; the last one stands for everybody older."""
    names = [choice.name for choice in question.choices]
    return str(age) if str(age) in names else names[-1]


def _with_topics(question: Question, topics: tuple[str, ...]) -> list[str]:
    fitting = [c.name for c in question.choices if (c.topic or c.name) in topics]
    return fitting[: 1 if question.type is QuestionType.SELECT_ONE else 3]


def _some(random: Random, question: Question) -> list[str]:
    alone = [choice.name for choice in question.choices if choice.exclusive]
    if alone and random.random() < 0.3:
        return alone[:1]
    others = [choice.name for choice in question.choices if not choice.exclusive]
    return random.sample(others, k=min(len(others), random.choice((1, 1, 2))))
