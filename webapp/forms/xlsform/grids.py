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
from webapp.forms.xlsform.ole import chains_end

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 200
# Empty ones with a border or a colour count too: each has to be looked at.
MOST_CELLS = 500_000
ENDINGS = (".md", ".xlsx", ".xlsm", ".xls", ".csv")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FORMULA_FAULT = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_BAR = re.compile(r"(?<!\\)\|")
_MD_LINE = re.compile(r"\s*\|(.*?)\|?\s*")
_MD_RULE = re.compile(r"\s*(?::?-{3,}:?)?\s*")
_MD_REMARK = re.compile(r"^(.*\|)\s*#[^|]*$")


class Unreadable(Exception):
    """The file cannot be used; ``kind`` names a sentence, *sheet* and *row* the place if known."""

    def __init__(self, kind: str, sheet: str = "", row: int = 0, word: str = "") -> None:
        super().__init__(kind, sheet, row, word)
        self.kind = kind
        self.sheet = sheet
        self.row = row
        self.word = word


@dataclass
class Grid:
    """One sheet: its rows of cleaned text, and the areas of merged cells in it."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merged: tuple[str, ...] = ()

    def add(self, cells: Iterable[Any], number: int) -> None:
        """Take over a row; *number* is its place, so that gaps above it are kept."""
        row = [_text(cell) for cell in cells]
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
        return list(_xls(content))
    raise Unreadable("unreadable")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error


def _xlsx(content: bytes) -> list[Grid]:
    from openpyxl import load_workbook

    try:
        _refuse_bombs(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [
                _xlsx_sheet(sheet, archive.read(sheet._worksheet_path), content)
                for sheet in book.worksheets
            ]
    except Unreadable:
        raise
    except Exception as error:
        # Broken archives and broken XML fail in many ways below openpyxl.
        raise Unreadable("unreadable") from error


def _xlsx_sheet(sheet: Any, inside: bytes, content: bytes) -> Grid:
    """Return one sheet; *inside* is its XML, *content* the whole file."""
    if b"<f" in inside:
        _refuse_uncomputed(content, sheet.title)
    grid = Grid(sheet.title)
    grid.merged = tuple(area.decode() for area in _MERGED.findall(inside))
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        seen += len(cells)
        if seen > MOST_CELLS:
            raise Unreadable("too_large", sheet.title)
        grid.add(cells, number)
    return grid


def _refuse_bombs(content: bytes) -> None:
    """Refuse an archive that would fill the memory when unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise Unreadable("too_large")


def _refuse_uncomputed(content: bytes, name: str) -> None:
    """Refuse a formula whose value was never computed: it would read as an empty cell."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True)
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    pairs = zip(book[name].iter_rows(), values[name].iter_rows(values_only=True), strict=False)
    for number, (cells, computed) in enumerate(pairs, start=1):
        for cell, value in zip(cells, computed, strict=False):
            if cell.data_type == "f" and value is None:
                raise Unreadable("formula_empty", name, number)


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
        book = open_workbook(file_contents=content, logfile=io.StringIO())
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

    for sheet in book.sheets():
        grid = Grid(sheet.name)
        for number, row in enumerate(sheet.get_rows(), start=1):
            grid.add((value_of(cell) for cell in row), number)
        yield grid


def _markdown(text: str) -> Iterator[Grid]:
    """Yield the tables of *text*; a line without bars or after ``#`` is a remark.

    The first cell of a line names a sheet, as in pyxform.  Empty lines do not count as rows.
    """
    grid: Grid | None = None
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        remark = _MD_REMARK.match(line)
        match = _MD_LINE.fullmatch(remark.group(1) if remark else line)
        if match is None:
            continue
        name, *cells = (cell.replace(r"\|", "|") for cell in _BAR.split(match.group(1)))
        if all(_MD_RULE.fullmatch(cell) for cell in (name, *cells)):
            continue
        if name.strip():
            if grid is not None:
                yield grid
            grid = Grid(clean(name))
        if grid is not None and any(cell.strip() for cell in cells):
            grid.add(cells, len(grid.rows) + 1)
    if grid is None:
        raise Unreadable("unreadable")
    yield grid


def _csv(text: str) -> Iterator[Grid]:
    """Yield the sheets of one file: the first column names a sheet, the others are its cells."""
    sample = text[:5000]
    delimiter = max(",;\t", key=sample.count)
    if sample.count(delimiter) < 4:
        raise Unreadable("unreadable")
    grid: Grid | None = None
    for name, *cells in filter(
        None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    ):
        if name.strip():
            if grid is not None:
                yield grid
            grid = Grid(clean(name))
        if grid is not None and any(cell.strip() for cell in cells):
            grid.add(cells, len(grid.rows) + 1)
    if grid is not None:
        yield grid
