"""A form as the house knows it: compiled once, frozen, without a framework.

Everything a person reads is a ``Texts`` (language code to words); ``text_in``
picks one.  The value of an answer has one shape per type:

==================  =====================================================
text                ``str``, NFC, never empty
integer             ``int``
select_one          ``str``, the name of the choice
select_multiple     ``list[str]``, names in the order of the form
acknowledge         ``bool``, only ever ``True`` (not ticked: not answered)
date                ``str``: ``2014-05-31``, or ``2014`` where a year is enough
note                has no answer
==================  =====================================================

An unanswered question has no key in the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from webapp.forms.rule_language.evaluation import Expression
from webapp.surveykit import CONSENT_ROLES, PERSONAL_ROLES, Answers, Role, Value

__all__ = ["Answers", "Choice", "Form", "Page", "Question", "QuestionType", "Texts", "Value"]

Texts = Mapping[str, str]
SHORT_TEXT = 200
LONG_TEXT = 1000
YES, NO = "yes", "no"


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    INTEGER = "integer"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    ACKNOWLEDGE = "acknowledge"
    DATE = "date"
    NOTE = "note"


def text_in(texts: Texts, language: str, default: str = "vi") -> str:
    """Return the words in *language*, else in *default*, else in any, else none."""
    return texts.get(language) or texts.get(default) or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Choice:
    """One answer to pick.  ``exclusive`` ("Không có") cannot stand beside another.

    ``topic`` is the topic code it means where that differs from its name.
    """

    name: str
    label: Texts
    exclusive: bool = False
    topic: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    ``appearance`` is ``""``, ``multiline`` (text) or ``year`` (date: a year is
    enough).  ``relevant`` holds the conditions of the question and of the groups
    around it; all must hold.  ``max_length`` counts NFC code points.  ``card`` is
    ``help`` on a note that should stand out with the help number, else empty.
    """

    name: str
    type: QuestionType
    label: Texts
    hint: Texts = field(default_factory=dict)
    role: str = ""
    appearance: str = ""
    card: str = ""
    choices: tuple[Choice, ...] = ()
    max_length: int = SHORT_TEXT
    required: Expression | None = None
    required_message: Texts = field(default_factory=dict)
    relevant: tuple[Expression, ...] = ()
    constraint: Expression | None = None
    constraint_message: Texts = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Tell whether there is anything to answer."""
        return self.type is not QuestionType.NOTE

    @property
    def personal(self) -> bool:
        """Tell whether the answer is to be stored apart and encrypted.

        School and class are personal when typed freely: nobody knows what a
        child types there.
        """
        if self.role in PERSONAL_ROLES:
            return True
        return self.type is QuestionType.TEXT and self.role in {Role.SCHOOL, Role.CLASS}

    @property
    def opinion(self) -> bool:
        """Tell whether the answer is a child's own words: to be read before anyone else may.

        Any free text that is not personal is one, whatever its role says.
        """
        return self.type is QuestionType.TEXT and not self.personal

    @property
    def consent(self) -> bool:
        """Tell whether the answer is a consent given or refused."""
        return self.role in CONSENT_ROLES

    def choice(self, name: str) -> Choice | None:
        """Return the choice called *name*."""
        return next((choice for choice in self.choices if choice.name == name), None)


@dataclass(frozen=True)
class Page:
    """What is shown at once: one question, or those of a ``field-list`` group.

    ``number`` counts all pages of the form from 1 and never changes with the
    answers, so it may stand in a URL.  ``title`` is the label of the group.
    """

    number: int
    questions: tuple[str, ...]
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """All questions of a survey for one age band, in one version.

    ``order`` lists the questions so that each comes after those its conditions
    look at; there is such an order because circles are refused.
    """

    survey: str
    band: str
    title: Texts
    version: str
    languages: tuple[str, ...]
    default_language: str
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]
    order: tuple[str, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Map names to questions."""
        return {question.name: question for question in self.questions}

    def question(self, name: str) -> Question:
        """Return the question called *name*; KeyError when there is none."""
        return self.by_name[name]

    def with_role(self, role: str) -> tuple[Question, ...]:
        """Return the questions with *role*, in the order of the form."""
        return tuple(question for question in self.questions if question.role == role)

    def page(self, number: int) -> Page | None:
        """Return the page with *number*, shown or not."""
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None
