"""One posted or stored answer: from what a browser sends to a typed value.

How each type is posted, under the bare name of the question:

===================  ==================================================================
most types           one field
select_multiple      the name of each ticked choice
rank                 one field for each place, in the order of the places
date                 one field, or day, month and year in three (month and year in two)
datetime             the day, then the time
drawing, picture     nothing: pictures are put in by whoever keeps them; the name with
                     ``.remove`` takes one away
===================  ==================================================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from webapp.base.text import clean
from webapp.forms.filling.days import read_clock, read_day, read_moment, show_day
from webapp.forms.filling.numbers import read_number, read_whole, show_number
from webapp.forms.filling.picking import Read, read_one, read_rank, read_scale, read_several
from webapp.forms.filling.sentences import (
    NOT_A_DATE,
    NOT_A_MOMENT,
    NOT_A_NUMBER,
    NOT_A_PICTURE,
    NOT_A_TIME,
    TOO_LONG,
)
from webapp.forms.rules import PICTURES, Choice, Question, QuestionType, Value
from webapp.surveykit import Role

REMOVE = ".remove"
_T = QuestionType
_PHONE_SIGNS = re.compile(r"[\s.\-()]+")
PICTURE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def read_value(question: Question, posted: Sequence[str]) -> Read:
    """Return the typed value of *posted* and an error key; both ``None`` when empty.

    Any choice of the list is taken: whether it is offered depends on the other answers,
    and is looked at with all of them.
    """
    texts = [clean(text) for text in posted]
    if not any(texts):
        return None, None
    reader = _PICKERS.get(question.type)
    if reader is not None:
        return reader(question, texts, question.choices)
    return _READERS[question.type](question, texts)


def typed_from(question: Question, value: Value | None) -> tuple[str, ...]:
    """Return *value* as the strings a browser would post for it, to fill a field."""
    if isinstance(value, bool) or value is None:
        return ("yes",) if value else ()
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if isinstance(value, float):
        return (show_number(value),)
    if question.type is _T.DATE:
        return (show_day(str(value), question.appearance.split()),)
    if question.type is _T.DATETIME:
        day, _, clock = str(value).partition("T")
        return (show_day(day), clock)
    return (str(value),)


def _text(question: Question, texts: Sequence[str]) -> Read:
    text = _first(texts)
    if not (question.looks("multiline") or question.parameters.get("rows")):
        text = text.replace("\n", " ")
    if question.role == Role.GUARDIAN_PHONE:
        text = plain_phone(text)
    return (None, TOO_LONG) if len(text) > question.max_length else (text, None)


def plain_phone(text: str) -> str:
    """Return a phone number without spaces and signs, with 0 for the country code.

    What does not look like a number comes back unchanged, to be told as typed.
    """
    digits = _PHONE_SIGNS.sub("", unicodedata.normalize("NFKC", text))
    for country in ("+84", "0084"):
        if digits.startswith(country):
            digits = "0" + digits.removeprefix(country)
    if digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits.removeprefix("84")
    return digits if digits.isdecimal() else text


def _first(texts: Sequence[str]) -> str:
    return next(text for text in texts if text)


def _or(value: Value | None, key: str) -> Read:
    """Return *value*, or *key* when there is none."""
    return (None, key) if value is None else (value, None)


def _picture(question: Question, texts: Sequence[str]) -> Read:
    return _or(texts[0] if PICTURE_ID.fullmatch(texts[0]) else None, NOT_A_PICTURE)


_PICKERS: dict[QuestionType, Callable[[Question, Sequence[str], Sequence[Choice]], Read]] = {
    _T.SELECT_ONE: read_one,
    _T.SELECT_MULTIPLE: read_several,
    _T.RANK: read_rank,
}
_READERS: dict[QuestionType, Callable[[Question, Sequence[str]], Read]] = {
    _T.TEXT: _text,
    _T.INTEGER: lambda question, texts: _or(read_whole(_first(texts)), NOT_A_NUMBER),
    _T.DECIMAL: lambda question, texts: _or(read_number(_first(texts)), NOT_A_NUMBER),
    _T.RANGE: read_scale,
    _T.ACKNOWLEDGE: lambda question, texts: (True, None),
    _T.DATE: lambda question, texts: _or(read_day(texts, question.appearance.split()), NOT_A_DATE),
    _T.TIME: lambda question, texts: _or(read_clock(_first(texts)), NOT_A_TIME),
    _T.DATETIME: lambda question, texts: _or(read_moment(texts), NOT_A_MOMENT),
    **dict.fromkeys(PICTURES, _picture),
    **dict.fromkeys((_T.NOTE, _T.HIDDEN, _T.CALCULATE), lambda question, texts: (None, None)),
}
