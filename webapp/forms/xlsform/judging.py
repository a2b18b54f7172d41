"""pyxform's own judgement of a workbook: what the standard's reader refuses, we refuse.

It is imported only when a workbook is really compiled: it costs a quarter of a
second and 40 MB, and compiled forms are kept (``folder``, ``storing``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from webapp.forms.complaints import FormProblem, say
from webapp.forms.xlsform.columns import OURS
from webapp.forms.xlsform.pyxform_words import from_pyxform
from webapp.forms.xlsform.vocabulary import SHEETS
from webapp.forms.xlsform.workbook import Sheet, Workbook


def judge(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield what pyxform finds wrong with *workbook*.

    Our own columns are taken out first: in ``choices`` pyxform would try to write
    them into the XForm and fail.  The XForm is built, since part of the judgement is
    made there, but neither written as text nor to a file: nobody reads it.
    """
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import get_xlsform

    plain: dict[str, Any] = {"sheet_names": list(workbook.sheets), "fallback_form_name": "data"}
    for name, sheet in workbook.sheets.items():
        if name in SHEETS and sheet.rows:
            plain[name] = _rows(sheet)
            kept = [c.written for c in sheet.columns if c.written and not _is_ours(c.written)]
            plain[f"{name}_header"] = [dict.fromkeys(kept)]
    try:
        tree = workbook_to_json(get_xlsform(plain), fallback_form_name="data")
        create_survey_element_from_dict(tree).xml()
    except PyXFormError as error:
        yield from_pyxform(workbook.file, str(error))
    except Exception:
        # pyxform stumbles over some workbooks instead of refusing them.
        yield FormProblem(workbook.file, say("standard"), "survey")


def _is_ours(header: str) -> bool:
    return header.lower().startswith(OURS)


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    """Return the cells of each row, empty rows included: pyxform counts them."""
    by_number = {row.number: row.cells for row in sheet.rows}
    return [
        {k: v for k, v in by_number.get(number, {}).items() if not _is_ours(k)}
        for number in range(2, sheet.rows[-1].number + 1)
    ]
