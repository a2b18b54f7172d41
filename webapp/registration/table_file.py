"""Registrations as .xlsx: one a row, no name in it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from webapp.forms.rules import text_in
from webapp.registration.answers import AnswerColumns, AnsweredLine
from webapp.registration.rules import RegistrationState

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "border": 1}
_OUR_WIDTHS, _ANSWER_WIDTH = (8, 22, 12, 12, 26), 28
_PAPER_A4 = 9


def registrations_xlsx(
    columns: AnswerColumns,
    rows: Sequence[AnsweredLine],
    headings: Sequence[str],
    removed: str,
    states: Mapping[RegistrationState, str],
    schools: Mapping[int, str],
) -> bytes:
    """Return the table.

    *headings* are those of our own five columns; *removed* marks a question that the
    newest form does not ask any more.
    """
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        text = book.add_format({**_FONT, "text_wrap": True})
        day = book.add_format({**_FONT, "num_format": "dd/mm/yyyy", "align": "center"})
        head = book.add_format({**_FONT, "bold": True, "text_wrap": True, "align": "center"})
        sheet = book.add_worksheet()
        asked = [
            text_in(one.question.label, "vi") + (f" {removed}" if one.removed else "")
            for one in columns
        ]
        for place, name in enumerate((*headings, *asked)):
            sheet.write_string(0, place, name, head)
            width = _OUR_WIDTHS[place] if place < len(_OUR_WIDTHS) else _ANSWER_WIDTH
            sheet.set_column(place, place, width)
        for number, row in enumerate(rows, start=1):
            line = row.line
            school = schools.get(line.school_id or 0, "")
            ours = (line.id, str(states[line.state]), line.received_on, line.due_on, school)
            for place, value in enumerate((*ours, *row.cells)):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value, text)
                else:
                    sheet.write_string(number, place, value, text)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_paper(_PAPER_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(headings) + len(columns) - 1)
    return target.getvalue()
