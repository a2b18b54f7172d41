"""Cells and rows of a sheet: set, put in, taken out, always with the numbers in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from webapp.base.errors import NotFound
from webapp.base.text import clean
from webapp.forms.xlsform.columns import read_columns
from webapp.forms.xlsform.workbook import Column, Row, Sheet, Workbook

# A column by its plain name and its language code, empty where the header names none.
Place = tuple[str, str]


def row_at(sheet: Sheet, number: int) -> Row:
    """Return the row with *number*; raises NotFound."""
    found = next((row for row in sheet.rows if row.number == number), None)
    if found is None:
        raise NotFound
    return found


def text_at(sheet: Sheet, row: Row, place: Place) -> str:
    """Return the cell of *row* at *place*; empty when there is no such column."""
    column = column_of(sheet, place)
    return row.cells.get(column.written, "") if column else ""


def with_sheet(workbook: Workbook, sheet: Sheet) -> Workbook:
    """Return *workbook* with *sheet* in the place of the one of its name, or as a new one."""
    return replace(workbook, sheets={**workbook.sheets, sheet.name: sheet})


def column_of(sheet: Sheet, place: Place) -> Column | None:
    """Return the column at *place*, ``None`` when the sheet has none."""
    name, language = place
    return sheet.column(name, language)


def with_columns(sheet: Sheet, places: Sequence[Place]) -> Sheet:
    """Return *sheet* with a column at each of *places*, new ones behind all others."""
    headers = [column.written for column in sheet.columns]
    for place in places:
        if column_of(sheet, place) is None:
            headers.append(_header(sheet, place))
    if len(headers) == len(sheet.columns):
        return sheet
    return replace(sheet, columns=read_columns(headers, sheet.name))


def _header(sheet: Sheet, place: Place) -> str:
    """Return how a new column is written: as the others of the sheet write theirs."""
    name, language = place
    mark = language_mark(sheet)
    if not language:
        return name.replace("::", mark)
    same = (c for c in sheet.columns if c.language == language and mark in c.written)
    twin = next((c.written.split(mark)[-1].strip() for c in same), language)
    return f"{name}{mark}{twin}"


def language_mark(sheet: Sheet) -> str:
    """Return what parts a header of *sheet*: two colons, or one in workbooks of old."""
    headers = [column.written for column in sheet.columns]
    old = any(":" in header for header in headers) and not any("::" in h for h in headers)
    return ":" if old else "::"


def set_cells(sheet: Sheet, number: int, cells: Mapping[Place, str]) -> Sheet:
    """Return *sheet* with *cells* of one row; an empty text empties the cell.

    A cell that says the same already stays as it was written.  A column is added only
    for a text that is not empty.  Raises NotFound.
    """
    row = row_at(sheet, number)
    wanted = {
        place: text
        for place, written in cells.items()
        if (text := clean(written)) != clean(text_at(sheet, row, place))
    }
    sheet = with_columns(sheet, [place for place, text in wanted.items() if text])
    filled = dict(row.cells)
    for place, text in wanted.items():
        column = column_of(sheet, place)
        if column is None:
            continue
        filled[column.written] = text
    filled = {header: text for header, text in filled.items() if text}
    if filled == dict(row.cells):
        return sheet
    # Cells stand in the order of their columns, as they would had they been read.
    order = {column.written: place for place, column in enumerate(sheet.columns)}
    ordered = dict(sorted(filled.items(), key=lambda cell: order.get(cell[0], len(order))))
    changed = replace(row, cells=ordered)
    return replace(sheet, rows=tuple(changed if r.number == number else r for r in sheet.rows))


def insert_rows(sheet: Sheet, before: int, rows: Sequence[Row]) -> Sheet:
    """Return *sheet* with *rows* put in before number *before*; those behind move down."""
    new = tuple(replace(row, number=before + step) for step, row in enumerate(rows))
    moved = (
        row if row.number < before else replace(row, number=row.number + len(new))
        for row in sheet.rows
    )
    return replace(sheet, rows=tuple(sorted((*moved, *new), key=lambda row: row.number)))


def remove_rows(sheet: Sheet, numbers: Sequence[int]) -> Sheet:
    """Return *sheet* without the rows *numbers*; those behind move up."""
    gone = sorted(numbers)
    return replace(
        sheet,
        rows=tuple(
            replace(row, number=row.number - sum(number < row.number for number in gone))
            for row in sheet.rows
            if row.number not in gone
        ),
    )


def end_of(sheet: Sheet) -> int:
    """Return the number of the first row behind all others."""
    return sheet.rows[-1].number + 1 if sheet.rows else 2


def blank_sheet(name: str) -> Sheet:
    """Return a sheet as the editor begins one."""
    headers = {"choices": ["list_name", "name"], "survey": ["type", "name"]}.get(name, [])
    return Sheet(name, read_columns(headers, name), ())
