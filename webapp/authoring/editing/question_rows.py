"""Questions and groups put in, doubled and taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from webapp.authoring.editing.cells import (
    blank_sheet,
    end_of,
    insert_rows,
    remove_rows,
    set_cells,
    with_sheet,
)
from webapp.authoring.editing.choices import suggested_name
from webapp.authoring.editing.kinds import KINDS
from webapp.authoring.editing.outline import Item, closes_a_group, item_at, outline
from webapp.authoring.editing.questions import Asked, changed
from webapp.authoring.editing.references import Mention, mentions, names_of, renamed
from webapp.base.errors import IllegalMove
from webapp.forms.xlsform.workbook import Row, Sheet, Workbook


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
