"""Which room each answer of a submission belongs to: a pure decision.

Closed answers stay with the submission; words of a child become opinions;
what identifies a person goes to ``privacy``; consents are recorded one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.base.text import fold
from webapp.directory.rules import SchoolView
from webapp.forms.filling import consents_of, describe, topics_of
from webapp.forms.rules import Answers, Form, Question, QuestionType, Value, text_in
from webapp.opinions.service import TextAnswer
from webapp.privacy.service import ConsentGiven, PersonalText
from webapp.surveykit import Role

SHORTEST_SCHOOL_NAME = 3


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
    given = [question for question in form.questions if question.name in answers]
    texts = [question for question in given if question.opinion]
    personal = [question for question in given if question.personal]
    apart = {question.name for question in (*texts, *personal)}
    asker = _wanted_answerer(form, answers)
    return Sorted(
        closed={
            question.name: answers[question.name]
            for question in given
            if question.name not in apart
            and not question.consent
            and not (question.role == Role.TOPIC and _chose(question, answers, protected))
        },
        texts=tuple(
            TextAnswer(
                question=question.name,
                label=text_in(question.label, form.default_language),
                text=str(answers[question.name]),
                wanted_answerer=asker,
            )
            for question in texts
        ),
        personal=tuple(_personal(form, question, answers) for question in personal),
        typed_personal=frozenset(q.name for q in personal if q.type is QuestionType.TEXT),
        consents=_consents(form, answers, language),
        needs_text=any(question.required is not None for question in texts),
    )


def with_topic(texts: tuple[TextAnswer, ...], topic: str | None) -> tuple[TextAnswer, ...]:
    """Return *texts* with the topic suggested to the moderator."""
    return tuple(replace(text, topic=topic) for text in texts)


def one_topic(form: Form, answers: Answers) -> str | None:
    """Return the topic the child chose, if it chose exactly one.

    With several chosen nobody can say which of them a text is about.
    """
    chosen = topics_of(form, answers)
    return chosen[0] if len(chosen) == 1 else None


def _chose(question: Question, answers: Answers, topics: frozenset[str]) -> bool:
    """Tell whether one of *topics* was chosen in *question*."""
    value = answers[question.name]
    names = value if isinstance(value, list) else [str(value)]
    picked = [question.choice(str(name)) for name in names]
    return any(choice is not None and (choice.topic or choice.name) in topics for choice in picked)


def _wanted_answerer(form: Form, answers: Answers) -> str | None:
    """Return who should answer; typed words are an opinion and never go here."""
    for question in form.with_role(Role.WANTED_ANSWERER):
        if question.name in answers and question.type is not QuestionType.TEXT:
            return describe(question, answers[question.name], form.default_language)[:200]
    return None


def _personal(form: Form, question: Question, answers: Answers) -> PersonalText:
    value = answers[question.name]
    # A date stays as it is stored everywhere; choices are kept as words, since
    # the form they come from may be gone when somebody reads them.
    plain = question.type in {QuestionType.DATE, QuestionType.TEXT, QuestionType.INTEGER}
    shown = str(value) if plain else describe(question, value, form.default_language)
    return PersonalText(question.name, question.role, shown)


def _consents(form: Form, answers: Answers, language: str) -> tuple[ConsentGiven, ...]:
    given = consents_of(form, answers)
    return tuple(
        ConsentGiven(question.role, given[question.role], text_in(question.label, language))
        for question in form.questions
        if question.consent and question.name in answers
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
