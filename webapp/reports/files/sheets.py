"""Writing sheets of an .xlsx file cell by cell, by what a value is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from webapp.reports.figures.publication import Line, PublishedMonth
from webapp.reports.files.case_table import Value
from webapp.reports.files.wording import figure_words, month_words, say

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "border": 1},
    "number": {"num_format": "#,##0", "align": "right", "border": 1},
    "kept": {"align": "right", "italic": True, "border": 1},
    "day": {"num_format": "dd/mm/yyyy", "align": "center", "border": 1},
    "head": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1},
    "total": {"bold": True, "border": 1},
    "total_kept": {"bold": True, "italic": True, "align": "right", "border": 1},
    "total_number": {"bold": True, "num_format": "#,##0", "align": "right", "border": 1},
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True, "text_wrap": True},
}
_PAPER_A4 = 9
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


class Page:
    """A workbook being written, with its formats and the title over each sheet."""

    def __init__(self, book: Any, title: str) -> None:
        self.book = book
        self.title = title
        self.formats = {n: book.add_format({**_FONT, **own}) for n, own in _FORMATS.items()}

    def add(self, name: str, landscape: bool = False) -> Any:
        """Add a sheet that prints on A4 with the title above and the page below."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(_PAPER_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.5, top=0.8, bottom=0.7)
        # An ampersand begins a code in a header; two of them print one.
        title = self.title.replace("&", "&&")
        sheet.set_header(f'&C&"Times New Roman,Bold"&12{title}')
        sheet.set_footer('&C&"Times New Roman,Regular"&11&P/&N')
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Value, style: str = "text") -> None:
        """Write one cell by what it is, never by what it looks like."""
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.formats["day"])
        elif isinstance(value, int):
            name = "total_number" if style == "total_kept" else "number"
            sheet.write_number(row, column, value, self.formats[name])
        else:
            sheet.write_string(row, column, value or "", self.formats[style])

    def head(self, sheet: Any, row: int, names: Sequence[str]) -> None:
        """Write the headings of a table."""
        for column, name in enumerate(names):
            self.put(sheet, row, column, name, "head")


class Sheets(Page):
    """The workbook of a month."""

    def __init__(self, book: Any, month: PublishedMonth) -> None:
        super().__init__(book, say("sheets", "title", month=month_words(month.month)))
        self.month = month

    def add(self, name: str, landscape: bool = False) -> Any:
        """Add the sheet that the wording calls *name*."""
        return super().add(say("sheets", name), landscape)

    def figure(self, sheet: Any, row: int, column: int, line: Line, style: str = "kept") -> None:
        """Write a figure as a number, or as text when it is kept back."""
        number = line.figure.number
        kept = figure_words(line.figure, self.month.small)
        self.put(sheet, row, column, kept if number is None else number, style)
