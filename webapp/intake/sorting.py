"""Which room each answer of a submission belongs to: a pure decision.

Closed answers stay with the submission; words of a child become opinions;
what identifies a person goes to ``privacy``; consents are recorded one by one.
Inside a repeat each answer goes its own way, with its place (``ten@2``): the closed
ones stay nested as they were given.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from webapp.base.text import fold
from webapp.directory.rules import SchoolView
from webapp.forms.filling import (
    Given,
    consents_of,
    describe,
    given_answers,
    label_of,
    place_text,
    plain_words,
    topics_of,
)
from webapp.forms.rules import PICTURES, SELECTS, Answers, Form, Question, QuestionType, Value
from webapp.opinions.service import TextAnswer
from webapp.privacy.service import ConsentGiven, PersonalText
from webapp.surveykit import Role

SHORTEST_SCHOOL_NAME = 3
# What stands for a picture that came without a word, so that somebody opens and answers it.
PICTURE_ALONE = "(Em gửi một bức hình, không viết chữ.)"


@dataclass(frozen=True)
class Sorted:
    """The answers of one submission, each where it belongs.

    ``needs_text`` tells that the form insists on at least one of the texts: a
    submission of it without any would look odd.
    """

    closed: dict[str, Value]
    texts: tuple[TextAnswer, ...]
    personal: tuple[PersonalText, ...]
    typed_personal: frozenset[str]
    consents: tuple[ConsentGiven, ...]
    needs_text: bool

    @property
    def anonymous(self) -> bool:
        """Tell whether no name of the child was given."""
        return all(text.role != Role.CHILD_NAME for text in self.personal)


def sort_answers(
    form: Form, answers: Answers, language: str, protected: frozenset[str] = frozenset()
) -> Sorted:
    """Return the answers of a checked and pruned submission, sorted.

    *language* is the one the child read the questions in: a consent is
    recorded with the words that were shown.  A topic among the *protected*
    ones is kept nowhere but in the concern it raises.
    """
    given = list(given_answers(form, answers))
    texts = [one for one in given if one.question.opinion]
    # A picture is kept by ``submissions``; here it is only a number, but a child who draws
    # and writes nothing has said something all the same.
    drawn = [one for one in given if one.question.type in PICTURES]
    personal = [one for one in given if _goes_apart(form, one.question)]
    asker = _wanted_answerer(given, form.default_language)
    sealed = {
        one.place for one in given if one.question.role == Role.TOPIC and _chose(one, protected)
    }
    return Sorted(
        closed=_closed(form, answers, sealed),
        texts=tuple(
            TextAnswer(
                question=one.place,
                label=label_of(one.question, one.at, form.default_language),
                text=str(one.value) if one.question.opinion else PICTURE_ALONE,
                wanted_answerer=asker,
            )
            for one in texts or drawn[:1]
        ),
        personal=tuple(_personal(form, one) for one in personal),
        typed_personal=frozenset(
            one.place for one in personal if one.question.type is QuestionType.TEXT
        ),
        consents=_consents(form, answers, language),
        needs_text=any(one.question.required is not None for one in texts),
    )


def _goes_apart(form: Form, question: Question) -> bool:
    """Tell whether an answer is stored apart and encrypted.

    Not only what is personal: also what a child answered where the box, or the words of
    the choices, came from such an answer; it must neither lie open nor be lost.
    """
    if question.type in PICTURES or question.opinion:
        return False
    return question.personal or (question.asks and question.name in form.private)


def _closed(
    form: Form, answers: Answers, sealed: Set[str], at: tuple[int, ...] = ()
) -> dict[str, Value]:
    """Return the answers that may lie open, nested as they were given.

    Whatever may tell who a child is, or repeat its words, is left out,
    calculations from such answers too (``Form.private``).  Every time of a repeat keeps
    its place; a repeat without anything to keep leaves no trace.
    """
    kept: dict[str, Value] = {}
    for name, value in answers.items():
        question = form.by_name.get(name)
        if question is not None:
            apart = name in form.private or question.consent or place_text(name, at) in sealed
            kept |= {} if apart else {name: value}
        elif name in form.sections_by_name and isinstance(value, list):
            times = [time for time in value if isinstance(time, dict)]
            inner = [_closed(form, t, sealed, (*at, n)) for n, t in enumerate(times, start=1)]
            kept |= {name: inner} if any(inner) else {}
    return kept


def with_topic(texts: tuple[TextAnswer, ...], topic: str | None) -> tuple[TextAnswer, ...]:
    """Return *texts* with the topic suggested to the moderator."""
    return tuple(replace(text, topic=topic) for text in texts)


def one_topic(form: Form, answers: Answers) -> str | None:
    """Return the topic the child chose, if it chose exactly one.

    With several chosen nobody can say which of them a text is about.
    """
    chosen = topics_of(form, answers)
    return chosen[0] if len(chosen) == 1 else None


def _chose(one: Given, topics: frozenset[str]) -> bool:
    """Tell whether one of *topics* was chosen in an answer."""
    names = one.value if isinstance(one.value, list) else [str(one.value)]
    picked = [one.question.choice(str(name)) for name in names]
    return any(choice is not None and (choice.topic or choice.name) in topics for choice in picked)


def _wanted_answerer(given: Sequence[Given], language: str) -> str | None:
    """Return who should answer; typed words are an opinion and never go here."""
    for one in given:
        if one.question.role == Role.WANTED_ANSWERER and one.question.type is not QuestionType.TEXT:
            return describe(one.question, one.value, language)[:200]
    return None


# Choices are kept as words, since the form they come from may be gone when somebody
# reads them; all else stays as it is stored everywhere.
_KEPT_AS_WORDS = SELECTS | {QuestionType.ACKNOWLEDGE}


def _personal(form: Form, one: Given) -> PersonalText:
    words = one.question.type in _KEPT_AS_WORDS
    shown = describe(one.question, one.value, form.default_language) if words else str(one.value)
    # The words of a choice may hold a name; it stands in the answer it came from.
    return PersonalText(
        one.place, one.question.role, plain_words({"": shown}, "") if words else shown
    )


def _consents(form: Form, answers: Answers, language: str) -> tuple[ConsentGiven, ...]:
    given = consents_of(form, answers)
    asked = {question.role: question for question in form.questions if question.consent}
    return tuple(
        ConsentGiven(role, given[role], plain_words(question.label, language))
        for role, question in asked.items()
        if role in given
    )


def school_called(typed: str, schools: Sequence[SchoolView]) -> int | None:
    """Return the school a child means by *typed* (its code, its name or part of it), or None.

    Accents, capitals and the word for "school" do not matter.  Where two
    schools fit nobody guesses: the words stay with the personal answers.
    """
    wanted = _school_key(typed)
    if len(wanted) < SHORTEST_SCHOOL_NAME:
        return None
    keys = {
        school.id: {_school_key(name) for name in (school.code, school.name, school.short_name)}
        for school in schools
    }
    exact = [id_ for id_, names in keys.items() if wanted in names]
    near = [id_ for id_, names in keys.items() if any(wanted in name for name in names)]
    found = exact or near
    return found[0] if len(found) == 1 else None


def _school_key(name: str) -> str:
    return " ".join(word for word in fold(name).split() if word != "truong")
