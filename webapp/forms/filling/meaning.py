"""What answers mean to the rest of the house: words, age, topics, consents."""

from __future__ import annotations

from datetime import date

from webapp.forms.filling.reading import show_date
from webapp.forms.rules import YES, Answers, Form, Question, QuestionType, Value, text_in
from webapp.surveykit import Role

_TICKED = {"vi": "Đồng ý", "en": "Agreed"}


def describe(question: Question, value: Value | None, language: str) -> str:
    """Return *value* as a person reads it; empty text when unanswered.

    A choice that is no longer in the form is shown by its name.
    """
    if value is None or value is False:
        return ""
    if value is True:
        return text_in(_TICKED, language)
    if question.type in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}:
        names = value if isinstance(value, list) else [str(value)]
        return ", ".join(_label(question, str(name), language) for name in names)
    return show_date(str(value)) if question.type is QuestionType.DATE else str(value)


def _label(question: Question, name: str, language: str) -> str:
    choice = question.choice(str(name))
    return text_in(choice.label, language) if choice else name


def answer_with_role(form: Form, answers: Answers, role: str) -> Value | None:
    """Return the first given answer to a question with *role*."""
    names = (question.name for question in form.with_role(role))
    return next((answers[name] for name in names if name in answers), None)


def age_of(form: Form, answers: Answers, today: date) -> int | None:
    """Return the age from the role ``age``, else from ``birth_date``; None when unknown.

    With the year of birth alone the age is the one reached within this year.
    """
    stated = answer_with_role(form, answers, Role.AGE)
    if stated is not None:
        return int(str(stated)) if str(stated).isdecimal() else None
    born = answer_with_role(form, answers, Role.BIRTH_DATE)
    if born is None:
        return None
    if len(str(born)) == 4:
        return today.year - int(str(born))
    day = date.fromisoformat(str(born))
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def topics_of(form: Form, answers: Answers) -> tuple[str, ...]:
    """Return the topic codes chosen in questions with the role ``topic``, each once.

    A choice's code is its ``emnoi::topic``, else its name; "none of these" has none.
    """
    found: dict[str, None] = {}
    for question in form.with_role(Role.TOPIC):
        value = answers.get(question.name)
        names = value if isinstance(value, list) else [str(value)] if value is not None else []
        for name in names:
            choice = question.choice(str(name))
            if choice is not None and not choice.exclusive:
                found[choice.topic or choice.name] = None
    return tuple(found)


def consents_of(form: Form, answers: Answers) -> dict[str, bool]:
    """Map each answered consent role to whether it was given.

    A ticked box is a consent; a choice is one when it is ``yes``.  Silence is none
    (Luật 91/2025/QH15, Điều 9), so an unanswered one is absent.
    """
    return {
        question.role: answers[question.name] in (True, YES)
        for question in form.questions
        if question.consent and question.name in answers
    }
