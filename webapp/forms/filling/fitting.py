"""Whether a stored answer still is one of its question's type.

It nearly always is: only a draft whose form or choices moved on meanwhile, or one that
was made up, has others.  So this is quick, and reads nothing anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from webapp.forms.filling.days import is_clock, is_day, is_moment
from webapp.forms.filling.numbers import LARGEST_WHOLE, show_number
from webapp.forms.filling.picking import read_rank, read_scale, read_several
from webapp.forms.filling.reading import PICTURE_ID
from webapp.forms.filling.sentences import (
    NOT_A_CHOICE,
    NOT_A_DATE,
    NOT_A_MOMENT,
    NOT_A_NUMBER,
    NOT_A_PICTURE,
    NOT_A_TIME,
    TOO_LONG,
)
from webapp.forms.rules import PICTURES, Choice, Question, QuestionType, Value

_T = QuestionType
Check = Callable[[Question, Value, Sequence[Choice]], str | None]


def check_value(
    question: Question, value: Value, choices: Sequence[Choice] | None = None
) -> str | None:
    """Return an error key when a stored *value* is not one of *question*'s type.

    *choices* are those offered, all of the list when not given.
    """
    check = _CHECKS.get(question.type, _none)
    return check(question, value, question.choices if choices is None else choices)


def _none(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    """Refuse any answer to what asks nothing."""
    return NOT_A_CHOICE


def _text(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    fits = isinstance(value, str) and 0 < len(value) <= question.max_length
    return None if fits else TOO_LONG


def _whole(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    return None if type(value) is int and abs(value) <= LARGEST_WHOLE else NOT_A_NUMBER


def _number(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    whole = type(value) is int
    part = isinstance(value, float) and abs(value) < 1e13 and not value.is_integer()
    return None if whole or part else NOT_A_NUMBER


def _scale(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    if _number(question, value, choices):
        return NOT_A_NUMBER
    return read_scale(question, (show_number(float(str(value))),))[1]


def _one(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    if not isinstance(value, str) or value not in question.choices_by_name:
        return NOT_A_CHOICE
    if choices is question.choices:
        return None
    return None if any(choice.name == value for choice in choices) else NOT_A_CHOICE


def _several(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    if not isinstance(value, list) or not value:
        return NOT_A_CHOICE
    # What is no text is no name either; read back in order and once, it is the same.
    read, error = read_several(question, value, choices)  # type: ignore[arg-type]
    return error or (None if read == value else NOT_A_CHOICE)


def _order(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    if not isinstance(value, list) or not value:
        return NOT_A_CHOICE
    return read_rank(question, [str(name) for name in value], choices)[1]


def _day(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    year = question.appearance != "" and question.looks("year")
    return None if is_day(value, year_is_enough=year) else NOT_A_DATE


def _picture(question: Question, value: Value, choices: Sequence[Choice]) -> str | None:
    fits = isinstance(value, str) and PICTURE_ID.fullmatch(value)
    return None if fits else NOT_A_PICTURE


_CHECKS: dict[QuestionType, Check] = {
    _T.TEXT: _text,
    _T.INTEGER: _whole,
    _T.DECIMAL: _number,
    _T.RANGE: _scale,
    _T.SELECT_ONE: _one,
    _T.SELECT_MULTIPLE: _several,
    _T.RANK: _order,
    _T.ACKNOWLEDGE: lambda question, value, choices: None if value is True else NOT_A_CHOICE,
    _T.DATE: _day,
    _T.TIME: lambda question, value, choices: None if is_clock(value) else NOT_A_TIME,
    _T.DATETIME: lambda question, value, choices: None if is_moment(value) else NOT_A_MOMENT,
    **dict.fromkeys(PICTURES, _picture),
}
