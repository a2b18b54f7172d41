"""How each kind of question is drawn; a pure decision from its type and appearance."""

from __future__ import annotations

from enum import StrEnum

from webapp.forms.filling import scale_of
from webapp.forms.rules import Question, QuestionType

# Columns, from how many options on, and how long each may be, so that a question
# needs no scrolling on a school's screen.
COLUMNS = {3: (7, 24), 2: (5, 34)}
# A longer note is read as a paragraph.
LONGEST_HEADING = 60
# More steps than these would be a wall of buttons: a number is typed instead.
MOST_STEPS = 11


class Draws(StrEnum):
    """The macro that draws a question."""

    NOTE = "note"
    TICK = "tick"
    BOX = "box"
    LINES = "lines"
    PAIR = "pair"
    OPTIONS = "options"
    DROPDOWN = "dropdown"
    SEARCH = "search"
    RANK = "rank"
    PICTURE = "picture"


_BY_TYPE = {
    QuestionType.NOTE: Draws.NOTE,
    QuestionType.ACKNOWLEDGE: Draws.TICK,
    QuestionType.SELECT_ONE: Draws.OPTIONS,
    QuestionType.SELECT_MULTIPLE: Draws.OPTIONS,
    QuestionType.RANK: Draws.RANK,
    QuestionType.DATETIME: Draws.PAIR,
    QuestionType.DRAWING: Draws.PICTURE,
    QuestionType.PICTURE: Draws.PICTURE,
}


def draws_of(question: Question) -> Draws:
    """Return how *question* is drawn."""
    if question.type is QuestionType.SELECT_ONE:
        if question.looks("autocomplete") or question.looks("search"):
            return Draws.SEARCH
        if question.looks("minimal"):
            return Draws.DROPDOWN
    if question.type is QuestionType.RANGE:
        return Draws.OPTIONS if steps_of(question) else Draws.BOX
    lines = question.looks("multiline") or bool(question.parameters.get("rows"))
    if question.type is QuestionType.TEXT and lines:
        return Draws.LINES
    return _BY_TYPE.get(question.type, Draws.BOX)


def steps_of(question: Question) -> tuple[int | float, ...]:
    """Return the numbers of a range that is short enough to choose from, else nothing."""
    if question.type is not QuestionType.RANGE:
        return ()
    points = scale_of(question).points
    return points if len(points) <= MOST_STEPS else ()


def example_of(question: Question) -> str:
    """Return which example stands under a box that wants a certain way of writing."""
    if question.type is QuestionType.DATE:
        if question.looks("year"):
            return "year"
        return "month" if question.looks("month-year") else "date"
    if question.type in {QuestionType.TIME, QuestionType.DATETIME, QuestionType.DECIMAL}:
        return question.type.value
    return ""


def keys_of(question: Question) -> str:
    """Return which keys a phone offers (``inputmode``)."""
    if question.type is QuestionType.INTEGER or question.looks("numbers"):
        return "numeric"
    if question.type is QuestionType.DATE and question.looks("year"):
        return "numeric"
    return "decimal" if question.type in {QuestionType.DECIMAL, QuestionType.RANGE} else ""


def rows_of(question: Question) -> int:
    """Return how many lines a box for a longer text has."""
    said = question.parameters.get("rows", "")
    return min(max(int(said), 2), 15) if said.isdecimal() and len(said) < 4 else 5


def columns_of(question: Question) -> int:
    """Return in how many columns the form wants the options, 0 when it says nothing."""
    for number in (3, 2, 1):
        if question.looks(f"columns-{number}"):
            return number
    return 3 if question.looks("columns") or question.looks("columns-pack") else 0
