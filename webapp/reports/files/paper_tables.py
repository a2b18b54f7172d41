"""Tables on the office's paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from webapp.reports.figures.publication import PublishedCase, PublishedMonth, Table
from webapp.reports.files.case_table import heading, values
from webapp.reports.files.paper import Paper
from webapp.reports.files.wording import TABLE_COLUMNS, day_words, figure_words, line_label, say

_SIZE = 12
# A table of more rows may go over to the next page.
_SHORT = 12


def add_table(
    paper: Paper,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    right: frozenset[int] = frozenset(),
    centred: frozenset[int] = frozenset(),
    last_bold: bool = False,
    together: bool = False,
    size: float = _SIZE,
) -> None:
    """Type a table; its headings come again on every page, rows are not torn.

    *widths* are millimetres; *right* and *centred* name columns; *together*
    keeps a short table on one page, with the sentence before it.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    table = _empty_table(paper, widths, together)
    for number, cells in enumerate((head, *rows)):
        row = table.add_row()
        _mark_row(row, heading=number == 0)
        bold = number == 0 or (last_bold and number == len(rows))
        for place, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = paper.mm(widths[place])
            line = paper.line(words, into=cell, bold=bold, size=size, after=2)
            line.paragraph_format.space_before = paper.pt(2)
            line.paragraph_format.keep_with_next = together and number < len(rows)
            if number == 0 or place in centred:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif place in right:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.gap(9)


def side_by_side(paper: Paper, widths: Sequence[float]) -> Sequence[Any]:
    """Return the cells of a row without lines, *widths* in millimetres."""
    table = paper.document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = paper.mm(width)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = paper.mm(width)
    _mark_row(table.rows[0], heading=False)
    return table.rows[0].cells


def _mark_row(row: Any, *, heading: bool) -> None:
    """Keep a row in one piece; a heading row is repeated on every page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def _empty_table(paper: Paper, widths: Sequence[float], together: bool) -> Any:
    from docx.enum.table import WD_TABLE_ALIGNMENT

    if together and paper.document.paragraphs:
        paper.document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = paper.document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = paper.mm(width)
    return table


def case_table(
    paper: Paper, month: PublishedMonth, cases: tuple[PublishedCase, ...], widths: dict[str, int]
) -> None:
    """Type a list of cases with the columns of *widths* (millimetres)."""
    rows = []
    for row in cases:
        found = values(row, month)
        found["decision"] = found["decision"] or found["timeliness"]
        cells = [found[column] for column in widths]
        rows.append([day_words(c) if isinstance(c, date) else str(c or "") for c in cells])
    days = {"routed_on", "due_on", "published_on", "number", "behind"}
    add_table(
        paper,
        [heading(column) for column in widths],
        rows,
        tuple(widths.values()),
        centred=frozenset(n for n, column in enumerate(widths) if column in days),
        size=11,
    )


def figure_table(paper: Paper, month: PublishedMonth, name: str) -> None:
    """Type one table of figures with its total; nothing when there are no lines."""
    table: Table = getattr(month, name)
    if not table.lines:
        return
    rows = [
        (line_label(name, line), figure_words(line.figure, month.small)) for line in table.lines
    ]
    rows.append((say("columns", "total"), figure_words(table.total, month.small)))
    add_table(
        paper,
        [say("columns", column) for column in TABLE_COLUMNS[name]],
        rows,
        (110, 50),
        right=frozenset({1}),
        last_bold=True,
        together=len(rows) <= _SHORT,
    )
