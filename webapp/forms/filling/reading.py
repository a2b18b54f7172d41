"""One posted or stored answer: from what a browser sends to a typed value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from webapp.base.text import clean
from webapp.forms.filling.sentences import (
    EXCLUSIVE,
    NOT_A_CHOICE,
    NOT_A_DATE,
    NOT_A_NUMBER,
    TOO_LONG,
)
from webapp.forms.rules import Question, QuestionType, Value
from webapp.surveykit import Role

Read = tuple[Value | None, str | None]

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_YEAR = re.compile(r"\d{4}")
_YEARS = range(1900, 2101)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_IN_WORDS = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PHONE_SIGNS = re.compile(r"[\s.\-()]+")


def read_value(question: Question, posted: Sequence[str]) -> Read:
    """Return the typed value of *posted* and an error key; both ``None`` when empty."""
    texts = [clean(text) for text in posted]
    if not any(texts):
        return None, None
    return _READERS[question.type](question, texts)


def check_value(question: Question, value: Value) -> str | None:
    """Return an error key when a stored *value* is not one of *question*'s type."""
    read, error = read_value(question, typed_from(question, value))
    if error is not None:
        return error
    return None if read == value and type(read) is type(value) else _MISFIT[question.type]


_MISFIT = {
    QuestionType.TEXT: TOO_LONG,
    QuestionType.INTEGER: NOT_A_NUMBER,
    QuestionType.SELECT_ONE: NOT_A_CHOICE,
    QuestionType.SELECT_MULTIPLE: NOT_A_CHOICE,
    QuestionType.ACKNOWLEDGE: NOT_A_CHOICE,
    QuestionType.DATE: NOT_A_DATE,
    QuestionType.NOTE: NOT_A_CHOICE,
}


def typed_from(question: Question, value: Value | None) -> tuple[str, ...]:
    """Return *value* as the strings a browser would post for it, to fill a field."""
    if value is None or value is False:
        return ()
    if value is True:
        return ("yes",)
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if question.type is QuestionType.DATE:
        return (show_date(str(value)),)
    return (str(value),)


def show_date(value: str) -> str:
    """Return a stored date as dd/mm/yyyy, or the year alone."""
    parts = _ISO.fullmatch(value)
    return f"{int(parts[3]):02}/{int(parts[2]):02}/{parts[1]}" if parts else value


def _text(question: Question, texts: Sequence[str]) -> Read:
    text = _first(texts)
    if question.appearance != "multiline":
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


def _integer(question: Question, texts: Sequence[str]) -> Read:
    plain = unicodedata.normalize("NFKC", _first(texts))
    return (int(plain), None) if _INTEGER.fullmatch(plain) else (None, NOT_A_NUMBER)


def _one(question: Question, texts: Sequence[str]) -> Read:
    """Take one choice; several different ones come from a forged request only."""
    name = _first(texts)
    known = question.choice(name) is not None and {name, ""} >= set(texts)
    return (name, None) if known else (None, NOT_A_CHOICE)


def _several(question: Question, texts: Sequence[str]) -> Read:
    given = {text for text in texts if text}
    chosen = [choice for choice in question.choices if choice.name in given]
    if len(chosen) != len(given):
        return None, NOT_A_CHOICE
    if len(chosen) > 1 and any(choice.exclusive for choice in chosen):
        return None, EXCLUSIVE
    return [choice.name for choice in chosen], None


def _date(question: Question, texts: Sequence[str]) -> Read:
    """Read one field, or three posted under one name: day, month, year."""
    whole = "/".join(text for text in texts if text) if len(texts) == 3 else _first(texts)
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", whole)).lower()
    if question.appearance == "year" and _YEAR.fullmatch(plain):
        return (plain, None) if int(plain) in _YEARS else (None, NOT_A_DATE)
    match = _DAY_FIRST.fullmatch(plain) or _IN_WORDS.fullmatch(plain)
    iso = _ISO.fullmatch(plain)
    if match:
        day, month, year = (int(part) for part in match.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None, NOT_A_DATE
    try:
        found = date(year, month, day)
    except ValueError:
        return None, NOT_A_DATE
    return (found.isoformat(), None) if year in _YEARS else (None, NOT_A_DATE)


_READERS: dict[QuestionType, Callable[[Question, Sequence[str]], Read]] = {
    QuestionType.TEXT: _text,
    QuestionType.INTEGER: _integer,
    QuestionType.SELECT_ONE: _one,
    QuestionType.SELECT_MULTIPLE: _several,
    QuestionType.ACKNOWLEDGE: lambda question, texts: (True, None),
    QuestionType.DATE: _date,
    QuestionType.NOTE: lambda question, texts: (None, None),
}
