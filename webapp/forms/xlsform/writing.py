"""A workbook out again: as Excel for officials, as Markdown for whoever compares versions.

Reading what was written gives the same sheets, columns and cells.  What a format
cannot hold is refused with the cell's place, never changed in silence.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.xlsform.workbook import OURS, Row, Sheet, Workbook

STANDARD_ORDER = ("survey", "choices", "settings", "external_choices", "entities", "osm")
# What Excel itself allows (Microsoft, "Excel specifications and limits").
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
_BAD_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$|^history$", re.IGNORECASE)

_NARROWEST, _WIDEST = 9, 46
_GREEN, _YELLOW, _SHADE, _LINE = "#1F5A3C", "#F6D66B", "#E6F0EA", "#C9D3CD"
_CELL = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True,
         "num_format": "@", "border": 1, "border_color": _LINE}  # fmt: skip
_HEAD = {**_CELL, "bold": True, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "cell": _CELL,
    "shaded": {**_CELL, "bg_color": _SHADE, "bold": True},
    "head": {**_HEAD, "bg_color": _GREEN, "font_color": "#FFFFFF"},
    "our_head": {**_HEAD, "bg_color": _YELLOW},
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PAPER_A4 = 9


def write_xlsx(workbook: Workbook) -> bytes:
    """Return *workbook* as an .xlsx file that an official can go on with.

    Every cell is text, also one that begins with ``=`` or looks like a number, and
    stands in the row it was read from.  Raises ``Faulty`` for a cell or a name of a
    sheet that is longer than Excel allows.
    """
    import xlsxwriter

    _refuse(workbook, [*_bad_names(workbook), *_bad_cells(workbook, _too_long)])
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
    for sheet in in_standard_order(workbook):
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return target.getvalue()


def write_markdown(workbook: Workbook) -> str:
    """Return *workbook* as the Markdown tables pyxform reads.

    A bar in a cell gets a backslash before it.  Empty rows are left out, since the
    dialect has none.  Raises ``Faulty`` for a cell with a line break, which a table cannot hold.
    """
    _refuse(workbook, _bad_cells(workbook, _breaks_lines))
    parts = []
    for sheet in in_standard_order(workbook):
        if not sheet.columns:
            continue  # pyxform fails on a table without a heading
        headers = [column.written for column in sheet.columns]
        lines = [headers, *(_in_places(row, headers) for row in sheet.rows)]
        parts.append(f"| {_cell(sheet.name)} |\n" + "".join(_line(cells) for cells in lines))
    return "\n".join(parts)


def in_standard_order(workbook: Workbook) -> list[Sheet]:
    """Return the sheets of the standard first, then the others as they came."""
    known = [name for name in STANDARD_ORDER if name in workbook.sheets]
    return [workbook.sheets[name] for name in dict.fromkeys((*known, *workbook.sheets))]


def _in_places(row: Row, headers: Sequence[str]) -> list[str]:
    """Return the cells of *row* in their columns, those under no header too."""
    return [
        row.cells.get(header, "") if header else row.loose.get(place, "")
        for place, header in enumerate(headers)
    ]


def _cells(headers: Sequence[str], row: Row) -> list[str]:
    """Return the cells of *row* by place, those under a blank header too."""
    return [
        row.cells.get(header, "") if header else row.loose.get(place, "")
        for place, header in enumerate(headers)
    ]


def _line(cells: Iterable[str]) -> str:
    return "| | " + " | ".join(_cell(cell) for cell in cells) + " |\n"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    headers = [column.written for column in sheet.columns]
    last = max((row.number for row in sheet.rows), default=1)
    for place, header in enumerate(headers):
        page.set_column(place, place, _width(header, sheet.rows))
        look = formats["our_head" if header.lower().startswith(OURS) else "head"]
        page.write_string(0, place, header, look)
    for row in sheet.rows:
        look = formats["shaded" if _opens_or_closes(sheet, row) else "cell"]
        for place, text in enumerate(_in_places(row, headers)):
            if text:
                page.write_string(row.number - 1, place, text, look)
            else:
                page.write_blank(row.number - 1, place, None, look)
    page.freeze_panes(1, _pinned(sheet))
    page.set_paper(_PAPER_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if headers:
        page.autofilter(0, 0, max(last - 1, 1), len(headers) - 1)
        # Names such as 9 are text on purpose; Excel need not put a green corner on each.
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{last}"})


def _put(page: Any, row: int, place: int, text: str, look: Any) -> None:
    if text:
        page.write_string(row, place, text, look)
    else:
        page.write_blank(row, place, None, look)


def _width(header: str, rows: Sequence[Row]) -> int:
    """Return the width of a column in letters: its longest line, within bounds."""
    texts = (header, *(row.cells.get(header, "") for row in rows))
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return min(max(longest + 3, _NARROWEST), _WIDEST)


def _opens_or_closes(sheet: Sheet, row: Row) -> bool:
    kind = sheet.value(row, "type").lower() if sheet.name == "survey" else ""
    return kind.startswith(("begin", "end")) and kind != "end"


def _pinned(sheet: Sheet) -> int:
    """Return how many columns stay in sight: up to ``name``, when it stands in front."""
    names = [column.name for column in sheet.columns[:3]]
    return names.index("name") + 1 if "name" in names else 0


def _refuse(workbook: Workbook, problems: Iterable[FormProblem]) -> None:
    found = list(problems)
    if found:
        raise Faulty(found)


def _bad_names(workbook: Workbook) -> Iterator[FormProblem]:
    for name in workbook.sheets:
        if len(name) > LONGEST_SHEET_NAME or _BAD_SHEET_NAME.search(name):
            yield FormProblem(workbook.file, say("excel_sheet_name", name), name)


def _bad_cells(workbook: Workbook, fault: Callable[[str], str]) -> Iterator[FormProblem]:
    """Yield a problem for each header and cell in which *fault* finds one."""
    for sheet in workbook.sheets.values():
        for column in sheet.columns:
            if kind := fault(column.written):
                yield FormProblem(workbook.file, say(kind), sheet.name, 1, column.written)
        for row in sheet.rows:
            loose = (("", text) for text in row.loose.values())
            for header, text in (*row.cells.items(), *loose):
                if kind := fault(text):
                    yield FormProblem(workbook.file, say(kind), sheet.name, row.number, header)


def _too_long(text: str) -> str:
    # Excel counts UTF-16 units.
    return "excel_long_cell" if len(text.encode("utf-16-le")) // 2 > LONGEST_CELL else ""


def _breaks_lines(text: str) -> str:
    return "line_break_in_markdown" if "\n" in text or "\r" in text else ""
