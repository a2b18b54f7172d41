"""The words of printed papers, and how figures and days are written in them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from webapp.reports.figures.age_groups import OTHER, UNKNOWN
from webapp.reports.figures.cells import Mark
from webapp.reports.figures.publication import Figure, Line, PublishedMonth

_FILE = Path(__file__).with_name("wording.toml")

# Which words a table's lines take, and which columns it has.
_LINE_WORDS = {
    "by_level": "level",
    "by_state": "reading",
    "fed_back": "reached",
    "ratings": "rating",
    "answered": "timeliness",
    "beside": "beside",
}
TABLE_COLUMNS = {
    "by_survey": ("survey", "submissions"),
    "by_age": ("age", "submissions"),
    "by_level": ("level", "submissions"),
    "by_topic": ("topic", "opinions"),
    "by_state": ("reading", "opinions"),
    "fed_back": ("reached", "replies"),
    "ratings": ("rating", "replies"),
    "sent_to": ("body", "cases"),
    "answered": ("timeliness", "cases"),
}


@cache
def wording() -> dict[str, Any]:
    """Return the file of words, read once."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def say(section: str, key: str, **values: object) -> str:
    """Return one wording with *values* put in; KeyError when there is none."""
    text: str = wording()[section][key]
    return text.format(**values) if values else text


def line_label(table: str, line: Line) -> str:
    """Return how a line of *table* is called on paper."""
    if line.label:
        return line.label
    if table == "by_age":
        return _age_label(line.key)
    if table == "by_topic" and line.key == UNKNOWN:
        return say("groups", "topic_unknown")
    if table == "by_level" and line.key == UNKNOWN:
        return say("groups", "level_unknown")
    if table == "sent_to" and not line.key:
        return say("groups", "no_lead")
    section = _LINE_WORDS.get(table)
    return say(section, line.key) if section else line.key


def _age_label(code: str) -> str:
    if code == OTHER:
        return say("groups", "age_other")
    if code == UNKNOWN:
        return say("groups", "age_unknown")
    if code.endswith("+"):
        return say("groups", "age_open", age=code[:-1])
    return say("groups", "age", ages=code.replace("-", "–"))


def number_words(number: int) -> str:
    """Return a number as it is written here: 1.234."""
    return f"{number:,}".replace(",", ".")


def figure_words(figure: Figure, small: int) -> str:
    """Return a figure as text, or how it is kept back."""
    if figure.mark is Mark.SMALL:
        return say("marks", "small", small=small)
    if figure.number is None:
        return say("marks", "withheld")
    if figure.mark is Mark.AT_LEAST:
        return say("marks", "at_least", number=number_words(figure.number))
    return number_words(figure.number)


def notes(month: PublishedMonth) -> list[str]:
    """Return what must stand under the figures: how they were counted and hidden."""
    found = [say("marks", "counting", day=day_words(month.counted_on))]
    if month.something_hidden:
        found.append(say("marks", "note", small=month.small, largest=month.small - 1))
    return found


def day_words(day: date | None) -> str:
    """Return a day as dd/mm/yyyy, or nothing."""
    return day.strftime("%d/%m/%Y") if day else ""


def month_words(month: date) -> str:
    """Return a month as ``11/2026``."""
    return f"{month.month}/{month.year}"


def place_and_day(place: str, day: date) -> str:
    """Return the place and date line of a letter.

    Days below 10 and the months 1 and 2 take a leading zero, the others do not
    (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    return say(
        "letter",
        "place_and_day",
        place=place,
        day=f"{day.day:02d}",
        month=f"{day.month:02d}" if day.month <= 2 else str(day.month),
        year=day.year,
    )


def file_name(kind: str, month: date, ending: str) -> str:
    """Return an ASCII file name such as ``tong-hop-thang-11-2026.docx``."""
    return f"{kind}-thang-{month.month:02d}-{month.year}.{ending}"
