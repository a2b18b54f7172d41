"""A form as the house knows it: compiled once, frozen, without a framework.

Everything a person reads is a ``Texts`` (language code to words); ``text_in``
picks one.  Words may hold ``${name}``, which ``filling`` replaces by an answer.
The value of an answer has one shape per type:

==================  =====================================================
text, hidden        ``str``, NFC, never empty
integer             ``int``
decimal, range      ``int`` where it is whole, else ``float``
select_one          ``str``, the name of the choice
select_multiple     ``list[str]``, names in the order of the form
rank                ``list[str]``, all names, the dearest first
acknowledge         ``bool``, only ever ``True`` (not ticked: not answered)
date                ``str``: ``2014-05-31``, or ``2014`` where a year is enough
time                ``str``: ``07:30``
datetime            ``str``: ``2014-05-31T07:30``
drawing, picture    ``str``, the identifier of the kept picture (``submissions``)
calculate           ``str``, as the rule language writes it
note                has no answer
==================  =====================================================

An unanswered question has no key in the answers.  The answers inside a repeat
stand under the name of the repeat: a list with one mapping for each time it was
filled, and repeats within it likewise.  Groups leave no trace in the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from webapp.forms.identifying import private_names, references_in_words, told_by
from webapp.forms.rule_language.evaluation import Expression
from webapp.surveykit import CONSENT_ROLES, PERSONAL_ROLES, Answers, Role, Value

__all__ = [
    "Answers",
    "Choice",
    "Form",
    "Media",
    "Page",
    "Question",
    "QuestionType",
    "Section",
    "SectionKind",
    "Texts",
    "Value",
]

Texts = Mapping[str, str]
SHORT_TEXT = 200
LONG_TEXT = 1000
YES, NO = "yes", "no"
# The choice ``or_other`` adds to a list, and what the question beside it is called.
OTHER, OTHER_SUFFIX = "other", "_other"


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    DRAWING = "drawing"
    PICTURE = "picture"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    NOTE = "note"


SELECTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
PICTURES = frozenset({QuestionType.DRAWING, QuestionType.PICTURE})
# Filled by the form itself, never shown and never asked.
UNSEEN = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN})


def text_in(texts: Texts, language: str, default: str = "vi") -> str:
    """Return the words in *language*, else in *default*, else in any, else none."""
    return texts.get(language) or texts.get(default) or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Media:
    """Names of files in the survey's folder ``media``, by language.

    A picture beside words is decoration unless the words are empty; ``audio`` is
    the recorded voice that reads the words aloud, never played by itself.
    """

    image: Texts = field(default_factory=dict)
    big_image: Texts = field(default_factory=dict)
    audio: Texts = field(default_factory=dict)
    video: Texts = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is any file."""
        return bool(self.image or self.big_image or self.audio or self.video)


@dataclass(frozen=True)
class Choice:
    """One answer to pick.  ``exclusive`` ("Không có") cannot stand beside another.

    ``topic`` is the topic code it means where that differs from its name.
    ``attributes`` are the further columns of its row, which ``choice_filter`` sees.
    """

    name: str
    label: Texts
    exclusive: bool = False
    topic: str = ""
    media: Media = field(default_factory=Media)
    attributes: Mapping[str, str] = field(default_factory=dict)


class SectionKind(StrEnum):
    """What holds questions together."""

    GROUP = "group"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Section:
    """A group or a repeat.  ``parent`` is the section around it, empty at the top.

    ``count`` is how often a repeat is filled; without it the child is asked after
    each time whether there is another.  ``relevant`` hides everything inside.
    """

    name: str
    kind: SectionKind
    parent: str = ""
    label: Texts = field(default_factory=dict)
    appearance: str = ""
    relevant: Expression | None = None
    count: Expression | None = None

    @property
    def repeats(self) -> bool:
        """Tell whether it may be filled several times."""
        return self.kind is SectionKind.REPEAT


