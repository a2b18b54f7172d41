"""Checks of a workbook cell by cell, before anything is compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.forms.complaints import FormProblem, say
from webapp.forms.xlsform.vocabulary import (
    COLUMNS,
    FORBIDDEN,
    GROUP_BEGIN,
    GROUP_END,
    NEEDED_COLUMNS,
    SELECTS,
    TYPES,
    UNSUPPORTED_COLUMNS,
    UNSUPPORTED_FAMILIES,
    UNSUPPORTED_TYPES,
)
from webapp.forms.xlsform.workbook import SHEETS, Column, Row, Sheet, Workbook

# A name stands in HTML, in the database and in exports; a leading underscore is ours.
NAME = re.compile(r"[^\W\d_][\w.-]*")
CHOICE_NAME = re.compile(r"[\w.-]+")
RESERVED_NAMES = frozenset({"csrf_token", "meta"})
LONGEST_NAME = 60


def split_type(written: str) -> tuple[str, str]:
    """Return the type and what follows it: ``select_one lop`` gives both words."""
    words = written.split()
    for length in (2, 1):
        head = " ".join(words[:length]).lower()
        if head in TYPES or head in GROUP_BEGIN or head in GROUP_END or head in UNSUPPORTED_TYPES:
            return head, " ".join(words[length:])
    return (words[0].lower(), " ".join(words[1:])) if words else ("", "")


def check_sheets(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield sheets and columns that are missing, unknown or not supported."""
    for name in workbook.unsupported:
        yield FormProblem(workbook.file, say("unsupported_sheet"), name)
    for name, header in workbook.repeated:
        yield FormProblem(workbook.file, say("repeated_column", header), name, 1, header)
    for name in SHEETS:
        sheet = workbook.sheets.get(name)
        if sheet is None:
            if name == "survey":
                yield FormProblem(workbook.file, say("no_sheet", name))
            continue
        if name == "survey" and not sheet.rows:
            yield FormProblem(workbook.file, say("empty_sheet"), name)
        known = {column.name for column in sheet.columns}
        for needed in NEEDED_COLUMNS[name]:
            if needed not in known:
                yield FormProblem(workbook.file, say("missing_column", needed), name, 1)
        for column in sheet.columns:
            yield from _check_column(workbook.file, sheet, column)


def _check_column(file: str, sheet: Sheet, column: Column) -> Iterator[FormProblem]:
    """Yield a problem when *column* is one we cannot take and holds something."""
    if column.language == "?":
        yield FormProblem(file, say("language"), sheet.name, 1, column.written)
        return
    same = [other for other in sheet.columns if _same_meaning(other, column)]
    if same[0] is not column:
        yield FormProblem(
            file, say("repeated_column", column.written), sheet.name, 1, column.written
        )
    if column.name in COLUMNS[sheet.name]:
        return
    family = column.name.partition("::")[0]
    if column.name in UNSUPPORTED_COLUMNS[sheet.name] or family in UNSUPPORTED_FAMILIES:
        used = next((row for row in sheet.rows if column.written in row.cells), None)
        if used is not None:
            what = say("unsupported_column")
            yield FormProblem(file, what, sheet.name, used.number, column.written)
        return
    yield FormProblem(file, say("unknown_column"), sheet.name, 1, column.written)


def _same_meaning(left: Column, right: Column) -> bool:
    return (left.name, left.language) == (right.name, right.language)


def check_types(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield rows whose type is missing, unknown, not supported or forbidden."""
    sheet = workbook.sheet("survey")
    lists = {
        workbook.sheet("choices").value(row, "list_name") for row in workbook.sheet("choices").rows
    }
    for row in sheet.rows:
        written = sheet.value(row, "type")
        kind, rest = split_type(written)
        what = _type_problem(kind, rest, lists) if written else say("no_type")
        if what:
            yield FormProblem(workbook.file, what, sheet.name, row.number, sheet.written("type"))


def _type_problem(kind: str, rest: str, lists: set[str]) -> str:
    """Return the sentence about a type, empty when it can be used."""
    if kind in FORBIDDEN:
        return say("forbidden_type", kind, reason=FORBIDDEN[kind])
    if kind in UNSUPPORTED_TYPES:
        return say("unsupported_type", kind)
    if TYPES.get(kind) in SELECTS:
        return _list_problem(kind, rest, lists)
    known = kind in GROUP_BEGIN or kind in GROUP_END or (kind in TYPES and not rest)
    return "" if known else say("unknown_type", f"{kind} {rest}".strip())


def _list_problem(kind: str, rest: str, lists: set[str]) -> str:
    name, _, extra = rest.partition(" ")
    if not name:
        return say("no_list", kind)
    if extra:
        return say("extra_words", extra)
    return "" if name in lists else say("unknown_list", name)


def check_names(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield questions and groups without a name of their own."""
    sheet = workbook.sheet("survey")
    seen: dict[str, int] = {}
    for row in sheet.rows:
        kind = split_type(sheet.value(row, "type"))[0]
        if kind in GROUP_END or not (kind in TYPES or kind in GROUP_BEGIN):
            continue
        name = sheet.value(row, "name")
        what = _name_problem(name, seen)
        seen.setdefault(name, row.number)
        if what:
            yield FormProblem(workbook.file, what, sheet.name, row.number, sheet.written("name"))


def _name_problem(name: str, seen: dict[str, int]) -> str:
    if not name:
        return say("no_name")
    if not NAME.fullmatch(name):
        return say("bad_name", name)
    if len(name) > LONGEST_NAME:
        return say("long_name", name)
    if name in RESERVED_NAMES:
        return say("reserved_name", name)
    return say("repeated_name", name, other=seen[name]) if name in seen else ""


def check_groups(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield groups that are not closed, ends without a beginning, required groups."""
    sheet = workbook.sheet("survey")
    open_groups: list[Row] = []
    for row in sheet.rows:
        kind = split_type(sheet.value(row, "type"))[0]
        if kind in GROUP_BEGIN:
            open_groups.append(row)
            for name in ("required", "constraint"):
                if sheet.value(row, name):
                    yield FormProblem(
                        workbook.file,
                        say("group_required"),
                        sheet.name,
                        row.number,
                        sheet.written(name),
                    )
        elif kind in GROUP_END and not open_groups:
            yield FormProblem(workbook.file, say("group_end"), sheet.name, row.number)
        elif kind in GROUP_END:
            open_groups.pop()
    for row in open_groups:
        word = sheet.value(row, "name")
        yield FormProblem(workbook.file, say("group_open", word), sheet.name, row.number)


def check_choices(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield choices without list or name, with a bad name, or twice in a list."""
    sheet = workbook.sheet("choices")
    seen: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        key = sheet.value(row, "list_name"), sheet.value(row, "name")
        column, what = "name", ""
        if not key[0]:
            column, what = "list_name", say("choice_no_list")
        elif not key[1]:
            what = say("choice_no_name")
        elif not CHOICE_NAME.fullmatch(key[1]):
            what = say("choice_bad_name", key[1])
        elif key in seen:
            what = say("choice_repeated", key[1], other=seen[key])
        elif sheet.value(row, "emnoi::exclusive").lower() not in {"", "yes", "true"}:
            column = "emnoi::exclusive"
            what = say("not_yes_no", sheet.value(row, column))
        seen.setdefault(key, row.number)
        if what:
            yield FormProblem(workbook.file, what, sheet.name, row.number, sheet.written(column))
