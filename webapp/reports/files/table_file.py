"""The month as .csv: one file of figures, one of cases.

Excel in a Vietnamese Windows has the comma as decimal sign and therefore splits
files at semicolons; it reads UTF-8 only after a byte order mark.  A ``sep=``
line would settle the separator everywhere, but makes Excel forget the mark and
spoil every accent.  The figures are whole numbers, so no decimal sign can be
misread; computers set to English take the .xlsx beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from webapp.reports.figures.publication import Line, PublishedMonth
from webapp.reports.files.case_table import COLUMNS, heading, plain_cells
from webapp.reports.files.wording import TABLE_COLUMNS, figure_words, line_label, month_words, say

# A cell that begins with one of these is a formula to some spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula.

    Only texts come here; numbers are written as numbers and keep their sign.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def figures_csv(month: PublishedMonth) -> bytes:
    """Return all figures of the month, one a line, beside the table they belong to."""
    rows: list[list[str | int]] = [
        [say("columns", name) for name in ("month", "table", "item", "unit", "number_of")]
    ]
    when = month_words(month.month)
    for name, (_group, counted) in TABLE_COLUMNS.items():
        table = getattr(month, name)
        unit = say("units", "case" if counted == "cases" else "submission")
        all_of_it = Line("", say("columns", "total"), table.total)
        for line in (*table.lines, all_of_it):
            number = line.figure.number
            shown = figure_words(line.figure, month.small) if number is None else number
            rows.append([when, say("tables", name), line_label(name, line), unit, shown])
    for name, count in (("reopened", month.reopened), ("still_open", len(month.still_open))):
        rows.append([when, say("tables", name), "", say("units", "case"), count])
    for line in month.beside:
        number = line.figure.number
        shown = figure_words(line.figure, month.small) if number is None else number
        what = [when, say("tables", "beside"), line_label("beside", line)]
        rows.append([*what, say("units", "submission"), shown])
    return csv_file(rows)


def cases_csv(month: PublishedMonth) -> bytes:
    """Return the cases of the month and those still open from before."""
    rows: list[list[str | int]] = [[say("columns", "table"), *(heading(c) for c in COLUMNS)]]
    for sheet, cases in (("cases", month.cases), ("still_open", month.still_open)):
        rows.extend([say("sheets", sheet), *plain_cells(row, month)] for row in cases)
    return csv_file(rows)


def csv_file(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return *rows* as a file that Excel opens by itself; texts are never formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")
