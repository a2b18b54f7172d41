"""Checks of the sheets ``survey`` and ``choices`` row by row, before anything is compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping

from webapp.forms.complaints import say
from webapp.forms.rules import SectionKind
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.vocabulary import (
    ALL_SELECT_TYPES,
    BEGINS,
    ENDS,
    FILE_SELECT_TYPES,
    FORBIDDEN,
    LOOPS,
    OR_OTHER,
    UNSUPPORTED_TYPES,
    Fate,
    fate_of_type,
    split_type,
)
from webapp.forms.xlsform.workbook import Row, Sheet

# A name stands in HTML, in the database and in exports; a leading underscore is ours.
NAME = re.compile(r"[^\W\d_][\w.-]*")
CHOICE_NAME = re.compile(r"[\w.-]+")
RESERVED_NAMES = frozenset({"csrf_token", "meta", "data", "instanceID", "instanceName"})
LONGEST_NAME = 60
YES = frozenset({"yes", "true", "true()"})
NO = frozenset({"", "no", "false", "false()"})


def asked_rows(findings: Findings) -> list[Row]:
    """Return the rows of ``survey`` that mean something; warn about the others.

    A row without type, name and label is somebody's remark; ``disabled`` takes a row out.
    """
    sheet = findings.workbook.sheet("survey")
    rows = []
    for row in sheet.rows:
        if sheet.value(row, "disabled").lower() in YES:
            findings.warn(say("disabled_row"), "survey", row, "disabled")
        elif row.cells and _is_remark(sheet, row):
            findings.warn(say("remark_row"), "survey", row)
        elif row.cells:
            rows.append(row)
    return rows


def _is_remark(sheet: Sheet, row: Row) -> bool:
    return not any(
        column.written in row.cells
        for name in ("type", "name", "label")
        for column in sheet.named(name)
    )


# What can only be judged of a question whose choices are known.
_OF_CHOICES = ("type", "default", "emnoi::role", "emnoi::min_choices", "emnoi::words")


def check_rows(findings: Findings, rows: list[Row]) -> None:
    """Note types, names and sections of *rows* that cannot be used."""
    sheet = findings.workbook.sheet("survey")
    lists = {name: _list_names(findings, name) for name in ("choices", "external_choices")}
    seen: dict[str, int] = {}
    for row in rows:
        head, rest = split_type(sheet.value(row, "type"))
        what = _type_problem(head, rest, lists) if head else say("no_type")
        if what:
            findings.error(what, "survey", row, "type")
        if what or head in ALL_SELECT_TYPES and findings.doubtful & {"choices", *rest.split()[:1]}:
            for column in _OF_CHOICES:
                findings.mute("survey", column, row)
        if what and head.lower().startswith(("begin", "end")):
            findings.doubtful.add("sections")
        if fate_of_type(head) is Fate.SUPPORTED and head not in ENDS:
            name = sheet.value(row, "name")
            what = _name_problem(name, seen, needs_one=head not in {"note"})
            seen.setdefault(name, row.number)
            if what:
                findings.error(what, "survey", row, "name")
                findings.doubtful.update(() if name else ("names",))
    if "sections" not in findings.doubtful:
        _check_sections(findings, rows)


def _list_names(findings: Findings, name: str) -> set[str] | None:
    """Return the lists of the sheet *name*; None when it is too broken to know."""
    sheet = findings.workbook.sheet(name)
    if name in findings.doubtful:
        return None
    return {sheet.value(row, "list_name") for row in sheet.rows}


def readable(sheet: Sheet, row: Row) -> bool:
    """Tell whether the type of *row* says what the row is."""
    head, rest = split_type(sheet.value(row, "type"))
    known = fate_of_type(head) is Fate.SUPPORTED
    return known and (not rest or head in ALL_SELECT_TYPES)


def _type_problem(head: str, rest: str, lists: Mapping[str, set[str] | None]) -> str:
    """Return the sentence about a type, empty when it can be used."""
    if head in FORBIDDEN:
        return say("forbidden_type", head, reason=FORBIDDEN[head])
    if head in LOOPS:
        return say("loop") if head.startswith("begin") else ""
    if head in UNSUPPORTED_TYPES:
        return say("unsupported_type", head)
    if head in ALL_SELECT_TYPES:
        return _list_problem(head, rest, lists)
    known = fate_of_type(head) is Fate.SUPPORTED and not rest
    return "" if known else say("unknown_type", f"{head} {rest}".strip())


def _list_problem(head: str, rest: str, lists: Mapping[str, set[str] | None]) -> str:
    name, _, extra = rest.partition(" ")
    if not name:
        return say("no_list", head)
    if extra and extra not in OR_OTHER:
        return say("extra_words", extra)
    if name.startswith("${"):
        return say("choices_from_answers")
    if head in FILE_SELECT_TYPES:
        if extra:
            return say("other_of_file")
        return "" if name.endswith(".csv") else say("not_csv", name)
    sheet = "external_choices" if "external" in head else "choices"
    names = lists[sheet]
    return "" if names is None or name in names else say("unknown_list", name, sheet=sheet)


def _name_problem(name: str, seen: dict[str, int], *, needs_one: bool) -> str:
    if not name:
        return say("no_name") if needs_one else ""
    if not NAME.fullmatch(name):
        return say("bad_name", name)
    if len(name) > LONGEST_NAME:
        return say("long_name", name)
    if name in RESERVED_NAMES:
        return say("reserved_name", name)
    return say("repeated_name", name, other=seen[name]) if name in seen else ""


_END_WORD = {SectionKind.GROUP: "end_group", SectionKind.REPEAT: "end_repeat"}


def _check_sections(findings: Findings, rows: list[Row]) -> None:
    """Note groups and repeats that are not closed, or closed by the wrong end."""
    sheet = findings.workbook.sheet("survey")
    open_rows: list[tuple[Row, SectionKind]] = []
    for row in rows:
        head = split_type(sheet.value(row, "type"))[0]
        if head in BEGINS:
            open_rows.append((row, BEGINS[head]))
        elif head in ENDS and not open_rows:
            word = _END_WORD[ENDS[head]]
            findings.error(say("group_end", word, begin=f"begin{word[3:]}"), "survey", row)
            findings.doubtful.add("sections")
        elif head in ENDS:
            opened, kind = open_rows.pop()
            if kind is not ENDS[head]:
                name = sheet.value(opened, "name")
                what = say("wrong_end", name, wanted=_END_WORD[kind], other=opened.number)
                findings.error(what, "survey", row, "type")
                findings.doubtful.add("sections")
    for row, kind in open_rows:
        word = sheet.value(row, "name")
        findings.error(say("group_open", word, wanted=_END_WORD[kind]), "survey", row)
        findings.doubtful.add("sections")


def check_choices(findings: Findings, name: str) -> None:
    """Note choices of the sheet *name* without list, without a good name, or twice in a list."""
    sheet = findings.workbook.sheet(name)
    seen: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        key = sheet.value(row, "list_name"), sheet.value(row, "name")
        column, what = "name", ""
        if not row.cells or not (key[0] or key[1] or sheet.texts(row, "label", "")):
            findings.warn(say("remark_row"), name, row)
            continue
        if not key[0]:
            column, what = "list_name", say("choice_no_list")
        elif not key[1]:
            what = say("choice_no_name")
        elif not CHOICE_NAME.fullmatch(key[1]):
            what = say("choice_bad_name", key[1])
        elif key in seen:
            what = say("choice_repeated", key[1], other=seen[key])
        elif sheet.value(row, "emnoi::exclusive").lower() not in YES | NO:
            column = "emnoi::exclusive"
            what = say("not_yes_no", sheet.value(row, column))
        seen.setdefault(key, row.number)
        if what:
            findings.error(what, name, row, column)
            # Nothing can be said of a list that is not whole; a choice of none may be of any.
            findings.doubtful.add(key[0] or name)
