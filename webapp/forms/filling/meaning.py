"""What answers mean to the rest of the house: words, age, topics, consents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.forms.filling.days import show_day, show_moment
from webapp.forms.filling.numbers import show_number
from webapp.forms.filling.places import place_text
from webapp.forms.identifying import IN_WORDS
from webapp.forms.rules import (
    PICTURES,
    SELECTS,
    YES,
    Answers,
    Form,
    Question,
    QuestionType,
    Texts,
    Value,
    text_in,
)
from webapp.surveykit import Role

_TICKED: Texts = {"vi": "Đồng ý", "en": "Agreed"}
_PICTURE: Texts = {"vi": "Có hình", "en": "A picture"}
_T = QuestionType


@dataclass(frozen=True)
class Given:
    """One answer: to which question, at which time of the repeats around it."""

    question: Question
    at: tuple[int, ...]
    value: Value

    @property
    def place(self) -> str:
        """Return where it stands as text: ``ten``, or ``ten@2.1`` inside repeats."""
        return place_text(self.question.name, self.at)


def given_answers(form: Form, answers: Answers) -> Iterator[Given]:
    """Yield every answer of *answers*, those inside repeats too.

    The order is that of the form; all answers of a question together, the first time first.
    """
    for question in form.questions:
        yield from _given(question, form.repeats_around(question.name), answers, ())


def _given(
    question: Question, repeats: tuple[str, ...], answers: Answers, at: tuple[int, ...]
) -> Iterator[Given]:
    if not repeats:
        if question.name in answers:
            yield Given(question, at, answers[question.name])
        return
    times = answers.get(repeats[0])
    for number, time in enumerate(times if isinstance(times, list) else (), start=1):
        if isinstance(time, dict):
            yield from _given(question, repeats[1:], time, (*at, number))


def describe(question: Question, value: Value | None, language: str) -> str:
    """Return *value* as a person reads it; empty text when unanswered.

    Days are written dd/mm/yyyy, decimals with a comma in Vietnamese, an order with its
    numbers.  A choice that is no longer in the form is shown by its name; a picture by the
    words that there is one, since only those who may see it get its address.
    """
    if value is None or value is False:
        return ""
    if value is True:
        return text_in(_TICKED, language)
    if question.type in SELECTS:
        return _picked(question, value if isinstance(value, list) else [value], language)
    if question.type in PICTURES:
        return text_in(_PICTURE, language)
    words = ""
    if question.type is _T.RANGE and isinstance(value, int | float):
        step = question.step(value)
        words = f" – {text_in(step.label, language)}" if step else ""
    return _plain(question, value, language) + words


def _picked(question: Question, names: Sequence[object], language: str) -> str:
    labels = [_label(question, str(name), language) for name in names]
    if question.type is _T.RANK:
        labels = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
    return ", ".join(labels)


def _plain(question: Question, value: Value, language: str) -> str:
    if isinstance(value, float):
        return show_number(value, language)
    if question.type is _T.DATE:
        return show_day(str(value), question.appearance.split())
    return show_moment(str(value)) if question.type is _T.DATETIME else str(value)


def _label(question: Question, name: str, language: str) -> str:
    choice = question.choice(str(name))
    return text_in(choice.label, language) if choice else name


def label_of(question: Question, at: tuple[int, ...], language: str) -> str:
    """Return the words of *question*, with the number of the time where there are several.

    An answer within the words is left out: it may be a name.
    """
    words = plain_words(question.label, language)
    return f"{words} ({'.'.join(map(str, at))})" if at else words


def plain_words(texts: Texts, language: str) -> str:
    """Return words of a form in *language* without the answers that stand within them."""
    return IN_WORDS.sub("…", text_in(texts, language))


def answer_with_role(form: Form, answers: Answers, role: str) -> Value | None:
    """Return the first given answer to a question with *role*."""
    return next((given.value for given in _with_role(form, answers, role)), None)


def _with_role(form: Form, answers: Answers, role: str) -> Iterator[Given]:
    for question in form.with_role(role):
        yield from _given(question, form.repeats_around(question.name), answers, ())


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


def impersonal(form: Form, answers: Answers) -> dict[str, Value]:
    """Return *answers* without what tells who a child is, for a survey's hooks.

    A child's words stay; personal answers, pictures, and what is calculated from words
    or persons do not, also inside repeats.
    """
    kept: dict[str, Value] = {}
    for name, value in answers.items():
        question = form.by_name.get(name)
        if question is not None:
            if name not in form.private or question.opinion:
                kept[name] = value
        elif name in form.sections_by_name and isinstance(value, list):
            kept[name] = [impersonal(form, time) for time in value if isinstance(time, dict)]
    return kept


def topics_of(form: Form, answers: Answers) -> tuple[str, ...]:
    """Return the topic codes chosen in questions with the role ``topic``, each once.

    A choice's code is its ``emnoi::topic``, else its name; "none of these" has none.
    """
    found: dict[str, None] = {}
    for given in _with_role(form, answers, Role.TOPIC):
        names = given.value if isinstance(given.value, list) else [str(given.value)]
        for name in names:
            choice = given.question.choice(str(name))
            if choice is not None and not choice.exclusive:
                found[choice.topic or choice.name] = None
    return tuple(found)


def consents_of(form: Form, answers: Answers) -> dict[str, bool]:
    """Map each answered consent role to whether it was given.

    A ticked box is a consent; a choice is one when it is ``yes``.  Silence is none
    (Luật 91/2025/QH15, Điều 9), so an unanswered one is absent.  Asked several times
    in a repeat, it was given only if it was given each time.
    """
    found: dict[str, bool] = {}
    for given in given_answers(form, answers):
        if given.question.consent:
            role = given.question.role
            found[role] = found.get(role, True) and given.value in (True, YES)
    return found
