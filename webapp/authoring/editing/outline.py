"""The rows of a survey as a tree: what stands in what, and moving parts of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from webapp.authoring.editing.cells import language_mark, row_at, with_sheet
from webapp.base.errors import IllegalMove, NotFound
from webapp.forms.xlsform.columns import read_columns
from webapp.forms.xlsform.vocabulary import BEGINS, ENDS, split_type
from webapp.forms.xlsform.workbook import Workbook


@dataclass(frozen=True)
class Item:
    """One row of the survey: a question, or where a group begins or ends.

    ``last`` is the row its block ends with: of a group the row that closes it, of all others
    its own.  ``depth`` counts the groups around it.  ``head`` and ``rest`` are both parts of
    its type, as written.
    """

    number: int
    head: str
    rest: str
    name: str
    texts: Mapping[str, str]
    depth: int
    last: int

    @property
    def begins(self) -> bool:
        """Tell whether a group or repeat begins here."""
        return self.head in BEGINS

    @property
    def ends(self) -> bool:
        """Tell whether a group or repeat ends here."""
        return self.head in ENDS


def default_language(workbook: Workbook) -> str:
    """Return the code of the language that stands in columns naming none."""
    sheet = workbook.sheet("settings")
    written = sheet.value(sheet.rows[0], "default_language") if sheet.rows else ""
    found = [c for c in workbook.sheet("survey").named("label") if c.language not in {"", "?"}]
    match = [c.language for c in found if written and c.written.endswith(written)]
    return match[0] if match else "vi"


def languages(workbook: Workbook) -> tuple[tuple[str, str], ...]:
    """Return the languages of the labels as (code, name); the code is empty for a plain column."""
    columns = workbook.sheet("survey").named("label") or workbook.sheet("choices").named("label")
    found = {c.language: c.written.split(":")[-1].strip() for c in columns if c.language != "?"}
    return tuple((code, name if code else "") for code, name in found.items()) or (("", ""),)


# What a column in a language people may add is called, as the standard writes it.
ADDED_LANGUAGES = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}


def missing_languages(workbook: Workbook) -> tuple[str, ...]:
    """Return the codes of the languages of the house that have no column yet."""
    spoken = {code or default_language(workbook) for code, _ in languages(workbook)}
    return tuple(code for code in ADDED_LANGUAGES if code not in spoken)


def with_language(workbook: Workbook, code: str) -> Workbook:
    """Add columns for the words of questions and choices in the language *code*, still empty."""
    for name in ("survey", "choices"):
        sheet = workbook.sheets.get(name)
        if sheet is None or sheet.column("label", code):
            continue
        headers = [column.written for column in sheet.columns]
        headers.append(f"label{language_mark(sheet)}{ADDED_LANGUAGES[code]}")
        sheet = replace(sheet, columns=read_columns(headers, name))
        workbook = with_sheet(workbook, sheet)
    return workbook


def outline(workbook: Workbook) -> tuple[Item, ...]:
    """Return every row of the survey, in order.  Groups that do not close end where they begin."""
    sheet, default = workbook.sheet("survey"), default_language(workbook)
    items: list[Item] = []
    open_groups: list[int] = []
    for row in sheet.rows:
        head, rest = split_type(sheet.value(row, "type"))
        if head in ENDS and open_groups:
            begun = open_groups.pop()
            items[begun] = replace(items[begun], last=row.number)
        items.append(
            Item(
                number=row.number,
                head=head,
                rest=rest,
                name=sheet.value(row, "name"),
                texts=sheet.texts(row, "label", default),
                depth=len(open_groups),
                last=row.number,
            )
        )
        if head in BEGINS:
            open_groups.append(len(items) - 1)
    return tuple(items)


def item_at(workbook: Workbook, number: int) -> Item:
    """Return what stands in row *number*; raises NotFound."""
    found = next((item for item in outline(workbook) if item.number == number), None)
    if found is None:
        raise NotFound
    return found


def moved(workbook: Workbook, number: int, before: int) -> tuple[Workbook, int]:
    """Move the block that begins in row *number* before row *before*; return its new row too.

    *before* behind the last row means the end.  A group goes as a whole, so it
    always stays closed.  Raises NotFound, and IllegalMove for a place inside itself and for
    the row that closes a group.
    """
    sheet, item = workbook.sheet("survey"), item_at(workbook, number)
    inside = item.number < before <= item.last
    if inside or (item.ends and closes_a_group(workbook, item)):
        raise IllegalMove
    if sheet.rows and before <= sheet.rows[-1].number:
        row_at(sheet, before)
    block = [row for row in sheet.rows if item.number <= row.number <= item.last]
    others = [row for row in sheet.rows if not item.number <= row.number <= item.last]
    place = sum(row.number < before for row in others)
    ordered = [*others[:place], *block, *others[place:]]
    numbers = [row.number for row in sheet.rows]
    rows = tuple(replace(row, number=n) for row, n in zip(ordered, numbers, strict=True))
    return with_sheet(workbook, replace(sheet, rows=rows)), numbers[place]


def closes_a_group(workbook: Workbook, item: Item) -> bool:
    """Tell whether *item* is the end of a group: it comes and goes with its beginning."""
    return any(other.begins and other.last == item.number for other in outline(workbook))


def one_up(workbook: Workbook, number: int) -> int | None:
    """Return the row to move the block *number* before, so that it goes up one row."""
    before = [row.number for row in workbook.sheet("survey").rows if row.number < number]
    return before[-1] if before else None


def one_down(workbook: Workbook, number: int) -> int | None:
    """Return the row to move the block *number* before, so that it goes down one row."""
    last = item_at(workbook, number).last
    after = [row.number for row in workbook.sheet("survey").rows if row.number > last]
    if not after:
        return None
    return after[1] if len(after) > 1 else after[0] + 1
