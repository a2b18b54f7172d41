"""What was picked from a list: one, several, an order, a place on a scale."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.base.text import fold
from webapp.forms.filling.numbers import read_number
from webapp.forms.filling.rule_text import number_value
from webapp.forms.filling.scale import scale_of
from webapp.forms.filling.sentences import (
    EXCLUSIVE,
    NOT_A_CHOICE,
    NOT_A_NUMBER,
    OUT_OF_RANGE,
    RANK_TWICE,
    RANK_UNFINISHED,
    TOO_FEW,
    TOO_MANY,
)
from webapp.forms.rules import Choice, Question, Value

Read = tuple[Value | None, str | None]


def read_one(question: Question, texts: Sequence[str], choices: Sequence[Choice]) -> Read:
    """Take one choice by its name; where it is typed with help, also by its words.

    Several different ones come from a forged request only.
    """
    given = {text for text in texts if text}
    if len(given) != 1:
        return None, NOT_A_CHOICE
    typed = given.pop()
    offered = typed in question.choices_by_name
    if offered and (choices is question.choices or any(c.name == typed for c in choices)):
        return typed, None
    if question.looks("autocomplete") or question.looks("search"):
        return _by_words(typed, choices)
    return None, NOT_A_CHOICE


def _by_words(typed: str, choices: Sequence[Choice]) -> Read:
    """Take the only choice whose words are *typed*, if need be without accents."""
    same = [c.name for c in choices if typed in c.label.values()]
    folded = fold(typed)
    alike = [c.name for c in choices if folded in {fold(words) for words in c.label.values()}]
    found = same or alike
    return (found[0], None) if len(found) == 1 else (None, NOT_A_CHOICE)


def read_several(question: Question, texts: Sequence[str], choices: Sequence[Choice]) -> Read:
    """Take choices in the order of the form; ``Không có`` stands alone."""
    given = {text for text in texts if text}
    chosen = [choice for choice in choices if choice.name in given]
    if len(chosen) != len(given):
        return None, NOT_A_CHOICE
    if choices is not question.choices:
        # The order of the form, however the choices were mixed.
        chosen = [choice for choice in question.choices if choice.name in given]
    alone = any(choice.exclusive for choice in chosen)
    if len(chosen) > 1 and alone:
        return None, EXCLUSIVE
    if question.most and len(chosen) > question.most:
        return None, TOO_MANY
    if len(chosen) < question.least and not alone:
        return None, TOO_FEW
    return [choice.name for choice in chosen], None


def read_rank(question: Question, texts: Sequence[str], choices: Sequence[Choice]) -> Read:
    """Take all choices in the order of the fields, the dearest first."""
    given = [text for text in texts if text]
    names = {choice.name for choice in choices}
    if not names >= set(given):
        return None, NOT_A_CHOICE
    if len(given) != len(set(given)):
        return None, RANK_TWICE
    return (given, None) if set(given) == names else (None, RANK_UNFINISHED)


def read_scale(question: Question, texts: Sequence[str]) -> Read:
    """Take a number on the scale of a range: within its ends, and on one of its steps."""
    number = read_number(next(text for text in texts if text))
    if number is None:
        return None, NOT_A_NUMBER
    scale = scale_of(question)
    if not scale.low <= number <= scale.high:
        return None, OUT_OF_RANGE
    steps = (number - scale.low) / scale.step
    if abs(steps - round(steps)) > 1e-6:
        return None, OUT_OF_RANGE
    return number_value(round(scale.low + round(steps) * scale.step, 9)), None
