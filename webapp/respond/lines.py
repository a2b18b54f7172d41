"""All answers as lines to read: before sending, and of each time of a repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from webapp.base.faces import without_sign
from webapp.forms import filling
from webapp.forms.rules import PICTURES, Page, QuestionType, Section
from webapp.respond import labels
from webapp.respond.blocks import heads_a_table
from webapp.respond.sheet import Sheet, is_in

# How many answers tell one time of a repeat from the others.
TELLING = 2


@dataclass(frozen=True)
class Answer:
    """One line; ``several`` are the places of a ranking, ``picture`` a kept picture."""

    name: str
    label: str
    value: str
    key: str
    error: str
    several: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True)
class Part:
    """Lines that belong together: those outside of repeats, or those of one time."""

    title: str
    lines: tuple[Answer, ...]


def parts_of(sheet: Sheet, language: str, errors: Mapping[str, str]) -> list[Part]:
    """Return every shown question with its answer, in the order of the form."""
    parts = []
    for (repeat, at), pages in groupby(sheet.pages, lambda page: (page.repeat, page.at)):
        lines = tuple(line for page in pages for line in _lines(sheet, page, language, errors))
        if lines:
            parts.append(Part(time_title(sheet, repeat, at, language), lines))
    return parts


def time_title(sheet: Sheet, repeat: str, at: tuple[int, ...], language: str) -> str:
    """Return "Bạn của em – lần 2", empty outside of repeats."""
    if not repeat or not at:
        return ""
    chain = (*sheet.form.repeats_around(repeat), repeat)
    names = [
        labels.time_of(section_words(sheet, sheet.form.sections_by_name[name], at, language), time)
        for name, time in zip(chain, at, strict=False)
    ]
    return " · ".join(names)


def section_words(sheet: Sheet, section: Section, at: tuple[int, ...], language: str) -> str:
    """Return the label of *section*, empty when it has none."""
    return sheet.state.words(section.label, language, at) if section.label else ""


def _lines(sheet: Sheet, page: Page, language: str, errors: Mapping[str, str]) -> list[Answer]:
    found = []
    for name in page.questions:
        question = sheet.form.question(name)
        if question.asks and not heads_a_table(question):
            found.append(_line(sheet, page, name, language, errors))
    return found


def _line(sheet: Sheet, page: Page, name: str, language: str, errors: Mapping[str, str]) -> Answer:
    question, state = sheet.form.question(name), sheet.state
    value = state.value(name, page.at)
    key = errors.get(filling.place_text(name, page.at))
    several: tuple[str, ...] = ()
    if question.type is QuestionType.RANK and isinstance(value, list):
        several = tuple(_choice_words(sheet, page, name, str(one), language) for one in value)
    picture = str(value) if question.type in PICTURES and value else ""
    words = "" if picture else filling.describe(question, value, language)
    return Answer(
        name=name,
        label=state.words(question.label, language, page.at) or name,
        value=without_sign(words),
        key=page.key,
        error=filling.sentence(sheet.form, name, key, language) if key else "",
        several=several,
        picture=picture,
    )


def _choice_words(sheet: Sheet, page: Page, name: str, value: str, language: str) -> str:
    choice = sheet.form.question(name).choice(value)
    return without_sign(sheet.state.words(choice.label, language, page.at)) if choice else value


@dataclass(frozen=True)
class Time:
    """One time of a repeat that was filled; ``key`` is its first page."""

    number: int
    words: str
    key: str


def times_of(sheet: Sheet, page: Page, language: str) -> list[Time]:
    """Return the times of the repeat that *page* asks about, with what tells them apart."""
    # Its own ``at`` ends with the last time there is.
    around = page.at[:-1]
    depth = len(around)
    first: dict[int, list[Page]] = {}
    for other in sheet.pages:
        within = len(other.at) > depth and is_in(sheet.form, other, page.repeat)
        if within and not other.asks_for_more and other.at[:depth] == around:
            first.setdefault(other.at[depth], []).append(other)
    return [
        Time(number, _telling(sheet, pages, language), pages[0].key)
        for number, pages in sorted(first.items())
    ]


def _telling(sheet: Sheet, pages: list[Page], language: str) -> str:
    """Return the first answers of one time."""
    lines = (line for page in pages for line in _lines(sheet, page, language, {}))
    return ", ".join([line.value for line in lines if line.value][:TELLING])
