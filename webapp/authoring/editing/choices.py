"""Lists of choices: what is in them and who uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.authoring.editing.outline import Item, outline
from webapp.base.text import fold
from webapp.forms.xlsform.vocabulary import SELECT_TYPES
from webapp.forms.xlsform.workbook import Row, Workbook

EXCLUSIVE, TOPIC = "emnoi::exclusive", "emnoi::topic"
LONGEST_SUGGESTED = 30


@dataclass(frozen=True)
class Entry:
    """One line of the table: ``number`` is the row it has now, 0 for a new one.

    ``labels`` are its words by the language of the column, ``was`` the name it had when the
    table was read.
    """

    number: int
    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    exclusive: bool = False
    topic: str = ""
    was: str = ""

    @property
    def blank(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.name.strip() and not any(text.strip() for text in self.labels.values())


def list_names(workbook: Workbook) -> tuple[str, ...]:
    """Return the names of all lists, those used by questions without a row too."""
    sheet = workbook.sheet("choices")
    used = [name for item in outline(workbook) if (name := list_of(item))]
    stand = [name for row in sheet.rows if (name := sheet.value(row, "list_name"))]
    return tuple(dict.fromkeys((*stand, *used)))


def _uses_list(item: Item) -> bool:
    return item.head in SELECT_TYPES and bool(item.rest.split())


def users(workbook: Workbook, list_name: str) -> tuple[Item, ...]:
    """Return the questions that offer the list."""
    return tuple(item for item in outline(workbook) if list_of(item) == list_name)


def by_list(workbook: Workbook) -> dict[str, list[Row]]:
    """Return the rows of every list, in order."""
    sheet = workbook.sheet("choices")
    found: dict[str, list[Row]] = {}
    for row in sheet.rows:
        found.setdefault(sheet.value(row, "list_name"), []).append(row)
    return found


def rows_of(workbook: Workbook, list_name: str) -> tuple[Row, ...]:
    """Return the rows of a list, in order."""
    return tuple(by_list(workbook).get(list_name, ()))


def list_of(item: Item) -> str:
    """Return the name of the list a question offers, empty for one that offers none."""
    return item.rest.split()[0] if _uses_list(item) else ""


def entries(workbook: Workbook, list_name: str) -> tuple[Entry, ...]:
    """Return a list as lines of the table."""
    sheet = workbook.sheet("choices")
    return tuple(
        Entry(
            row.number,
            sheet.value(row, "name"),
            {c.language: row.cells.get(c.written, "") for c in sheet.named("label")},
            is_exclusive(sheet.value(row, EXCLUSIVE)),
            sheet.value(row, TOPIC),
            sheet.value(row, "name"),
        )
        for row in rows_of(workbook, list_name)
    )


def suggested_name(words: str, taken: Sequence[str]) -> str:
    """Return a name made of *words*: no accents, underscores, none of *taken*."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")
    if len(plain) > LONGEST_SUGGESTED:
        plain = plain[: LONGEST_SUGGESTED + 1].rpartition("_")[0] or plain[:LONGEST_SUGGESTED]
    base, number = plain or "muc", 2
    name = base
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def is_exclusive(written: str) -> bool:
    """Tell whether the cell *written* says that a choice stands alone."""
    return written.strip().lower() in {"yes", "true"}
