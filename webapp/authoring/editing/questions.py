"""A question as the editor shows it, and changing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.authoring.editing.cells import (
    Place,
    row_at,
    set_cells,
    with_sheet,
)
from webapp.authoring.editing.kinds import KINDS, Kind, kind_of, look_of, with_look
from webapp.authoring.editing.limits import Limits, read_limits, write_limits
from webapp.authoring.editing.references import renamed
from webapp.forms.xlsform.vocabulary import split_type
from webapp.forms.xlsform.workbook import Workbook

MESSAGES = ("required_message", "constraint_message")
TEXTS = ("label", "hint", *MESSAGES)
ROLE, MAX_LENGTH, CARD = "emnoi::role", "emnoi::max_length", "emnoi::card"
# Shown as text for those who know the standard.
RULE_COLUMNS = ("calculation", "default", "choice_filter", "repeat_count", "parameters")
_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"", "no", "false", "false()"})
# Of kinds with numbers the bounds are of the answer, of several choices of their count.
COUNTS, BOUNDED = frozenset({"many"}), frozenset({"many", "integer", "decimal", "range"})


@dataclass(frozen=True)
class Asked:
    """One question in the fields of the editor.

    ``texts`` maps a translated column and a language to words.  ``required`` is ``yes``, empty,
    or a rule.  ``limits`` is ``None`` where the constraint says more; then ``constraint`` holds
    it as text.  ``rules`` are further cells by column.
    """

    kind: str
    name: str
    list_name: str = ""
    texts: Mapping[Place, str] = field(default_factory=dict)
    role: str = ""
    look: str = ""
    required: str = ""
    limits: Limits | None = field(default_factory=Limits)
    constraint: str = ""
    max_length: str = ""
    card: bool = False
    rules: Mapping[str, str] = field(default_factory=dict)


def read(workbook: Workbook, number: int) -> Asked:
    """Return the question in row *number*; raises NotFound.

    The kind is empty for a type the editor has no kind for: it stays as it is.
    """
    sheet = workbook.sheet("survey")
    row = row_at(sheet, number)
    head, rest = split_type(sheet.value(row, "type"))
    appearance = sheet.value(row, "appearance")
    kind = kind_of(head, appearance)
    constraint = sheet.value(row, "constraint")
    limits = _limits(kind, constraint)
    return Asked(
        kind=kind.code if kind else "",
        name=sheet.value(row, "name"),
        list_name=rest.split()[0] if kind and kind.chooses and rest else "",
        texts={
            (column.name, column.language): row.cells.get(column.written, "")
            for name in TEXTS
            for column in sheet.named(name)
        },
        role=sheet.value(row, ROLE),
        look=look_of(kind, appearance) if kind else "",
        required=required_as(sheet.value(row, "required")),
        limits=limits,
        constraint=constraint if limits is None else "",
        max_length=sheet.value(row, MAX_LENGTH),
        card=sheet.value(row, CARD) == "help",
        rules={name: sheet.value(row, name) for name in RULE_COLUMNS},
    )


def required_as(written: str) -> str:
    """Return what a cell ``required`` says: ``yes``, nothing, or a rule."""
    if written.lower() in _YES:
        return "yes"
    return "" if written.lower() in _NO else written


def _limits(kind: Kind | None, constraint: str) -> Limits | None:
    if kind is None or kind.code not in BOUNDED:
        return None
    return read_limits(constraint, kind.code in COUNTS)


def changed(workbook: Workbook, number: int, asked: Asked) -> Workbook:
    """Return *workbook* with row *number* saying *asked*; cells that say it already stay.

    A new name is followed by everything that refers to the question.  Raises NotFound
    and Invalid (field ``name``).
    """
    before = read(workbook, number)
    if asked.name != before.name and before.name:
        workbook = renamed(workbook, before.name, asked.name)
    sheet = workbook.sheet("survey")
    row = row_at(sheet, number)
    cells: dict[Place, str] = dict(asked.texts)
    old = kind_of(split_type(sheet.value(row, "type"))[0], sheet.value(row, "appearance"))
    if old is not None and (asked.kind, asked.list_name) != (before.kind, before.list_name):
        cells["type", ""] = _type_cell(sheet.value(row, "type"), old, asked)
    if old is not None and (asked.kind, asked.look) != (before.kind, before.look):
        new = KINDS[asked.kind]
        appearance = sheet.value(row, "appearance")
        cells["appearance", ""] = with_look(appearance, old, new, asked.look)
    cells |= _rule_cells(before, asked)
    if not before.name:
        cells["name", ""] = asked.name
    return with_sheet(workbook, set_cells(sheet, number, cells))


def _type_cell(written: str, old: Kind, asked: Asked) -> str:
    """Return the type with another kind or list; what follows the list stays."""
    head, rest = split_type(written)
    new = KINDS[asked.kind]
    word = head if new.type == old.type else new.type
    if not new.chooses:
        return word
    more = rest.split()[1:] if old.chooses else []
    return " ".join([word, asked.list_name, *more])


def _rule_cells(before: Asked, asked: Asked) -> dict[Place, str]:
    """Return the cells of rules that *asked* changes."""
    cells: dict[Place, str] = {}
    for column, old, new in (
        (ROLE, before.role, asked.role),
        ("required", before.required, asked.required),
        (MAX_LENGTH, before.max_length, asked.max_length),
        (CARD, "help" if before.card else "", "help" if asked.card else ""),
        *((name, before.rules.get(name, ""), new) for name, new in asked.rules.items()),
    ):
        if new != old:
            cells[column, ""] = new
    if (asked.limits, asked.constraint) != (before.limits, before.constraint):
        counts = asked.kind in COUNTS
        written = write_limits(asked.limits, counts) if asked.limits else ""
        cells["constraint", ""] = asked.constraint or written
    return cells
