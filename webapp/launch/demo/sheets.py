"""Filling in a form as an invented child would, through the same reader as the web."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from webapp.forms import filling
from webapp.forms.rules import Form, Page, Question, QuestionType
from webapp.launch.demo.answering import some_answer
from webapp.submissions.service import DraftData
from webapp.surveykit import Role

Give = Callable[[Question], list[str]]


def filled_in(form: Form, today: date, give: Give) -> DraftData:
    """Walk through all pages of *form*; only ``answers`` of the draft are set here.

    A repeat is filled once: whoever is asked for another says no.
    """
    answers = filling.begin(form, today, seed=1)
    page: Page | None = next(iter(filling.look(form, answers, today).pages), None)
    while page is not None:
        posted = {name: give(form.by_name[name]) for name in page.questions}
        posted |= {"_more": ["no"]} if page.asks_for_more else {}
        answers = filling.read_page(form, page, posted, answers, today).answers
        page = filling.look(form, answers, today).after(page)
    return DraftData(0, "", 0, None, answers)


def chooser(
    random: Random, age: int, topics: tuple[str, ...], texts: Mapping[str, str], personal: Give
) -> Give:
    """Return how one child answers: the given texts by question, the rest by chance.

    What is typed freely or ticked as an agreement comes from *personal* alone.
    """

    def give(question: Question) -> list[str]:
        if question.name in texts:
            return [texts[question.name]]
        if question.role == Role.AGE and question.choices:
            return [_age_choice(question, age)]
        if question.role == Role.AGE:
            return [str(age)]
        if question.role == Role.TOPIC:
            return _with_topics(question, topics)
        if question.type in _BY_HAND:
            return personal(question)
        return some_answer(random, question, question.choices, A_DAY)

    return give


_BY_HAND = frozenset({QuestionType.TEXT, QuestionType.ACKNOWLEDGE, QuestionType.DATE})
# Days are asked by ``personal``; for the others any will do.
A_DAY = date(2023, 8, 15)


def _age_choice(question: Question, age: int) -> str:
    """Return the choice for *age*; the last one stands for everybody older."""
    names = [choice.name for choice in question.choices]
    return str(age) if str(age) in names else names[-1]


def _with_topics(question: Question, topics: tuple[str, ...]) -> list[str]:
    fitting = [c.name for c in question.choices if (c.topic or c.name) in topics]
    return fitting[: 1 if question.type is QuestionType.SELECT_ONE else 3]
