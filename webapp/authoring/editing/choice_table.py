"""A list of choices changed as a whole table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from webapp.authoring.editing.cells import (
    Place,
    blank_sheet,
    end_of,
    insert_rows,
    remove_rows,
    row_at,
    set_cells,
    with_columns,
    with_sheet,
)
from webapp.authoring.editing.choices import (
    EXCLUSIVE,
    TOPIC,
    Entry,
    entries,
    is_exclusive,
    rows_of,
    suggested_name,
    users,
)
from webapp.authoring.editing.references import (
    CHOICE_NAME,
    LONGEST_NAME,
    Mention,
    choice_mentions,
    choice_renamed,
)
from webapp.base.errors import Invalid
from webapp.base.text import clean
from webapp.forms.xlsform.workbook import Row, Sheet, Workbook


def rematched(workbook: Workbook, list_name: str, table: Sequence[Entry]) -> list[Entry]:
    """Return *table* with the rows its lines have in *workbook*, found by the names they had.

    Others may have changed the list since the table was read.
    """
    rows = {entry.name: entry.number for entry in entries(workbook, list_name)}
    return [replace(entry, number=rows.get(entry.was, 0)) for entry in table]


def named(table: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return *table* without blank lines, with a name for each line that has none."""
    taken = [entry.name for entry in table if entry.name]
    found = []
    for entry in table:
        if entry.blank:
            continue
        if not entry.name:
            words = next((text for text in entry.labels.values() if text.strip()), "")
            entry = replace(entry, name=suggested_name(words, taken))
            taken.append(entry.name)
        found.append(entry)
    return tuple(found)


def lost(workbook: Workbook, list_name: str, table: Sequence[Entry]) -> dict[str, list[Mention]]:
    """Return the choices that *table* leaves out although a rule asks for them, with who does."""
    kept = {entry.number for entry in table}
    questions = tuple(item.name for item in users(workbook, list_name))
    sheet = workbook.sheet("choices")
    found = {}
    for row in rows_of(workbook, list_name):
        name = sheet.value(row, "name")
        if row.number not in kept and name:
            asking = choice_mentions(workbook, questions, name)
            if asking:
                found[name] = asking
    return found


def with_list(workbook: Workbook, list_name: str, table: Sequence[Entry]) -> Workbook:
    """Give a list the lines of *table*, in this order; other lists keep their places.

    Rows that stay keep the cells the table does not show; a renamed choice is followed by
    the rules that ask for it.  Raises Invalid, fields ``n`` (the line from 0) →
    ``bad_name`` or ``taken``.
    """
    lines = named(table)
    _refuse(lines)
    before = {row.number: row for row in rows_of(workbook, list_name)}
    if "choices" not in workbook.sheets:
        workbook = with_sheet(workbook, blank_sheet("choices"))
    questions = tuple(item.name for item in users(workbook, list_name))
    workbook = _renamed(workbook, questions, lines, before)
    sheet = workbook.sheet("choices")
    sheet = with_columns(sheet, [("list_name", ""), ("name", "")])
    slots = list(before)
    contents = [before.get(line.number, Row(0, {})) for line in lines]
    at = (slots[-1] + 1) if slots else end_of(sheet)
    missing = len(lines) - len(slots)
    if missing > 0:
        sheet = insert_rows(sheet, at, [Row(0, {})] * missing)
        slots += range(at, at + missing)
    placed = {n: replace(row, number=n) for n, row in zip(slots, contents, strict=False)}
    sheet = replace(sheet, rows=tuple(placed.get(row.number, row) for row in sheet.rows))
    for number, line in zip(slots, lines, strict=False):
        sheet = set_cells(sheet, number, _cells(sheet, number, list_name, line))
    sheet = remove_rows(sheet, slots[len(lines) :])
    return with_sheet(workbook, sheet)


def _refuse(lines: Sequence[Entry]) -> None:
    faults: dict[str, str] = {}
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if not CHOICE_NAME.fullmatch(line.name) or len(line.name) > LONGEST_NAME:
            faults[str(place)] = "bad_name"
        elif line.name in seen:
            faults[str(place)] = "taken"
        seen.add(line.name)
    if faults:
        raise Invalid(fields=faults)


def _renamed(
    workbook: Workbook,
    questions: tuple[str, ...],
    lines: Sequence[Entry],
    before: Mapping[int, Row],
) -> Workbook:
    """Follow renamed choices; by a name nobody has, so that two may change places."""
    sheet = workbook.sheet("choices")
    pairs = []
    for line in lines:
        row = before.get(line.number)
        old = sheet.value(row, "name") if row else ""
        if old and old != line.name:
            pairs.append((old, line.name))
    for step, (old, _) in enumerate(pairs):
        workbook = choice_renamed(workbook, questions, old, f"\0{step}")
    for step, (_, new) in enumerate(pairs):
        workbook = choice_renamed(workbook, questions, f"\0{step}", new)
    return workbook


def _cells(sheet: Sheet, number: int, list_name: str, line: Entry) -> dict[Place, str]:
    cells: dict[Place, str] = {("list_name", ""): list_name, ("name", ""): line.name}
    cells |= {("label", language): clean(text) for language, text in line.labels.items()}
    if is_exclusive(sheet.value(row_at(sheet, number), EXCLUSIVE)) != line.exclusive:
        cells[EXCLUSIVE, ""] = "yes" if line.exclusive else ""
    cells[TOPIC, ""] = line.topic
    return cells
