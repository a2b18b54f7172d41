"""What a condition is made of: the answer compared, how, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.authoring.editing.outline import outline
from webapp.forms.rules import QuestionType
from webapp.forms.xlsform.vocabulary import ALL_SELECT_TYPES, TYPES
from webapp.forms.xlsform.workbook import Workbook


class Operator(StrEnum):
    """How an answer is compared.  ``is`` and ``is_not`` take one value or several."""

    IS = "is"
    IS_NOT = "is_not"
    ANSWERED = "answered"
    EMPTY = "empty"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"


class Sort(StrEnum):
    """What kind of answer is compared: it decides how a condition is written."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    WORDS = "words"
    OTHER = "other"


SIGNS = {
    Operator.LESS: "<",
    Operator.AT_MOST: "<=",
    Operator.MORE: ">",
    Operator.AT_LEAST: ">=",
}
WITHOUT_VALUE = frozenset({Operator.ANSWERED, Operator.EMPTY})
_ALWAYS = (Operator.ANSWERED, Operator.EMPTY)
_EQUALS = (Operator.IS, Operator.IS_NOT)
# What the picker offers for each kind of answer; ages are often choices that are numbers.
OFFERED: Mapping[Sort, tuple[Operator, ...]] = {
    Sort.ONE: (*_EQUALS, *_ALWAYS, *SIGNS),
    Sort.MANY: (*_EQUALS, *_ALWAYS),
    Sort.NUMBER: (*_EQUALS, *SIGNS, *_ALWAYS),
    Sort.WORDS: (*_ALWAYS, *_EQUALS),
    Sort.OTHER: _ALWAYS,
}


@dataclass(frozen=True)
class Condition:
    """One condition on the answer of ``question``."""

    question: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picked:
    """Conditions joined by ``and`` or ``or``."""

    joiner: str
    conditions: tuple[Condition, ...]


_SORTS = {
    QuestionType.SELECT_ONE: Sort.ONE,
    QuestionType.SELECT_MULTIPLE: Sort.MANY,
    QuestionType.INTEGER: Sort.NUMBER,
    QuestionType.DECIMAL: Sort.NUMBER,
    QuestionType.RANGE: Sort.NUMBER,
    QuestionType.TEXT: Sort.WORDS,
    QuestionType.CALCULATE: Sort.WORDS,
    QuestionType.HIDDEN: Sort.WORDS,
}


def sorts(workbook: Workbook) -> dict[str, Sort]:
    """Return the questions that have an answer, in order, with the sort of it."""
    found: dict[str, Sort] = {}
    for item in outline(workbook):
        kind = TYPES.get(item.head) or ALL_SELECT_TYPES.get(item.head)
        if kind is not None and kind is not QuestionType.NOTE and item.name:
            found.setdefault(item.name, _SORTS.get(kind, Sort.OTHER))
    return found


LONGEST_NUMBER = 15


def is_number(text: str) -> bool:
    """Tell whether *text* can stand in a rule as a number."""
    body = text.removeprefix("-")
    whole, _, part = body.partition(".")
    digits = whole + (part or "0")
    return bool(whole) and len(digits) <= LONGEST_NUMBER and digits.isascii() and digits.isdigit()
