"""Questions turned into finished values for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.forms import filling
from webapp.forms.rules import Form, Page, Question, QuestionType, text_in
from webapp.respond.sheet import Sheet

# Columns, from how many options on, and how long each may be, so that a question
# needs no scrolling on a school's screen.
COLUMNS = {3: (7, 24), 2: (5, 34)}

# A longer note is read as a paragraph.
LONGEST_HEADING = 60

# A choice whose words begin with one of these gets a face drawn by us: old
# systems show the signs as empty boxes.
FACES = {
    "\N{GRINNING FACE}": "glad",
    "\N{SMILING FACE WITH OPEN MOUTH}": "glad",
    "\N{SLIGHTLY SMILING FACE}": "glad",
    "\N{NEUTRAL FACE}": "calm",
    "\N{SLIGHTLY FROWNING FACE}": "sad",
    "\N{WHITE FROWNING FACE}": "sad",
    "\N{DISAPPOINTED FACE}": "sad",
}
_SIGN_VARIANT = "\N{VARIATION SELECTOR-16}"


@dataclass(frozen=True)
class Option:
    """One choice on screen."""

    value: str
    label: str
    face: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One question on screen; ``typed`` is what stands in its box.

    ``optional`` says that it may be left empty; ``own_words`` that a child may
    write freely, so that the warning about names stands beside it.
    """

    name: str
    type: QuestionType
    label: str
    hint: str
    options: tuple[Option, ...]
    typed: str
    error: str
    optional: bool
    own_words: bool
    long: bool
    card: str

    @property
    def described_by(self) -> str:
        """Return the ids of what explains this field."""
        parts = (
            ("hint", self.hint),
            ("warning", self.own_words),
            ("error", self.error),
        )
        return " ".join(f"{self.name}-{part}" for part, present in parts if present)

    @property
    def columns(self) -> int:
        """Return in how many columns the options stand on a wide screen."""
        longest = max((len(option.label) for option in self.options), default=0)
        for columns, (number, length) in COLUMNS.items():
            if len(self.options) >= number and longest <= length:
                return columns
        return 1

    @property
    def heads_its_page(self) -> bool:
        """Tell whether the words may be the page's first heading when alone on it."""
        if self.type is QuestionType.NOTE:
            return len(self.label) <= LONGEST_HEADING
        return bool(self.options)

    @property
    def target(self) -> str:
        """Return the id of the control an error message leads to."""
        return f"{self.name}-1" if self.options else self.name


def fields_of(
    sheet: Sheet,
    page: Page,
    language: str,
    typed: Mapping[str, tuple[str, ...]] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Field]:
    """Return the questions of *page*; *typed* and *errors* come from a page sent back."""
    found = []
    for name in page.questions:
        question = sheet.form.question(name)
        if typed is not None and name in typed:
            values = typed[name]
        else:
            values = filling.typed_from(question, sheet.draft.answers.get(name))
        key = (errors or {}).get(name)
        error = filling.sentence(sheet.form, name, key, language) if key else ""
        found.append(_field(sheet.form, question, language, values, error))
    return found


def _field(
    form: Form, question: Question, language: str, values: tuple[str, ...], error: str
) -> Field:
    default = form.default_language
    return Field(
        name=question.name,
        type=question.type,
        label=text_in(question.label, language, default),
        hint=text_in(question.hint, language, default),
        options=tuple(
            _option(choice.name, text_in(choice.label, language, default), values)
            for choice in question.choices
        ),
        typed=values[0] if values else "",
        error=error,
        optional=question.asks and question.required is None,
        own_words=question.opinion,
        long=question.appearance == "multiline",
        card=question.card,
    )


def _option(name: str, label: str, values: tuple[str, ...]) -> Option:
    return Option(name, _without_sign(label), FACES.get(label[:1], ""), name in values)


def _without_sign(label: str) -> str:
    return label[1:].lstrip(_SIGN_VARIANT + " ") if label[:1] in FACES else label


def left_empty(sheet: Sheet, page: Page) -> bool:
    """Tell whether nothing on *page* is answered although something is asked."""
    asked = [name for name in page.questions if sheet.form.question(name).asks]
    return bool(asked) and not any(name in sheet.draft.answers for name in asked)


@dataclass(frozen=True)
class Answer:
    """One line of the page that shows all answers before sending."""

    name: str
    label: str
    value: str
    page: int
    error: str


def answers_of(sheet: Sheet, language: str, errors: Mapping[str, str]) -> list[Answer]:
    """Return every shown question with its answer, in the order of the form."""
    lines = []
    for page in sheet.pages:
        for name in page.questions:
            question = sheet.form.question(name)
            if not question.asks:
                continue
            key = errors.get(name)
            value = filling.describe(question, sheet.draft.answers.get(name), language)
            lines.append(
                Answer(
                    name=name,
                    label=text_in(question.label, language, sheet.form.default_language),
                    value=_without_sign(value),
                    page=page.number,
                    error=filling.sentence(sheet.form, name, key, language) if key else "",
                )
            )
    return lines
