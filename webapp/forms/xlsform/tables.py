"""A csv file beside a form, as a list of choices."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.base.text import clean
from webapp.forms.complaints import say
from webapp.forms.rules import Choice
from webapp.forms.xlsform.checking import CHOICE_NAME
from webapp.forms.xlsform.columns import read_columns

MOST_CHOICES = 5000


class BadTable(Exception):
    """The file cannot be used; its text is the sentence that says why."""


@dataclass(frozen=True)
class Table:
    """The rows of a file as choices, and the names of its columns."""

    choices: tuple[Choice, ...]
    columns: frozenset[str]


def read_table(file: str, content: bytes, value: str, label: str, default_language: str) -> Table:
    """Return the choices in *content*; *value* and *label* name the columns of name and words.

    Both are empty for a file that only rules look into: it may have any columns.  Words may be
    translated: ``label::English (en)``.  Raises ``BadTable``.
    """
    headers, rows = _rows(file, content)
    columns = read_columns(headers, "choices")
    labels = [
        (place, column.language or default_language)
        for place, column in enumerate(columns)
        if column.written == label or (label in {"", "label"} and column.name == "label")
    ]
    missing = [name for name in (value,) if name not in headers and name]
    missing += [label] if label and not labels else []
    if missing:
        raise BadTable(say("file_column", file, column=missing[0]))
    choices: list[Choice] = []
    seen: set[str] = set()
    for number, cells in rows:
        row = {name: cell for name, cell in zip(headers, cells, strict=False) if name and cell}
        texts = {code: cells[at] for at, code in labels if at < len(cells) and cells[at]}
        name = row.get(value or "name", "")
        row.pop("name", None)
        row.pop("label", None)
        if value and not (CHOICE_NAME.fullmatch(name) and texts):
            raise BadTable(say("file_row", file, row=number))
        if value and name in seen:
            raise BadTable(say("file_repeated", name, file=file, row=number))
        if len(choices) >= MOST_CHOICES:
            raise BadTable(say("file_too_long", file, most=MOST_CHOICES))
        seen.add(name)
        choices.append(Choice(name, texts, attributes=row))
    return Table(tuple(choices), frozenset({"name", "label", *filter(None, headers)}))


def _rows(file: str, content: bytes) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the headers and the filled rows of *content* with their numbers."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(say("file_not_utf8", file)) from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    headers = [clean(header) for header in next(lines, [])]
    cleaned = ([clean(cell) for cell in cells] for cells in lines)
    return headers, ((number, row) for number, row in enumerate(cleaned, start=2) if any(row))