@dataclass(frozen=True)
class Question:
    """One question.

    ``section`` is the innermost section around it, empty at the top.
    ``appearance`` is the cell as written; ``looks`` asks for one word of it.
    ``parameters`` are the words of that column by name (``start`` ``end`` ``step`` of a range,
    ``randomize`` ``seed`` of a select, ``rows`` of a text).  ``choice_list`` is the
    name of its list; ``choices`` are all of the list, before ``choice_filter``.  On a range
    they are the words at some of its numbers, which are their names.
    ``max_length`` counts NFC code points; ``least`` and ``most`` bound the number of
    choices (0: no bound).  ``card`` is ``help`` on a note that should stand out
    with the help number, else empty.  ``trigger`` names the questions whose change
    makes the calculation run again; empty: it always runs.
    """

    name: str
    type: QuestionType
    label: Texts
    section: str = ""
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    media: Media = field(default_factory=Media)
    role: str = ""
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    card: str = ""
    choice_list: str = ""
    choices: tuple[Choice, ...] = ()
    choice_filter: Expression | None = None
    max_length: int = SHORT_TEXT
    least: int = 0
    most: int = 0
    read_only: bool = False
    required: Expression | None = None
    required_message: Texts = field(default_factory=dict)
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Texts = field(default_factory=dict)
    default: Expression | None = None
    calculation: Expression | None = None
    trigger: tuple[str, ...] = ()

    def looks(self, word: str) -> bool:
        """Tell whether *word* is one of its appearances."""
        return word in self.appearance.split()

    @property
    def asks(self) -> bool:
        """Tell whether a child has anything to answer."""
        return self.type is not QuestionType.NOTE and self.type not in UNSEEN

    @property
    def shows(self) -> bool:
        """Tell whether a child sees anything of it."""
        return self.type not in UNSEEN

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

    @property
    def identifies(self) -> bool:
        """Tell whether the answer itself may tell who a child is, or what it wrote or drew."""
        return self.personal or self.opinion or self.type in PICTURES

    @property
    def made_from(self) -> frozenset[str]:
        """Return the names that its value, or the words for it, are made from."""
        rules = [rule for rule in (self.calculation, self.default) if rule is not None]
        words = [words for choice in self.choices for words in choice.label.values()]
        names = {name for rule in rules for name in told_by(rule)}
        names.update(name for text in words for name in references_in_words(text))
        return frozenset(names - {self.name})

    @cached_property
    def choices_by_name(self) -> Mapping[str, Choice]:
        """Map names to choices, in their order."""
        return {choice.name: choice for choice in self.choices}

    def choice(self, name: str) -> Choice | None:
        """Return the choice called *name*."""
        return self.choices_by_name.get(name)

    def step(self, number: float) -> Choice | None:
        """Return the words that stand at *number* on a range, if it has any there."""
        return next((step for step in self.choices if float(step.name) == number), None)


@dataclass(frozen=True)
class Page:
    """What is shown at once: one question, or those of a ``field-list`` group.

    ``number`` counts all pages of the form from 1 and never changes with the
    answers, so it may stand in a URL.  ``title`` is the label of the group.
    ``repeat`` is the innermost repeat around it.  A page with ``asks_for_more`` has no
    questions: it stands last in a repeat without count and asks for another time.
    ``at`` says which time of each repeat around it, outermost first and from 1; it
    is empty in the form and filled in where pages are shown.
    """

    number: int
    questions: tuple[str, ...]
    title: Texts = field(default_factory=dict)
    repeat: str = ""
    asks_for_more: bool = False
    at: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Return what stands in a URL: ``7``, or ``7-2-1`` inside repeats."""
        return "-".join(str(part) for part in (self.number, *self.at))


@dataclass(frozen=True)
class Form:
    """All questions of a survey for one age band, in one version.

    ``sections`` and ``questions`` stand in the order of the workbook, a section
    before what is in it.  ``order`` lists the names of both so that each comes
    after what its conditions and its calculation look at, and after its section;
    there is such an order because circles are refused.  ``lists`` holds by name the
    lists that only rules look into; those questions offer stand with the questions.
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
    sections: tuple[Section, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Map names to questions."""
        return {question.name: question for question in self.questions}

    @cached_property
    def sections_by_name(self) -> Mapping[str, Section]:
        """Map names to sections."""
        return {section.name: section for section in self.sections}

    def around(self, name: str) -> tuple[Section, ...]:
        """Return the sections around the question or section *name*, outermost first."""
        inner = self.by_name.get(name)
        place = inner.section if inner else self.sections_by_name[name].parent
        found: list[Section] = []
        while place:
            found.append(self.sections_by_name[place])
            place = found[-1].parent
        return tuple(reversed(found))

    def repeats_around(self, name: str) -> tuple[str, ...]:
        """Return the names of the repeats around *name*, outermost first."""
        return tuple(section.name for section in self.around(name) if section.repeats)

    @cached_property
    def private(self) -> frozenset[str]:
        """Return the names of all whose value may tell who a child is, or what it wrote.

        Personal answers, free texts and pictures, and whatever is calculated from
        them: none of these may be stored among the plain answers.
        """
        own = (question.name for question in self.questions if question.identifies)
        made_from = {q.name: q.made_from | self._comes_with(q) for q in self.questions}
        inside = {
            section.name: frozenset(
                question.name
                for question in self.questions
                if section in self.around(question.name)
            )
            for section in self.sections
        }
        return private_names(own, made_from, inside)

    def _comes_with(self, question: Question) -> frozenset[str]:
        """Return the names on which it depends whether *question*, a calculation, is there.

        A constant calculated only where a name is a certain one tells that name.
        """
        if question.asks:
            return frozenset()
        around: tuple[Question | Section, ...] = (question, *self.around(question.name))
        rules = [part.relevant for part in around if part.relevant is not None]
        return frozenset(name for rule in rules for name in told_by(rule)) - {question.name}

    @cached_property
    def kept(self) -> dict[type, Any]:
        """Return what was worked out from this form once, by its type; empty at first."""
        return {}

    def question(self, name: str) -> Question:
        """Return the question called *name*; KeyError when there is none."""
        return self.by_name[name]

    def with_role(self, role: str) -> tuple[Question, ...]:
        """Return the questions with *role*, in the order of the form."""
        return tuple(question for question in self.questions if question.role == role)

    def page(self, number: int) -> Page | None:
        """Return the page with *number*, shown or not."""
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None
