"""Files as grids of text: every sheet, every cell, nothing judged yet.

``.xlsx`` and ``.xlsm`` through openpyxl, ``.xls`` through xlrd (the readers pyxform uses),
``.md`` and one-file ``.csv`` as pyxform reads them.  The first row of a grid is the
header row.  Both libraries are imported only when such a file is really read.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from webapp.base.text import clean
from webapp.forms.xlsform.bombs import Unreadable, refuse_bombs
from webapp.forms.xlsform.ole import chains_end

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 200
# Empty ones with a border or a colour count too: each has to be looked at.
MOST_CELLS = 500_000
# Rows that are only passed over, to the last row that Excel has, and a little of others.
MOST_PASSED = 1_200_000
MOST_SHEETS = 60
# All that is written, once for each place where it stands, and what Excel lets into one cell.
MOST_TEXT = 3_000_000
LONGEST_CELL = 32_767
ENDINGS = (".md", ".xlsx", ".xlsm", ".xls", ".csv")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FORMULA_FAULT = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_BAR = re.compile(r"(?<!\\)\|")
_MD_RULE = re.compile(r"(?::?-{3,}:?)?")


@dataclass
class Budget:
    """What may still be taken out of one file, whatever sheet it stands on."""

    cells: int = MOST_CELLS
    passed: int = MOST_PASSED
    text: int = MOST_TEXT

    def take(self, sheet: str, cells: int = 0, passed: int = 0, text: int = 0) -> None:
        """Count what was looked at; raises ``Unreadable`` when it is too much."""
        self.cells -= cells
        self.passed -= passed
        self.text -= text
        if min(self.cells, self.passed, self.text) < 0:
            raise Unreadable("too_large", sheet)


@dataclass
class Grid:
    """One sheet: its rows of cleaned text, and the areas of merged cells in it."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merged: tuple[str, ...] = ()
    budget: Budget = field(default_factory=Budget)

    def add(self, cells: Iterable[Any], number: int) -> None:
        """Take over a row; *number* is its place, so that gaps above it are kept."""
        given = tuple(cells)
        written = [len(cell) for cell in given if isinstance(cell, str)]
        # Before anything of it is copied: many cells can share one long text.
        self.budget.take(self.name, len(given), 1, sum(written))
        if max(written, default=0) > LONGEST_CELL:
            raise Unreadable("long_cell", self.name, number)
        row = [_text(cell) for cell in given]
        while row and not row[-1]:
            row.pop()
        if not row:
            return
        if number > MOST_ROWS:
            raise Unreadable("too_many_rows", self.name)
        if len(row) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", self.name, number)
        fault = next((cell for cell in row if _FORMULA_FAULT.fullmatch(cell)), "")
        if fault:
            raise Unreadable("formula_fault", self.name, number, fault)
        self.rows.extend([] for _ in range(len(self.rows), number - 1))
        self.rows.append(row)


