"""Who refers to whom: found before a deletion, followed after a renaming."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from webapp.authoring.editing.cells import with_sheet
from webapp.base.errors import Invalid
from webapp.forms.xlsform.workbook import Row, Sheet, Workbook

# Columns that hold rules; in all others only ``${name}`` refers.
RULES = frozenset(
    {
        "relevant",
        "required",
        "constraint",
        "calculation",
        "default",
        "choice_filter",
        "repeat_count",
        "read_only",
    }
)
NAME = re.compile(r"[^\W\d_][\w.-]*")
CHOICE_NAME = re.compile(r"[\w.-]+")
LONGEST_NAME = 60


@dataclass(frozen=True)
class Mention:
    """A cell that refers: where it stands, and the name of its row."""

    sheet: str
    number: int
    name: str
    column: str


def _braces(name: str) -> re.Pattern[str]:
    return re.compile(r"\$\{\s*((?:last-saved#)?)" + re.escape(name) + r"\s*\}")


def _step(name: str) -> re.Pattern[str]:
    """Return a pattern for *name* as a step of a path: ``/data/ten``, ``../ten``."""
    return re.compile(r"(?<=/)" + re.escape(name) + r"(?![\w.-])")


def mentions(workbook: Workbook, name: str) -> tuple[Mention, ...]:
    """Return the cells that refer to the question or group *name*, its own row left out."""
    braces, step = _braces(name), _step(name)

    def refers(column: str, text: str) -> bool:
        return bool(braces.search(text) or (column in RULES and step.search(text)))

    return tuple(
        mention
        for mention in _cells(workbook, refers)
        if not (mention.sheet == "survey" and mention.name == name)
    )


def _cells(workbook: Workbook, fits: Callable[[str, str], bool]) -> Iterator[Mention]:
    for sheet in workbook.sheets.values():
        names = {column.written: column.name for column in sheet.columns}
        for row in sheet.rows:
            for header, text in row.cells.items():
                if fits(names.get(header, header), text):
                    yield Mention(sheet.name, row.number, sheet.value(row, "name"), header)


def renamed(workbook: Workbook, old: str, new: str) -> Workbook:
    """Give the question or group *old* the name *new*; everything that refers follows.

    Raises Invalid with ``name`` → ``bad_name`` or ``taken``.
    """
    if old == new:
        return workbook
    if not NAME.fullmatch(new) or len(new) > LONGEST_NAME:
        raise Invalid(fields={"name": "bad_name"})
    if new in names_of(workbook):
        raise Invalid(fields={"name": "taken"})
    braces, step = _braces(old), _step(old)

    def follow(column: str, text: str) -> str:
        text = braces.sub(lambda found: f"${{{found[1]}{new}}}", text)
        return step.sub(new, text) if column in RULES else text

    changed = rewritten(workbook, follow)
    survey = changed.sheet("survey")
    header = survey.written("name")
    rows = tuple(
        replace(row, cells={**row.cells, header: new}) if survey.value(row, "name") == old else row
        for row in survey.rows
    )
    return with_sheet(changed, replace(survey, rows=rows))


def rewritten(workbook: Workbook, follow: Callable[[str, str], str]) -> Workbook:
    """Return *workbook* with each cell as *follow* makes it from its column and its text."""
    for sheet in tuple(workbook.sheets.values()):
        rows = tuple(_rewritten_row(sheet, row, follow) for row in sheet.rows)
        if rows != sheet.rows:
            workbook = with_sheet(workbook, replace(sheet, rows=rows))
    return workbook


def _rewritten_row(sheet: Sheet, row: Row, follow: Callable[[str, str], str]) -> Row:
    names = {column.written: column.name for column in sheet.columns}
    cells = {header: follow(names.get(header, header), text) for header, text in row.cells.items()}
    return replace(row, cells=cells) if cells != dict(row.cells) else row


def names_of(workbook: Workbook) -> tuple[str, ...]:
    """Return the names of all questions and groups."""
    survey = workbook.sheet("survey")
    return tuple(name for row in survey.rows if (name := survey.value(row, "name")))


def _choice(question: str, choice: str, own: bool) -> re.Pattern[str]:
    """Return a pattern for *choice* where a rule compares *question* with it.

    With *own* the rule belongs to the question itself, which it calls ``.``.
    """
    who = r"\$\{\s*" + re.escape(question) + r"\s*\}"
    if own:
        who = rf"(?:{who}|(?<![\w.\])/])\.)"
    before = rf"(?P<a>{who}\s*!?=\s*|selected\s*\(\s*{who}\s*,\s*)"
    after = rf"(?P<b>\s*!?=\s*{who})"
    word = re.escape(choice)
    return re.compile(rf"{before}(?P<q>['\"]){word}(?P=q)|(?P<r>['\"]){word}(?P=r){after}")


def choice_mentions(workbook: Workbook, questions: tuple[str, ...], choice: str) -> list[Mention]:
    """Return the rules that ask whether one of *questions* was answered with *choice*."""
    survey = workbook.sheet("survey")
    found = []
    for row in survey.rows:
        own = survey.value(row, "name")
        for column in survey.columns:
            text = row.cells.get(column.written, "")
            asked = column.name in RULES and any(
                _choice(q, choice, q == own).search(text) for q in questions
            )
            if asked:
                found.append(Mention(survey.name, row.number, own, column.written))
    return found


def choice_renamed(workbook: Workbook, questions: tuple[str, ...], old: str, new: str) -> Workbook:
    """Return *workbook* with the rules asking for *new* that ask for the choice *old*.

    *questions* are those that offer it.
    """
    survey = workbook.sheet("survey")
    names = {column.written: column.name for column in survey.columns}
    rows = []
    for row in survey.rows:
        cells, own = dict(row.cells), survey.value(row, "name")
        for header, text in row.cells.items():
            if names.get(header) in RULES:
                for question in questions:
                    pattern = _choice(question, old, question == own)
                    text = pattern.sub(lambda found: _with_choice(found, new), text)
                cells[header] = text
        rows.append(replace(row, cells=cells) if cells != dict(row.cells) else row)
    return with_sheet(workbook, replace(survey, rows=tuple(rows)))


def _with_choice(found: re.Match[str], new: str) -> str:
    if found["a"]:
        return f"{found['a']}{found['q']}{new}{found['q']}"
    return f"{found['r']}{new}{found['r']}{found['b']}"
