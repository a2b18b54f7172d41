"""A question as the editor shows it, and changing, adding, doubling and deleting one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from webapp.authoring.editing.cells import (
    Place,
    blank_sheet,
    end_of,
    insert_rows,
    remove_rows,
    row_at,
    set_cells,
    with_sheet,
)
from webapp.authoring.editing.choices import suggested_name
from webapp.authoring.editing.conditions import Limits, read_limits, write_limits
from webapp.authoring.editing.kinds import KINDS, Kind, kind_of, look_of, with_look
from webapp.authoring.editing.outline import Item, closes_a_group, item_at, outline
from webapp.authoring.editing.references import Mention, mentions, names_of, renamed
from webapp.base.errors import IllegalMove
from webapp.forms.xlsform.vocabulary import SELECT_TYPES, split_type
from webapp.forms.xlsform.workbook import Row, Sheet, Workbook

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
        required=_required(sheet.value(row, "required")),
        limits=limits,
        constraint=constraint if limits is None else "",
        max_length=sheet.value(row, MAX_LENGTH),
        card=sheet.value(row, CARD) == "help",
        rules={name: sheet.value(row, name) for name in RULE_COLUMNS},
    )


def _required(written: str) -> str:
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


def new_name(workbook: Workbook, asked: Asked) -> str:
    """Return a name for a new question, made of its words."""
    labels = (text for (column, _), text in asked.texts.items() if column == "label")
    words = next((text for text in labels if text.strip()), "")
    name = suggested_name(words or asked.kind, names_of(workbook))
    if name[0].isdigit():
        name = suggested_name(f"cau {name}", names_of(workbook))
    return name


def added(workbook: Workbook, before: int, asked: Asked) -> tuple[Workbook, int]:
    """Put a new question before row *before* (at the end: behind the last row).

    A group or repeat gets the row that closes it.  Returns its row too.  Raises
    Invalid (field ``name``).
    """
    kind = KINDS[asked.kind]
    sheet = workbook.sheets.get("survey") or blank_sheet("survey")
    number = min(max(before, 2), end_of(sheet))
    rows = [Row(number, {})]
    ends = kind.type.replace("begin", "end") if kind.family in {"group", "repeat"} else ""
    if ends:
        rows.append(Row(number, {}))
    sheet = insert_rows(sheet, number, rows)
    if ends:
        sheet = set_cells(sheet, number + 1, {("type", ""): ends})
    written = f"{kind.type} {asked.list_name}" if kind.chooses else kind.type
    look = " ".join(word for word in (kind.look, asked.look) if word)
    cells = {("type", ""): written.strip(), ("appearance", ""): look}
    workbook = with_sheet(workbook, set_cells(sheet, number, cells))
    name = asked.name or new_name(workbook, asked)
    _refuse_name(workbook, name)
    return changed(workbook, number, replace(asked, name=name)), number


def _refuse_name(workbook: Workbook, name: str) -> None:
    """Refuse as a renaming would: nobody refers to the new name yet."""
    renamed(workbook, "\0", name)


def deleted(workbook: Workbook, number: int) -> Workbook:
    """Delete a question, or a group with all in it.

    Raises NotFound, and IllegalMove when something outside refers to it.
    """
    item = item_at(workbook, number)
    if closes_a_group(workbook, item) or referring(workbook, item):
        raise IllegalMove
    sheet = workbook.sheet("survey")
    gone = [row.number for row in sheet.rows if item.number <= row.number <= item.last]
    return with_sheet(workbook, remove_rows(sheet, gone))


def unwrapped(workbook: Workbook, number: int) -> Workbook:
    """Delete a group but keep what is in it.

    Raises NotFound, and IllegalMove when something refers to the group.
    """
    item = item_at(workbook, number)
    if not item.begins or mentions(workbook, item.name):
        raise IllegalMove
    gone = [item.number] if item.last == item.number else [item.number, item.last]
    return with_sheet(workbook, remove_rows(workbook.sheet("survey"), gone))


def referring(workbook: Workbook, item: Item) -> tuple[Mention, ...]:
    """Return the cells outside of the block of *item* that refer to something in it."""
    block = range(item.number, item.last + 1)
    found: dict[Mention, None] = {}
    for inner in outline(workbook):
        twin = sum(other.name == inner.name for other in outline(workbook)) > 1
        if inner.number not in block or not inner.name or twin:
            continue
        for mention in mentions(workbook, inner.name):
            if mention.sheet != "survey" or mention.number not in block:
                found[mention] = None
    return tuple(found)


def doubled(workbook: Workbook, number: int) -> tuple[Workbook, int]:
    """Put a copy of a question or group behind it; names in it are new and refer to each other.

    Returns the row of the copy.  Raises NotFound, and IllegalMove for the end of a group.
    """
    item = item_at(workbook, number)
    if item.ends:
        raise IllegalMove
    sheet = workbook.sheet("survey")
    block = [row for row in sheet.rows if item.number <= row.number <= item.last]
    copied = replace(sheet, rows=tuple(block))
    alone = replace(workbook, sheets={"survey": copied})
    taken = list(names_of(workbook))
    for name in names_of(alone):
        fresh = _copy_name(name, taken)
        taken.append(fresh)
        alone = renamed(alone, name, fresh)
    copy = _renumbered(alone.sheet("survey"), item.last + 1)
    return with_sheet(workbook, _inserted(sheet, copy)), item.last + 1


def _copy_name(name: str, taken: Sequence[str]) -> str:
    base = re.sub(r"_\d+$", "", name)
    number = 2
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"


def _renumbered(sheet: Sheet, first: int) -> list[Row]:
    start = sheet.rows[0].number
    return [replace(row, number=first + row.number - start) for row in sheet.rows]


def _inserted(sheet: Sheet, rows: Sequence[Row]) -> Sheet:
    """Put *rows* in where they say, gaps between them too."""
    first, length = rows[0].number, rows[-1].number - rows[0].number + 1
    moved = (
        replace(row, number=row.number + length) if row.number >= first else row
        for row in sheet.rows
    )
    return replace(sheet, rows=tuple(sorted((*moved, *rows), key=lambda row: row.number)))


def uses_list(asked: Asked) -> bool:
    """Tell whether *asked* offers a list of the sheet ``choices``."""
    return bool(asked.kind) and KINDS[asked.kind].type in SELECT_TYPES
