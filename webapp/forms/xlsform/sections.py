"""A row that opens a group or a repeat."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from webapp.forms.complaints import say
from webapp.forms.rules import Section, SectionKind
from webapp.forms.xlsform.cells import Cells
from webapp.forms.xlsform.columns import OURS
from webapp.forms.xlsform.looks import SECTION_LOOKS, fate_of_section_look
from webapp.forms.xlsform.vocabulary import Fate, listed
from webapp.forms.xlsform.workbook import Row

_MEANT = frozenset({"type", "name", "label", "relevant", "appearance", "repeat_count", "disabled"})
# What somebody would expect to work on a group, and does not.
_MISPLACED = frozenset(listed("calculation default trigger choice_filter read_only parameters"))


def read_section(cells: Cells, row: Row, kind: SectionKind, around: Sequence[Section]) -> Section:
    """Return the section that *row* opens inside those *around* it."""
    name = cells.value(row, "name")
    _check_columns(cells, row, kind)
    return Section(
        name=name,
        kind=kind,
        parent=around[-1].name if around else "",
        label=cells.texts(row, "label", name),
        appearance=_appearance(cells, row),
        relevant=cells.rule(row, "relevant", name),
        count=cells.rule(row, "repeat_count", name) if kind is SectionKind.REPEAT else None,
    )


def _check_columns(cells: Cells, row: Row, kind: SectionKind) -> None:
    """Note cells that have no effect on a section."""
    for column in cells.sheet.columns:
        if column.written not in row.cells or column.name in _MEANT:
            continue
        if column.name in {"required", "constraint"}:
            cells.error(row, column.name, say("group_required"))
        elif column.name in _MISPLACED or column.written.startswith(OURS):
            cells.error(row, column.name, say("not_on_groups"))
        else:
            cells.warn(row, column.name, say("no_effect_here"), column.language)
    if kind is SectionKind.GROUP and cells.value(row, "repeat_count"):
        cells.error(row, "repeat_count", say("only_repeats"))


def _appearance(cells: Cells, row: Row) -> str:
    written = cells.value(row, "appearance")
    for word in written.split():
        fate = fate_of_section_look(word)
        close = get_close_matches(word, SECTION_LOOKS, 1, 0.8)
        if fate is Fate.REFUSED or (fate is None and close):
            cells.error(row, "appearance", say("appearance", word))
        elif fate is not Fate.SUPPORTED:
            cells.warn(row, "appearance", say("carried_appearance", word))
    return written
