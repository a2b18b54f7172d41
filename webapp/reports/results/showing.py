"""Results as finished values for their page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from webapp.forms.rules import text_in
from webapp.reports.figures.cells import Mark
from webapp.reports.results.counting import NONE, QuestionResult
from webapp.reports.results.gathering import SurveyResults
from webapp.reports.results.grouping import by_band, figures, much_kept_back, runs, whole
from webapp.reports.results.labels import ANSWER, GONE, REMARKS, TICKED, TIMES, together
from webapp.reports.results.labels import NONE as NO_ANSWER
from webapp.reports.results.questions import TICKED as TICKED_KEY
from webapp.reports.results.words import band_words, option_words, question_words, remarks
from webapp.reports.showing import TableShown, figure_shown, table_shown

# A page with more questions than this begins with a list of them.
LONG = 8
# From dark to light, so that paper tells them apart too; the last is for no answer.
_DARK, _LIGHT, _EMPTY = (0x07, 0x50, 0x3B), (0xDD, 0xEC, 0xE5), "#ffffff"
_INK, _PAPER = "#1d2a26", "#ffffff"
# A letter needs so much of the bar, in per cent.
_ROOM = 5


@dataclass(frozen=True)
class Column:
    """An answer that many questions offer; its letter stands in the bars."""

    letter: str
    words: str
    fill: str
    ink: str


@dataclass(frozen=True)
class Part:
    """A part of a bar: where it begins and how long it is, in per cent."""

    column: Column
    start: float
    length: float
    named: bool


@dataclass(frozen=True)
class Row:
    """A question in a table of many: numbers as shown (hidden or not), total, the bar."""

    place: str
    words: str
    numbers: tuple[tuple[str, bool], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class PanelShown:
    """One question with its ``table``, or several in one: ``sections`` of rows under headings."""

    place: str
    title: str
    bands: str
    remarks: tuple[str, ...]
    table: TableShown | None
    columns: tuple[Column, ...] = ()
    sections: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    drawn: bool = False


@dataclass(frozen=True)
class PageShown:
    """All panels; ``listed`` asks for a list of the questions, ``scarce`` for more answers."""

    panels: tuple[PanelShown, ...]
    listed: bool
    scarce: bool


def page_shown(results: SurveyResults, language: str) -> PageShown:
    """Return every counted question in the page's language, like ones in one table."""
    panels = []
    questions = by_band(results.questions, list(results.bands))
    for place, run in enumerate(runs(questions), start=1):
        make = _single if len(run) == 1 else _many
        panels.append(make(results, run, f"cau-{place}", language))
    return PageShown(
        tuple(panels), len(results.questions) > LONG, much_kept_back(results.questions)
    )


def _single(
    results: SurveyResults, run: Sequence[QuestionResult], place: str, language: str
) -> PanelShown:
    (result,) = run
    title = question_words(result, language)
    lines = [(_line(result, line.key, language), line.figure) for line in result.table.lines]
    headings = (title, ANSWER, TIMES)
    key, total = result.question.key, result.table.total
    table = table_shown(key, headings, lines, total, results.small, language)
    return PanelShown(place, title, band_words(results, result, language), _remarks(result), table)


def _many(
    results: SurveyResults, run: Sequence[QuestionResult], place: str, language: str
) -> PanelShown:
    columns = _columns([_line(run[0], line.key, language) for line in run[0].table.lines])
    rows = [
        (
            text_in(one.question.heading, language),
            _row(results, one, f"{place}-{n}", columns, language),
        )
        for n, one in enumerate(run, start=1)
    ]
    sections = [
        (heading, tuple(row for _words, row in found))
        for heading, found in groupby(rows, lambda pair: pair[0])
    ]
    title = str(together(len(run)))
    if len(sections) == 1 and sections[0][0]:
        # The heading of the only section is the heading of all.
        title, sections = sections[0][0], [("", sections[0][1])]
    return PanelShown(
        place=place,
        title=title,
        bands=band_words(results, run[0], language),
        remarks=_remarks(run[0]),
        table=None,
        columns=columns,
        sections=tuple(sections),
        drawn=any(row.parts for _words, row in rows),
    )


def _row(
    results: SurveyResults,
    result: QuestionResult,
    place: str,
    columns: Sequence[Column],
    language: str,
) -> Row:
    numbers = tuple(
        (figure_shown(figure, results.small, language), figure.mark is not Mark.SHOWN)
        for figure in figures(result)
    )
    parts = _parts(result, columns) if whole(result) else ()
    return Row(place, question_words(result, language), numbers, parts)


def _parts(result: QuestionResult, columns: Sequence[Column]) -> tuple[Part, ...]:
    """Return the bar of a question; only for one that shows every number."""
    total = result.table.total.number or 1
    start, found = 0.0, []
    for column, line in zip(columns, result.table.lines, strict=True):
        length = 100 * (line.figure.number or 0) / total
        if length:
            found.append(Part(column, round(start, 2), round(length, 2), length >= _ROOM))
        start += length
    return tuple(found)


def _columns(words: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of *words*, each with a letter and a shade; the last is no answer."""
    last = len(words) - 1
    found = []
    for n, said in enumerate(words):
        share = n / max(last - 1, 1)
        mixed = [
            round(dark + (light - dark) * share) for dark, light in zip(_DARK, _LIGHT, strict=True)
        ]
        fill = _EMPTY if n == last else "#" + "".join(f"{c:02x}" for c in mixed)
        ink = _PAPER if share < 0.4 and n < last else _INK
        found.append(Column(chr(ord("A") + n), said, fill, ink))
    return tuple(found)


def _remarks(result: QuestionResult) -> tuple[str, ...]:
    return tuple(str(REMARKS[key]) for key in remarks(result))


def _line(result: QuestionResult, key: str, language: str) -> str:
    if key == NONE:
        return str(NO_ANSWER)
    option = next(one for one in result.options if one.key == key)
    words = str(TICKED) if key == TICKED_KEY and not option.label else ""
    words = words or option_words(option, language)
    return f"{words} {GONE}" if option.gone else words
