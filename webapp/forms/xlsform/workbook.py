"""A workbook as sheets, rows and columns that know where they stand.

It is the source of a form: every sheet, every column and every filled cell is in
it, known to us or not, so that the form can be changed and written out again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.xlsform.bombs import Unreadable
from webapp.forms.xlsform.columns import OURS, Column, read_column, read_columns
from webapp.forms.xlsform.grids import Grid, read_grids
from webapp.forms.xlsform.vocabulary import SHEETS

__all__ = [
    "OURS",
    "Column",
    "Row",
    "Sheet",
    "Workbook",
    "read_column",
    "read_workbook",
    "workbook_from_json",
    "workbook_to_json",
]
_MERGED_ROWS = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")


@dataclass(frozen=True)
class Row:
    """One row: its number as Excel counts, and its filled cells by written header.

    ``loose`` holds the filled cells under no header, by the place of their column from 0.
    """

    number: int
    cells: Mapping[str, str]
    loose: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One sheet.  ``columns`` has one entry for each column, without names for a blank header."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()

    @cached_property
    def _written(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for column in self.columns:
            found.setdefault((column.name, column.language), column.written)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Column, ...]]:
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            if column.name:
                found.setdefault(column.name, []).append(column)
        return {name: tuple(columns) for name, columns in found.items()}

    def named(self, name: str) -> tuple[Column, ...]:
        """Return the columns called *name*, one for each language."""
        return self._by_name.get(name, ())

    def column(self, name: str, language: str = "") -> Column | None:
        """Return the column called *name*."""
        return next((c for c in self.named(name) if c.language == language), None)

    def written(self, name: str, language: str = "") -> str:
        """Return the header of the column called *name* as it was written."""
        columns = self.named(name)
        exact = next((c.written for c in columns if c.language == language), "")
        return exact or (columns[0].written if columns else name)

    def value(self, row: Row, name: str) -> str:
        """Return the cell of *row* in the untranslated column *name*; empty when none."""
        return row.cells.get(self._written.get((name, ""), ""), "")

    def texts(self, row: Row, name: str, default_language: str) -> dict[str, str]:
        """Return the words of *row* in the translated column *name*, by language."""
        return {
            column.language or default_language: row.cells[column.written]
            for column in self.named(name)
            if column.written in row.cells
        }


@dataclass(frozen=True)
class Workbook:
    """All sheets as read, those of the standard under their names in lower case.

    ``repeated`` holds sheet and header of columns that stand twice (the first is kept),
    ``doubled`` the names of sheets that do.
    """

    file: str
    sheets: Mapping[str, Sheet]
    repeated: tuple[tuple[str, str], ...] = ()
    doubled: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called *name*; an empty one when there is none."""
        return self.sheets.get(name, Sheet(name, (), ()))


def read_workbook(file: str, content: bytes) -> Workbook:
    """Read *content*; *file* names it in messages and its ending tells the format.

    Raises ``Faulty`` with one sentence when there is nothing to read.
    """
    try:
        grids = read_grids(file, content)
    except Unreadable as error:
        what = say(error.kind, error.word)
        raise Faulty([FormProblem(file, what, error.sheet, error.row)]) from error
    sheets: dict[str, Sheet] = {}
    repeated: list[tuple[str, str]] = []
    doubled: list[str] = []
    for grid in grids:
        name = _sheet_name(grid.name, alone=len(grids) == 1)
        if not grid.rows and name != "survey":
            continue  # an empty sheet holds nothing to keep
        if name in sheets:
            doubled.append(name)
            continue
        sheets[name], twice = _sheet(name, grid)
        repeated.extend((name, header) for header in twice)
    return Workbook(file, sheets, tuple(repeated), tuple(doubled))


def _sheet_name(written: str, alone: bool) -> str:
    """Return the name of the standard for a sheet; a single sheet is the survey."""
    name = written.strip().lower()
    if name in SHEETS:
        return name
    return "survey" if alone else written


def _sheet(name: str, grid: Grid) -> tuple[Sheet, list[str]]:
    """Return the sheet in *grid* and the headers that stand twice in it."""
    headers = list(grid.rows[0]) if grid.rows else []
    width = max((len(row) for row in grid.rows), default=0)
    headers += [""] * (width - len(headers))
    rows = []
    for number, cells in enumerate(grid.rows[1:], start=2):
        named: dict[str, str] = {}
        loose: dict[int, str] = {}
        for place, cell in enumerate(cells):
            if cell and headers[place]:
                named.setdefault(headers[place], cell)
            elif cell:
                loose[place] = cell
        if named or loose:
            rows.append(Row(number, named, loose))
    twice = [h for place, h in enumerate(headers) if h and h in headers[:place]]
    merged = tuple(area for area in grid.merged if _hides_a_cell(area))
    return Sheet(name, read_columns(headers, name), tuple(rows), merged), twice


def _hides_a_cell(area: str) -> bool:
    """Tell whether merged cells reach into the rows below the header."""
    match = _MERGED_ROWS.fullmatch(area)
    return bool(match) and int(match.group(2)) > 1  # type: ignore[union-attr]


def workbook_to_json(workbook: Workbook) -> dict[str, Any]:
    """Return *workbook* as plain JSON values; what was lost in reading stays known."""
    tree: dict[str, Any] = {
        "file": workbook.file,
        "sheets": [_sheet_json(sheet) for sheet in workbook.sheets.values()],
    }
    if workbook.repeated:
        tree["repeated"] = [list(pair) for pair in workbook.repeated]
    if workbook.doubled:
        tree["doubled"] = list(workbook.doubled)
    return tree


def _sheet_json(sheet: Sheet) -> dict[str, Any]:
    part: dict[str, Any] = {
        "name": sheet.name,
        "columns": [column.written for column in sheet.columns],
        "rows": [_row_json(row) for row in sheet.rows],
    }
    return part | {"merged": list(sheet.merged)} if sheet.merged else part


def _row_json(row: Row) -> list[Any]:
    loose = {str(place): cell for place, cell in row.loose.items()}
    return [row.number, dict(row.cells), loose] if loose else [row.number, dict(row.cells)]


def workbook_from_json(tree: Mapping[str, Any]) -> Workbook:
    """Return the workbook that ``workbook_to_json`` made *tree* from."""
    sheets = {part["name"]: _sheet_from_json(part) for part in tree["sheets"]}
    repeated = tuple((sheet, header) for sheet, header in tree.get("repeated", ()))
    return Workbook(tree["file"], sheets, repeated, tuple(tree.get("doubled", ())))


def _sheet_from_json(part: Mapping[str, Any]) -> Sheet:
    columns = read_columns(list(part["columns"]), part["name"])
    rows = tuple(_row(row) for row in part["rows"])
    return Sheet(part["name"], columns, rows, tuple(part.get("merged", ())))


def _row(parts: Sequence[Any]) -> Row:
    loose = parts[2] if len(parts) > 2 else {}
    return Row(parts[0], parts[1], {int(place): cell for place, cell in loose.items()})
