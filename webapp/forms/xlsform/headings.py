"""Checks of sheets and columns: what is missing, unknown, or stays without effect."""

from __future__ import annotations

import re
from difflib import get_close_matches

from webapp.forms.complaints import say
from webapp.forms.xlsform.columns import COLUMNS, FAMILIES, NEEDED, OURS, Column
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.vocabulary import SHEETS, Fate
from webapp.forms.xlsform.workbook import Sheet

# How alike a header must be to one of the standard to be taken for a slip of the pen.
_ALIKE = 0.8
_JUDGED = ("survey", "choices", "settings", "external_choices")


def check_sheets(findings: Findings) -> None:
    """Note sheets and columns that are missing or misspelt; warn about those without effect."""
    workbook = findings.workbook
    for name in workbook.doubled:
        findings.error(say("doubled_sheet", name), name)
        findings.doubtful.add(name)
    for name, header in workbook.repeated:
        findings.error(say("repeated_column", header), name, 1, header)
    if "survey" not in workbook.sheets:
        findings.error(say("no_sheet", "survey"))
        return
    if not workbook.sheet("survey").rows:
        findings.error(say("empty_sheet"), "survey")
    for name, sheet in workbook.sheets.items():
        if name in _JUDGED:
            _check_columns(findings, sheet)
            _warn_of_loose_cells(findings, sheet)
        elif sheet.rows or sheet.columns:
            _check_other_sheet(findings, name)
    settings = workbook.sheet("settings")
    if len(settings.rows) > 1:
        findings.warn(say("further_settings"), "settings", settings.rows[1])


def _check_other_sheet(findings: Findings, name: str) -> None:
    """Judge a sheet we do not use; an underscore before its name says that this is meant."""
    if SHEETS.get(name) is Fate.CARRIED:
        findings.warn(say("carried_sheet"), name)
        return
    missing = [known for known in SHEETS if known not in findings.workbook.sheets]
    close = get_close_matches(name.strip().lower(), missing, 1, _ALIKE)
    if close and not name.startswith("_"):
        findings.error(say("misspelt_sheet", close[0]), name)
        findings.doubtful.add(close[0])
    elif not name.startswith("_"):
        findings.warn(say("further_sheet"), name)


def _check_columns(findings: Findings, sheet: Sheet) -> None:
    meant = {
        _check_column(findings, sheet, column) or column.name
        for column in sheet.columns
        if column.name
    }
    for needed in NEEDED[sheet.name]:
        if sheet.column(needed) or not (sheet.rows or sheet.name == "survey"):
            continue
        findings.doubtful.add(sheet.name)
        findings.mute(sheet.name, needed)
        if needed not in meant:
            findings.error(say("missing_column", needed), sheet.name, 1)


def _check_column(findings: Findings, sheet: Sheet, column: Column) -> str:
    """Judge one column; only a filled one can be without effect.

    Returns the column that a misspelt one was meant to be: what lacks there is no
    mistake of its own.
    """
    place = sheet.name, 1, column.written
    if column.language == "?":
        findings.error(say("language"), *place)
        _mute(findings, sheet.name, column.name)
        return ""
    same = [c for c in sheet.named(column.name) if c.language == column.language]
    if same[0] is not column and same[0].written != column.written:
        findings.error(say("repeated_column", column.written), *place)
        return ""
    used = next((row for row in sheet.rows if column.written in row.cells), None)
    family = column.name.partition("::")[0]
    fates = COLUMNS[sheet.name]
    carried = fates.get(family) is Fate.CARRIED
    fate = Fate.CARRIED if carried else fates.get(column.name)
    if fate is Fate.SUPPORTED or used is None and not _is_ours(column):
        return ""
    if fate is Fate.CARRIED or family in FAMILIES and used is not None:
        findings.warn(say("carried_column"), sheet.name, used or 1, column.written)
        return ""
    close = _close(sheet.name, column)
    if close or _is_ours(column):
        findings.error(say("similar_column" if close else "unknown_column", close), *place)
        _mute(findings, sheet.name, close)
    elif not may_filter(sheet.name, column):
        findings.warn(say("further_column"), sheet.name, used or 1, column.written)
    return close


def _mute(findings: Findings, sheet: str, column: str) -> None:
    """Leave unsaid what only follows from the broken header of *column*."""
    findings.mute(sheet, column)
    if column == "label":
        findings.doubtful.add("languages")
        findings.mute("settings", "default_language")


def may_filter(sheet: str, column: Column) -> bool:
    """Tell whether a column of somebody's own is one that rules may look into."""
    written = column.written
    return sheet in {"choices", "external_choices"} and not re.search(r"\s|::", written)


def _is_ours(column: Column) -> bool:
    return column.written.lower().startswith(OURS)


def _close(sheet: str, column: Column) -> str:
    """Return the column of the standard that *column* was probably meant to be."""
    name = column.name.partition("::")[0].lower() if not _is_ours(column) else column.name
    found = get_close_matches(name, COLUMNS[sheet], 1, _ALIKE)
    return found[0] if found else ""


def _warn_of_loose_cells(findings: Findings, sheet: Sheet) -> None:
    """Warn once about cells under no header, and about merged ones, which read as empty."""
    loose = next((row for row in sheet.rows if row.loose), None)
    if loose is not None:
        letter = letters(min(loose.loose))
        findings.warn(say("loose_cell", letter), sheet.name, loose)
    if sheet.merged:
        findings.warn(say("merged_cells", ", ".join(sheet.merged[:3])), sheet.name)


def letters(place: int) -> str:
    """Return the letters Excel gives the column at *place*, counted from 0: 0 is A, 26 is AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
