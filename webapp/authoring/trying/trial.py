"""Trying a form: a child's sheet without a seat, and where each answer would go.

Nothing is stored: the answers travel with the page, signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.forms import filling
from webapp.forms.rules import PICTURES, Answers, Form, Question, text_in
from webapp.intake.sorting import sort_answers
from webapp.respond.seat import Seat
from webapp.respond.sheet import Sheet
from webapp.submissions.service import DraftData

_NOBODY = Seat("", "")


@dataclass(frozen=True)
class Outcome:
    """One question after a try: was it shown, what is its value, where would it go.

    ``place`` is a key of ``labels.PLACES``, empty where there is nothing to store.
    """

    name: str
    label: str
    asked: bool
    shown: bool
    value: str
    place: str


def sheet_for(form: Form, answers: Mapping[str, Any], today: date) -> Sheet:
    """Return a sheet that belongs to nobody."""
    draft = DraftData(0, form.band, 0, None, dict(answers))
    return Sheet(_NOBODY, draft, form, today)


def begun(form: Form, today: date) -> Sheet:
    """Return the sheet as a child gets it."""
    return sheet_for(form, filling.begin(form, today), today)


def outcomes(
    form: Form, answers: Answers, today: date, language: str, protected: frozenset[str]
) -> list[Outcome]:
    """Return what sending *answers* would do with each question, in the order of the form."""
    pruned = filling.prune(form, answers, today)
    closed = sort_answers(form, pruned, language, protected).closed
    sheet = sheet_for(form, answers, today)
    values: dict[str, list[Any]] = {}
    for one in filling.given_answers(form, pruned):
        values.setdefault(one.question.name, []).append(one.value)
    return [
        _outcome(sheet, question, values.get(question.name, []), closed, language)
        for question in form.questions
        if question.asks or question.calculation is not None
    ]


def _outcome(
    sheet: Sheet, question: Question, values: list[Any], closed: Answers, language: str
) -> Outcome:
    form = sheet.form
    return Outcome(
        name=question.name,
        label=text_in(question.label, language, form.default_language) or question.name,
        asked=question.asks,
        shown=bool(form.repeats_around(question.name)) or sheet.state.shown(question.name),
        value=" · ".join(filling.describe(question, value, language) for value in values),
        place=_place(question, closed) if values else "",
    )


def _place(question: Question, closed: Answers) -> str:
    if question.type in PICTURES:
        return "picture"
    if question.consent:
        return "consent"
    if question.personal:
        return "personal"
    if question.opinion:
        return "opinion"
    return "closed" if _holds(closed, question.name) else "nowhere"


def _holds(closed: Any, name: str) -> bool:
    """Tell whether the answers that lie open hold *name*, also inside repeats."""
    if isinstance(closed, list):
        return any(_holds(time, name) for time in closed)
    if isinstance(closed, Mapping):
        return name in closed or any(_holds(value, name) for value in closed.values())
    return False
