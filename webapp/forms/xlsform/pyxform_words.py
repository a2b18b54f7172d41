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
        (r"should be an? (?P<word>\w+) sheet in this xlsform", "no_sheet"),
        (r"not recognized as a supported type|Error reading|not appear to be", "unreadable"),
        # types, names and groups
        (r"Question with no type", "no_type"),
        (r"Unknown question type '(?P<word>[^']*)'", "unknown_type"),
        (r"Question or group with no name", "no_name"),
        (r"The name '(?P<word>[^']+)' appears more than once", "repeated_anywhere"),
        (r"'name' value '(?P<word>[^']+)' is invalid\. Questions, groups", "repeated_anywhere"),
        (r"'name' value '(?P<word>[^']+)' is problematic", "repeated_but_case"),
        (r"'name' value '(?P<word>[^']+)' is invalid\. Repeat names must not", "reserved_name"),
        (r"'name' value '(?P<word>[^']+)' is invalid\. Repeat names must un", "repeated_anywhere"),
        (r"'name' value '(?P<word>meta)' is invalid", "reserved_name"),
        (r"multiple survey elements named '(?P<word>[^']+)'", "repeated_anywhere"),
        (r"Unmatched 'end_", "end_here"),
        (r"Unmatched 'begin_\w+'.*for the name '(?P<word>[^']*)'", "open_here"),
        (r"list names don't match: (?P<word>.+) vs\. ", "table_lists"),
        (r"Choice filter not supported for table-list", "table_filter"),
        (r"Missing calculation", "no_calculation"),
        (r"has no label|should have a label|nor hint", "no_label"),
        (r"big-image, you must also specify an image", "big_image_alone"),
        # references
        (r"Could not find the name '(?P<word>[^']+)'", "unknown_reference_here"),
        (r"no survey element named '(?P<word>[^']+)'", "unknown_reference_here"),
        (r"Reference variables must start", "bad_reference_here"),
        (r"Reference variable lists must have a comma", "bad_trigger"),
        # parameters
        (r"Parameters must be in the form of", "bad_parameters"),
        (r"invalid parameter key\(s\): '(?P<word>[^']+)'", "unknown_parameter"),
        (r"(?P<word>randomize) must be set to true or false", "parameter_true_false"),
        (r"Parameters must include randomize=true", "seed_alone"),
        (r"seed value must be a number", "bad_seed"),
        (r"(?P<word>rows|max-pixels) must have an integer", "parameter_whole"),
        (r"Android package name|package name", "bad_app"),
        (r"the parameter '(?P<word>\w+)' must be a number", "parameter_number"),
        (r"the parameter '(?P<word>\w+)' must not be '0'", "parameter_zero"),
        (r"the parameter '(?P<word>\w+)' must not be larger", "parameter_large"),
        (r"the parameter '(?P<word>\w+)' must be a multiple", "parameter_multiple"),
        (r"the parameter '(?P<word>\w+)' must be between", "parameter_outside"),
        (r"'tick_labelset' must be a choice list name", "label_list"),
        (r"must have only 2 items when|'start' and 'end' values when the", "label_ends"),
        (r"are only supported for the appearances 'vertical'", "range_looks"),
        (r"choice values must all be numbers", "label_numbers"),
        (r"'tick_labelset' choices must be between", "label_outside"),
        (r"choices' values must be equal to the start", "label_steps"),
        # choices
        (r"List name not in (?:external )?choices sheet: (?P<word>\S+)", "unknown_list_here"),
        (r"Choice names must be unique", "choice_repeated_here"),
        (r"Choices must have a name", "choice_no_name"),
        (r"Choice names with spaces.*See \[(?P<word>[^\]]+)\]", "choice_bad_name"),
        (r"Column headers must not be empty and must not contain spaces", "spaced_header"),
        (r"File name for '(?P<word>[^']+)' should end with", "not_csv"),
        # parts we carry, which the standard still checks
        (r"save_to|entit(?:y|ies)|Names used here", "entities_here"),
        (r"Cannot omit instanceID", "omitted_identifier"),
        (r"Names must begin with a letter", "bad_name_here"),
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
        # Only the sheet of questions has rows pyxform names without their sheet.
        sheet=next(filter(None, sheet.groups())) if sheet else "survey" if row else "",
        row=int(row.group(1)) if row else 0,
        column=column.group(1) if column else "",
    )