def _text(value: Any) -> str:
    """Return a cell as text: 3.0 as 3, a day as 2014-05-31, TRUE for a ticked box."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    return clean(str(value))


def read_grids(file: str, content: bytes) -> list[Grid]:
    """Return the sheets of *content*; the ending of *file* and the first bytes tell the format."""
    ending = file[file.rfind(".") :].lower()
    if ending not in ENDINGS:
        raise Unreadable("ending")
    if len(content) > LARGEST_FILE:
        raise Unreadable("too_large")
    if ending == ".md":
        return list(_markdown(_decoded(content)))
    if ending == ".csv":
        return list(_csv(_decoded(content)))
    if content.startswith(_ZIP):
        return _xlsx(content)
    if content.startswith(_OLE):
        # A workbook with a password is wrapped in the container of the old format.
        if ending != ".xls":
            raise Unreadable("password")
        return _old(content)
    raise Unreadable("unreadable")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error


def _xlsx(content: bytes) -> list[Grid]:
    from openpyxl import load_workbook

    try:
        refuse_bombs(content)
        _refuse_shared_parts(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [archive.read(sheet._worksheet_path) for sheet in book.worksheets]
        formulas = None
        if any(b"<f" in part for part in inside):
            formulas = load_workbook(io.BytesIO(content), read_only=True)
        budget = Budget()
        return [
            _xlsx_sheet(
                sheet, part, formulas.worksheets[n] if formulas and b"<f" in part else None, budget
            )
            for n, (sheet, part) in enumerate(zip(book.worksheets, inside, strict=True))
        ]
    except Unreadable:
        raise
    except Exception as error:
        # Broken archives and broken XML fail in many ways below openpyxl.
        raise Unreadable("unreadable") from error


def _refuse_shared_parts(content: bytes) -> None:
    """Refuse a book of very many sheets, or whose sheets are one and the same part.

    Opening a book reads the part of every sheet once.
    """
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), read_only=True)
    reader.read_manifest()
    reader.read_workbook()
    targets = [relation.target for _sheet, relation in reader.parser.find_sheets()]
    if len(targets) > MOST_SHEETS or len(set(targets)) < len(targets):
        raise Unreadable("too_large")


def _xlsx_sheet(sheet: Any, inside: bytes, formulas: Any, budget: Budget) -> Grid:
    """Return one sheet; *inside* is its XML, *formulas* the same with formulas not computed."""
    if formulas is not None:
        _refuse_uncomputed(formulas, sheet)
    grid = Grid(sheet.title, budget=budget)
    grid.merged = tuple(area.decode() for area in _MERGED.findall(inside))
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        grid.add(cells, number)
    return grid


def _refuse_uncomputed(formulas: Any, sheet: Any) -> None:
    """Refuse a formula whose value was never computed: it would read as an empty cell."""
    budget = Budget()
    pairs = zip(formulas.iter_rows(), sheet.iter_rows(values_only=True), strict=False)
    for number, (cells, computed) in enumerate(pairs, start=1):
        budget.take(sheet.title, len(cells), 1)
        for cell, value in zip(cells, computed, strict=False):
            if cell.data_type == "f" and value is None:
                raise Unreadable("formula_empty", sheet.title, number)


def _old(content: bytes) -> list[Grid]:
    """Return the sheets of an old workbook; a cell can break its reader as well as the file."""
    try:
        return list(_xls(content))
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("unreadable") from error


def _xls(content: bytes) -> Iterator[Grid]:
    from xlrd import (
        XL_CELL_BOOLEAN,
        XL_CELL_DATE,
        XL_CELL_ERROR,
        error_text_from_code,
        open_workbook,
    )
    from xlrd.xldate import xldate_as_datetime

    if not chains_end(content):
        raise Unreadable("unreadable")
    try:
        # Ragged rows, or one cell in the last corner would be a sheet of sixteen million.
        book = open_workbook(file_contents=content, logfile=io.StringIO(), ragged_rows=True)
    except Exception as error:
        kind = "password" if "ncrypted" in str(error) else "unreadable"
        raise Unreadable(kind) from error

    def value_of(cell: Any) -> Any:
        if cell.ctype == XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == XL_CELL_ERROR:
            return error_text_from_code.get(cell.value, "#N/A")
        if cell.ctype == XL_CELL_DATE:
            moment = xldate_as_datetime(cell.value, book.datemode)
            return moment if cell.value >= 1 else moment.time()
        return cell.value

    if book.nsheets > MOST_SHEETS:
        raise Unreadable("too_large")
    budget = Budget()
    for sheet in book.sheets():
        grid = Grid(sheet.name, budget=budget)
        for number, row in enumerate(sheet.get_rows(), start=1):
            grid.add((value_of(cell) for cell in row), number)
        yield grid


def _markdown(text: str) -> Iterator[Grid]:
    """Yield the tables of *text*; a line without bars or after ``#`` is a remark.

    The first cell of a line names a sheet, as in pyxform.  Empty lines do not count as rows.
    """
    grid: Grid | None = None
    budget = Budget()
    for line in text.splitlines():
        inside = _without_remark(line.strip())
        if not inside.startswith("|"):
            continue
        inside = inside[1:].removesuffix("|")
        name, *cells = (cell.replace(r"\|", "|") for cell in _BAR.split(inside))
        if all(_MD_RULE.fullmatch(cell.strip()) for cell in (name, *cells)):
            continue
        if name.strip():
            if grid is not None:
                yield grid
            grid = Grid(clean(name[:LONGEST_CELL]), budget=budget)
            budget.take(grid.name, passed=MOST_PASSED // MOST_SHEETS)
        if grid is not None and any(cell.strip() for cell in cells):
            grid.add(cells, len(grid.rows) + 1)
    if grid is None:
        raise Unreadable("unreadable")
    yield grid


def _without_remark(line: str) -> str:
    """Return *line* up to its last bar when a remark stands behind it, else all of it."""
    table, bar, behind = line.rpartition("|")
    return table + bar if bar and behind.lstrip().startswith("#") else line


def _csv(text: str) -> Iterator[Grid]:
    """Yield the sheets of one file: the first column names a sheet, the others are its cells."""
    sample = text[:5000]
    delimiter = max(",;\t", key=sample.count)
    if sample.count(delimiter) < 4:
        raise Unreadable("unreadable")
    grid: Grid | None = None
    budget = Budget()
    for name, *cells in _csv_lines(text, delimiter):
        if name.strip():
            if grid is not None:
                yield grid
            grid = Grid(clean(name[:LONGEST_CELL]), budget=budget)
            budget.take(grid.name, passed=MOST_PASSED // MOST_SHEETS)
        if grid is not None and any(cell.strip() for cell in cells):
            grid.add(cells, len(grid.rows) + 1)
    if grid is not None:
        yield grid


def _csv_lines(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable("unreadable") from error
