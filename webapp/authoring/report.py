"""The report on a source: its sheets as tables, each complaint at its cell.

An official looks for a mistake where Excel shows it; so the sheet is shown as it
is, and a faulty cell carries the number of its complaint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from webapp.authoring.checking import Checked
from webapp.forms.complaints import FormProblem
from webapp.forms.lints import Lint
from webapp.forms.xlsform.workbook import Row, Sheet, Workbook

# A longer sheet is shown up to here, and the rows that were complained of.
MOST_ROWS = 400


@dataclass(frozen=True)
class Complaint:
    """One line of the report; ``anchor`` is the row it is about, empty for a whole file."""

    number: int
    level: str
    sheet: str
    row: int
    column: str
    what: str
    anchor: str


@dataclass(frozen=True)
class Cell:
    """One cell with the numbers of the complaints about it; ``level`` is the gravest."""

    text: str
    marks: tuple[int, ...] = ()
    level: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a sheet."""

    number: int
    anchor: str
    marks: tuple[int, ...]
    level: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One sheet as a table; ``left_out`` counts rows that are not shown."""

    name: str
    place: int
    columns: tuple[Cell, ...]
    lines: tuple[Line, ...]
    complaints: int
    left_out: int


@dataclass(frozen=True)
class Report:
    """Everything that is to be said of a source."""

    errors: tuple[Complaint, ...]
    warnings: tuple[Complaint, ...]
    advice: tuple[Complaint, ...]
    tables: tuple[Table, ...]


def report_of(workbook: Workbook, checked: Checked) -> Report:
    """Return the report on *workbook*."""
    places = {name: place for place, name in enumerate(workbook.sheets, start=1)}
    found = [("error", problem) for problem in checked.problems]
    found += [("warning", problem) for problem in checked.warnings]
    sheet = workbook.sheet("survey")
    # Names may stand twice while a form is faulty: the first is meant.
    rows = {sheet.value(row, "name"): row.number for row in reversed(sheet.rows)}
    found += [("advice", _as_problem(workbook, one, rows)) for one in checked.lints]
    numbers = {name: {row.number for row in one.rows} for name, one in workbook.sheets.items()}
    complaints = [
        Complaint(
            number,
            level,
            problem.sheet,
            problem.row,
            problem.column,
            problem.what,
            _anchor(numbers, places, problem),
        )
        for number, (level, problem) in enumerate(found, start=1)
    ]
    return Report(
        errors=tuple(one for one in complaints if one.level == "error"),
        warnings=tuple(one for one in complaints if one.level == "warning"),
        advice=tuple(one for one in complaints if one.level == "advice"),
        tables=tuple(
            _table(sheet, places[name], [one for one in complaints if one.sheet == name])
            for name, sheet in workbook.sheets.items()
        ),
    )


def _as_problem(workbook: Workbook, one: Lint, rows: Mapping[str, int]) -> FormProblem:
    """Return a lint as a complaint about the label of its question, by its row."""
    sheet = workbook.sheet("survey")
    # Some advice is about the whole form.
    row = rows.get(one.question, 0) if one.question else 0
    column = sheet.written("label", one.language) if row else ""
    return FormProblem(workbook.file, one.what_vi, "survey" if row else "", row, column)


def _anchor(
    numbers: Mapping[str, Set[int]], places: Mapping[str, int], problem: FormProblem
) -> str:
    if problem.sheet not in places:
        return ""
    row = problem.row if problem.row in numbers[problem.sheet] else 1
    return f"o-{places[problem.sheet]}-{row}"


def _table(sheet: Sheet, place: int, complaints: Sequence[Complaint]) -> Table:
    used = {name for row in sheet.rows for name in row.cells}
    loose = sorted({at for row in sheet.rows for at in row.loose})
    headers = [column.written for column in sheet.columns if column.written]
    # An empty column nobody complains of only pushes the others out of sight.
    named = {one.column for one in complaints}
    headers = [name for name in dict.fromkeys(headers) if name in used or name in named]
    by_row: dict[int, list[Complaint]] = {}
    for one in complaints:
        by_row.setdefault(one.row, []).append(one)
    rows = [row for at, row in enumerate(sheet.rows) if at < MOST_ROWS or row.number in by_row]
    return Table(
        name=sheet.name,
        place=place,
        columns=tuple(_cell(name, complaints, 1, name) for name in headers)
        + tuple(Cell("") for _at in loose),
        lines=tuple(_line(row, place, headers, loose, by_row.get(row.number, ())) for row in rows),
        complaints=sum(one.level != "advice" for one in complaints),
        left_out=len(sheet.rows) - len(rows),
    )


def _line(
    row: Row,
    place: int,
    headers: Sequence[str],
    loose: Sequence[int],
    here: Sequence[Complaint],
) -> Line:
    whole = [one for one in here if one.column not in headers]
    return Line(
        number=row.number,
        anchor=f"o-{place}-{row.number}",
        marks=tuple(one.number for one in whole),
        level=_gravest(whole),
        cells=tuple(_cell(name, here, row.number, row.cells.get(name, "")) for name in headers)
        + tuple(Cell(row.loose.get(at, "")) for at in loose),
    )


def _cell(column: str, complaints: Sequence[Complaint], row: int, text: str) -> Cell:
    about = [one for one in complaints if one.column == column and one.row == row]
    return Cell(text, tuple(one.number for one in about), _gravest(about))


def _gravest(complaints: Sequence[Complaint]) -> str:
    levels = {one.level for one in complaints}
    return next((level for level in ("error", "warning", "advice") if level in levels), "")
