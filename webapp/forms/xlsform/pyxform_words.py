"""pyxform's English complaints as Vietnamese ones.

Most mistakes are found by our own checks first; what is left comes here.  Only
names from the workbook are taken over, never a word of pyxform's text.
"""

from __future__ import annotations

import re

from webapp.forms.complaints import FormProblem, say

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|for sheet: '(\w+)'")
_COLUMN = re.compile(r"the '([^']+)' value")

# pyxform's text, our sentence; group ``word`` is the piece of the form it names.
_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (r"Duplicate column header: (?P<word>.+)", "repeated_column"),
        (
            r"Headers that are different names for the same column.*: '(?P<word>[^']+)'",
            "repeated_column",
        ),
        (r"required column headers were not found: (?P<word>[\w', ]+)", "missing_column"),
        (r"must have a sheet named '?(?P<word>\w+)", "no_sheet"),
        (
            r"not recognized as a supported type|Error reading|not appear to be a valid",
            "unreadable",
        ),
        (r"Question with no type", "no_type"),
        (r"Unknown question type '(?P<word>[^']*)'", "unknown_type"),
        (r"Question or group with no name", "no_name"),
        (r"The name '(?P<word>[^']+)' appears more than once", "repeated_anywhere"),
        (r"'name' value '(?P<word>[^']+)' is invalid\. Questions, groups", "repeated_anywhere"),
        (r"'name' value '(?P<word>meta)' is invalid", "reserved_name"),
        (r"Names must begin with a letter", "bad_name_here"),
        (r"Could not find the name '(?P<word>[^']+)'", "unknown_reference_here"),
        (r"Reference variables must start", "bad_reference_here"),
        (r"List name not in (?:external )?choices sheet: (?P<word>\S+)", "unknown_list_here"),
        (r"Unmatched 'end_", "end_here"),
        (r"Unmatched 'begin_\w+'.*for the name '(?P<word>[^']*)'", "open_here"),
        (r"Choice names must be unique", "choice_repeated_here"),
        (r"Choices must have a name", "choice_no_name"),
        (r"Choice names with spaces.*See \[(?P<word>[^\]]+)\]", "choice_bad_name"),
        (r"has no label|should have a label|nor hint", "no_label"),
    )
)


def from_pyxform(file: str, text: str) -> FormProblem:
    """Return pyxform's complaint *text* about *file* as one of ours."""
    row = _ROW.search(text)
    sheet = _SHEET.search(text)
    column = _COLUMN.search(text)
    kind, word = "standard", ""
    for pattern, known in _KNOWN:
        match = pattern.search(text)
        if match:
            kind = known
            word = (match.groupdict().get("word") or "").strip("' ")
            break
    return FormProblem(
        file,
        say(kind, word),
        sheet=next((name for name in sheet.groups() if name), "") if sheet else "",
        row=int(row.group(1)) if row else 0,
        column=column.group(1) if column else "",
    )
