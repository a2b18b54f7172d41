"""A workbook as sheets, rows and columns that know where they stand.

pyxform reads the file (``.md`` and ``.xlsx``) and judges it as the standard
does.  It is imported only when a workbook is really read: it costs a quarter
of a second and 40 MB, and compiled forms are kept (``loader``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.base.text import clean
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.xlsform.pyxform_words import from_pyxform

OURS = "emnoi::"
SHEETS = ("survey", "choices", "settings")
UNSUPPORTED_SHEETS = ("external_choices", "entities", "osm")
_LANGUAGE = re.compile(r".*\(([a-z]{2,3})\)")
_LANGUAGE_ALONE = re.compile(r"[a-z]{2,3}")
_BAR = re.compile(r"(?<!\\)\|")
_ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "command": "type",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
}
TRANSLATED = frozenset({"label", "hint", "required_message", "constraint_message"})


@dataclass(frozen=True)
class Column:
    """A header: its plain name, the language it is in, and how it was written.

    ``language`` is a code, empty when the header names none, ``?`` when it names
    one that cannot be understood.
    """

    name: str
    language: str
    written: str


def read_column(written: str) -> Column:
    """Return what the header *written* means."""
    head, _, rest = written.partition("::")
    name = re.sub(r"[\s-]+", "_", head.strip().lower())
    name = _ALIASES.get(name, name)
    if not rest:
        return Column(name, "", written)
    if name not in TRANSLATED:
        return Column(f"{name}::{rest.strip().lower()}", "", written)
    language = rest.strip()
    match = _LANGUAGE.fullmatch(language)
    if match:
        return Column(name, match.group(1), written)
    return Column(name, language if _LANGUAGE_ALONE.fullmatch(language) else "?", written)


@dataclass(frozen=True)
class Row:
    """One row: its number as Excel counts, and its filled cells by written header."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One sheet."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def column(self, name: str, language: str = "") -> Column | None:
        """Return the column called *name*."""
        found = (c for c in self.columns if c.name == name and c.language == language)
        return next(found, None)

    def written(self, name: str) -> str:
        """Return the header of the column called *name* as it was written."""
        return next((c.written for c in self.columns if c.name == name), name)

    def value(self, row: Row, name: str) -> str:
        """Return the cell of *row* in the untranslated column *name*; empty when none."""
        column = self.column(name)
        return row.cells.get(column.written, "") if column else ""

    def texts(self, row: Row, name: str, default_language: str) -> dict[str, str]:
        """Return the words of *row* in the translated column *name*, by language."""
        return {
            column.language or default_language: row.cells[column.written]
            for column in self.columns
            if column.name == name and column.written in row.cells
        }


@dataclass(frozen=True)
class Workbook:
    """The three sheets we know, as read.

    ``unsupported`` names further sheets of the standard; ``repeated`` holds sheet and header
    of columns that stand twice (of which pyxform would keep one).
    """

    file: str
    sheets: Mapping[str, Sheet]
    unsupported: tuple[str, ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called *name*; an empty one when there is none."""
        return self.sheets.get(name, Sheet(name, (), ()))


def read_workbook(file: str, content: bytes) -> Workbook:
    """Read *content*; *file* names it in messages and its ending tells the format."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    ending = file[file.rfind(".") :].lower()
    try:
        data = get_xlsform(content, file_type=ending)
    except PyXFormError as error:
        raise Faulty([from_pyxform(file, str(error))]) from error
    except Exception as error:
        # Broken zip archives and encodings fail in many ways below pyxform.
        raise Faulty([FormProblem(file, say("unreadable"))]) from error
    sheets = {name: _sheet(name, data) for name in SHEETS if getattr(data, name) is not None}
    more = tuple(name for name in UNSUPPORTED_SHEETS if getattr(data, name))
    repeated = tuple(_repeated_headers(content)) if ending == ".md" else ()
    return Workbook(file, sheets, more, repeated)


def _repeated_headers(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield columns of Markdown tables that stand twice; in Excel pyxform finds them."""
    sheet, header_is_next = "", False
    for line in content.decode("utf-8").splitlines():
        cells = [cell.strip() for cell in _BAR.split(line)[1:-1]]
        if cells and cells[0]:
            sheet, header_is_next = cells[0].lower(), True
        elif header_is_next and any(cells):
            header_is_next = False
            for place, cell in enumerate(cells):
                if cell and cell in cells[:place]:
                    yield sheet, cell


def _sheet(name: str, data: Any) -> Sheet:
    headers = [header for part in getattr(data, f"{name}_header") or [] for header in part]
    rows = tuple(
        Row(number, cells)
        for number, raw in enumerate(getattr(data, name), start=2)
        if (cells := {k: clean(str(v)) for k, v in raw.items() if k and clean(str(v))})
    )
    columns = tuple(read_column(header) for header in headers if header and header != "None")
    return Sheet(name, columns, rows)


def judge(workbook: Workbook) -> Iterator[FormProblem]:
    """Yield what pyxform itself finds wrong with *workbook*.

    Our own columns are taken out first: in ``choices`` pyxform would try to write
    them into the XForm and fail.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    plain: dict[str, Any] = {"sheet_names": list(workbook.sheets), "fallback_form_name": "data"}
    for name, sheet in workbook.sheets.items():
        last = max((row.number for row in sheet.rows), default=1)
        by_number = {row.number: row.cells for row in sheet.rows}
        plain[name] = [
            {k: v for k, v in by_number.get(number, {}).items() if not k.startswith(OURS)}
            for number in range(2, last + 1)
        ]
        kept = [c.written for c in sheet.columns if not c.written.startswith(OURS)]
        plain[f"{name}_header"] = [dict.fromkeys(kept)]
    try:
        convert(plain, validate=False)
    except PyXFormError as error:
        yield from_pyxform(workbook.file, str(error))
