"""Results as .xlsx and .csv: one line a choice, the question repeated for filters."""

from __future__ import annotations

import io
from collections.abc import Iterator

from webapp.reports.figures.cells import Mark
from webapp.reports.figures.publication import Line
from webapp.reports.files.sheets import OPTIONS, Page
from webapp.reports.files.table_file import csv_file
from webapp.reports.files.wording import figure_words, say
from webapp.reports.results.counting import QuestionResult
from webapp.reports.results.gathering import SurveyResults
from webapp.reports.results.words import (
    line_words,
    notes,
    question_words,
    remarks,
    scope_words,
)

_COLUMNS = ("question", "line", "number", "remarks")
_WIDTHS = (44, 34, 14, 40)


def results_csv(results: SurveyResults) -> bytes:
    """Return the tables one line a choice."""
    head: list[str | int] = [say("results", name) for name in ("scope", *_COLUMNS)]
    scope = scope_words(results)
    return csv_file([head, *([scope, *row] for row in _rows(results))])


def results_xlsx(results: SurveyResults) -> bytes:
    """Return the tables as a sheet to be filtered and printed."""
    import xlsxwriter

    target = io.BytesIO()
    title = say("results", "title", survey=results.title["vi"], scope=scope_words(results))
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        page = Page(book, title)
        sheet = page.add(say("results", "sheet"))
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        page.put(sheet, 0, 0, title, "title")
        for row, note in enumerate(notes(results), start=1):
            sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", page.formats["note"])
            page.put(sheet, row, 0, note, "note")
            sheet.set_row(row, 34)
        top = len(notes(results)) + 2
        page.head(sheet, top, [say("results", name) for name in _COLUMNS])
        last = top
        for last, cells in enumerate(_rows(results), start=top + 1):
            for place, value in enumerate(cells):
                page.put(sheet, last, place, value, "kept" if place == 2 else "text")
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        sheet.autofilter(top, 0, max(last, top + 1), len(_WIDTHS) - 1)
    return target.getvalue()


def _rows(results: SurveyResults) -> Iterator[list[str | int]]:
    for result in results.questions:
        for line in result.table.lines:
            yield _row(results, result, line_words(result, line.key), line)
        total = Line("", "", result.table.total)
        yield _row(results, result, say("columns", "total"), total)


def _row(results: SurveyResults, result: QuestionResult, words: str, line: Line) -> list[str | int]:
    number = line.figure.number if line.figure.mark is Mark.SHOWN else None
    shown = figure_words(line.figure, results.small) if number is None else number
    told = " ".join(say("results", remark) for remark in remarks(result))
    return [question_words(result), words, shown, told]
