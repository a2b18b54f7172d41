"""A list of classes pasted from a spreadsheet: read cell by cell, nothing guessed.

The columns are name, pupils; a header line is skipped.  Cells are separated by
tabs as Excel and LibreOffice copy them, by semicolons, or, typed by hand, by a
space before the number of pupils.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from webapp.base.text import clean, fold
from webapp.directory.rules import SchoolLevel, grade_of, grades_of

MOST_PUPILS = 80
MOST_LINES = 100
# A class may be called "5 A1": only a number on its own at the end is the pupils.
_TYPED = re.compile(r"(?<=\w)\s*[,: ]\s*(?=\d+$)")
_HEADINGS = ("lop", "ten lop", "class")


class CellFault(StrEnum):
    """What is wrong with one cell."""

    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    NO_GRADE = "no_grade"
    OTHER_LEVEL = "other_level"
    TWICE = "twice"
    PUPILS = "pupils"
    TOO_MANY_CELLS = "too_many_cells"


@dataclass(frozen=True)
class ClassLine:
    """One pasted line: what was read, and what is wrong with which cell."""

    number: int
    name: str
    grade: int | None
    pupils: int | None
    pupils_text: str = ""
    faults: dict[str, CellFault] = field(default_factory=dict)


def read_classes(text: str, level: SchoolLevel) -> list[ClassLine]:
    """Return the classes written in *text*; empty lines and a heading are left out."""
    lines: list[ClassLine] = []
    seen: set[str] = set()
    for number, raw in enumerate(text.splitlines()[:MOST_LINES], start=1):
        marked = raw.replace(";", "\t")
        if "\t" not in marked:
            marked = _TYPED.sub("\t", marked.rstrip())
        cells = [clean(cell) for cell in marked.split("\t")]
        while cells and not cells[-1]:
            cells.pop()
        if not cells or (not lines and fold(cells[0]) in _HEADINGS):
            continue
        line = _read_line(number, cells, level, seen)
        seen.add(line.name.upper())
        lines.append(line)
    return lines


def _read_line(number: int, cells: list[str], level: SchoolLevel, seen: set[str]) -> ClassLine:
    name, pupils_text = cells[0], cells[1] if len(cells) > 1 else ""
    faults: dict[str, CellFault] = {}
    grade = grade_of(name)
    if not name:
        faults["name"] = CellFault.NAME_MISSING
    elif len(name) > 40:
        faults["name"] = CellFault.NAME_TOO_LONG
    elif grade is None:
        faults["name"] = CellFault.NO_GRADE
    elif grade not in grades_of(level):
        faults["name"] = CellFault.OTHER_LEVEL
    elif name.upper() in seen:
        faults["name"] = CellFault.TWICE
    pupils = int(pupils_text) if pupils_text.isascii() and pupils_text.isdigit() else None
    if pupils_text and (pupils is None or not 1 <= pupils <= MOST_PUPILS):
        faults["pupils"] = CellFault.PUPILS
    if len(cells) > 2:
        faults["pupils"] = CellFault.TOO_MANY_CELLS
    return ClassLine(number, name, grade, pupils, pupils_text, faults)
