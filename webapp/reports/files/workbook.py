"""The month as .xlsx: one sheet per question, ready to be filtered and printed.

Every text is written as text (a title that begins with = stays a title), every
day as a day, every number as a number; what is kept back is text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.reports.figures.publication import Line, PublishedCase, PublishedMonth, Table
from webapp.reports.files.case_table import COLUMNS, Value, heading, values
from webapp.reports.files.sheets import OPTIONS, Sheets
from webapp.reports.files.wording import (
    TABLE_COLUMNS,
    line_label,
    month_words,
    notes,
    say,
)

_CASE_WIDTHS = {
    "number": 15, "title": 30, "topic": 17, "behind": 9, "lead": 21, "timeliness": 14,
    "decision": 12, "when": 17, "why": 26, "channel": 9, "state": 14,
}  # fmt: skip
_DAY_WIDTH = 12.5
_LINE_POINTS = 16


def workbook(month: PublishedMonth) -> bytes:
    """Return the month as the bytes of an .xlsx file."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    title = say("sheets", "title", month=month_words(month.month))
    book.set_properties({"title": title, "author": "", "comments": " ".join(notes(month))})
    sheets = Sheets(book, month)
    _summary(sheets)
    _groups(sheets, "age", "by_age")
    _groups(sheets, "level", "by_level")
    _groups(sheets, "topic", "by_topic")
    _cases(sheets, "cases", month.cases)
    _cases(sheets, "still_open", month.still_open)
    book.close()
    return target.getvalue()


def _summary(sheets: Sheets) -> None:
    """Write all tables under each other, as the page shows them."""
    month = sheets.month
    sheet = sheets.add("summary")
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 3, 16)
    sheets.put(sheet, 0, 0, say("sheets", "title", month=month_words(month.month)), "title")
    row = 1
    for note in notes(month):
        sheet.merge_range(row, 0, row, 3, "", sheets.formats["note"])
        sheets.put(sheet, row, 0, note, "note")
        sheet.set_row(row, 34)
        row += 1
    row = _rounds(sheets, sheet, row + 1)
    for name in TABLE_COLUMNS:
        row = _table(sheets, sheet, row + 1, name)
    for name, count in (("reopened", month.reopened), ("still_open", len(month.still_open))):
        row += 1
        sheets.put(sheet, row, 0, say("tables", name))
        sheets.put(sheet, row, 1, count)
    row += 2
    sheets.head(sheet, row, [say("tables", "beside"), say("columns", "submissions")])
    for line in month.beside:
        row += 1
        sheets.put(sheet, row, 0, line_label("beside", line))
        sheets.figure(sheet, row, 1, line)


def _rounds(sheets: Sheets, sheet: Any, row: int) -> int:
    sheets.head(
        sheet, row, [say("columns", c) for c in ("round", "opens_on", "closes_on", "reply_by")]
    )
    for line in sheets.month.rounds:
        row += 1
        for column, value in enumerate((line.title, line.opens_on, line.closes_on, line.reply_by)):
            sheets.put(sheet, row, column, value)
    return row + 1


def _table(sheets: Sheets, sheet: Any, row: int, name: str) -> int:
    """Write one table with its total and return the row after it."""
    table: Table = getattr(sheets.month, name)
    sheets.head(sheet, row, [say("columns", column) for column in TABLE_COLUMNS[name]])
    for line in table.lines:
        row += 1
        sheets.put(sheet, row, 0, line_label(name, line))
        sheets.figure(sheet, row, 1, line)
    row += 1
    sheets.put(sheet, row, 0, say("columns", "total"), "total")
    sheets.figure(sheet, row, 1, Line("", "", table.total), "total_kept")
    return row + 1


def _groups(sheets: Sheets, sheet_name: str, name: str) -> None:
    """Write one table on a sheet of its own, with a chart beside it."""
    table: Table = getattr(sheets.month, name)
    sheet = sheets.add(sheet_name)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 18)
    end = _table(sheets, sheet, 0, name)
    last = end - 2
    _as_list(sheet, last, 1)
    if not last:
        return
    chart = sheets.book.add_chart({"type": "bar"})
    title = say("sheets", sheet_name)
    chart.add_series(
        {
            "name": [title, 0, 1],
            "categories": [title, 1, 0, last, 0],
            "values": [title, 1, 1, last, 1],
            "fill": {"color": "#1F5A3C"},
            "gap": 60,
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": say("tables", name), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": 560, "height": 80 + 32 * max(len(table.lines), 3)})
    sheet.insert_chart(end + 1, 0, chart, {"description": say("tables", name)})


def _cases(sheets: Sheets, name: str, cases: Sequence[PublishedCase]) -> None:
    """Write cases one a row: a list to be filtered, sorted and printed."""
    sheet = sheets.add(name, landscape=True)
    sheets.head(sheet, 0, [heading(column) for column in COLUMNS])
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, _CASE_WIDTHS.get(column, _DAY_WIDTH))
    for row, case in enumerate(cases, start=1):
        found = values(case, sheets.month)
        sheet.set_row(row, _LINE_POINTS * _lines(found))
        for number, (column, value) in enumerate(found.items()):
            sheets.put(sheet, row, number, value, "kept" if column == "behind" else "text")
    _as_list(sheet, len(cases), len(COLUMNS) - 1)


def _lines(found: Mapping[str, Value]) -> int:
    """Return how many lines a row needs; not every program works that out itself."""
    return max(
        -(-len(value) // int(_CASE_WIDTHS[column] * 0.95)) or 1
        for column, value in found.items()
        if isinstance(value, str) and column in _CASE_WIDTHS
    )


def _as_list(sheet: Any, last_row: int, last_column: int) -> None:
    """Freeze the headings, repeat them on paper, and offer filters."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 34)
    sheet.autofilter(0, 0, max(last_row, 1), last_column)
