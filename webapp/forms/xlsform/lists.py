"""Lists of choices: from the sheets, from files beside the form, and with ``or_other``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.base.text import clean
from webapp.forms.complaints import say
from webapp.forms.rules import OTHER, Choice, Texts
from webapp.forms.xlsform.cells import Cells
from webapp.forms.xlsform.checking import CHOICE_NAME, YES
from webapp.forms.xlsform.columns import COLUMNS, MEDIA, OURS, read_columns
from webapp.forms.xlsform.workbook import Row

MOST_CHOICES = 5000
OTHER_LABEL = {"vi": "Khác (em ghi ra)", "en": "Other (please write)"}
OTHER_QUESTION = {"vi": "Em ghi rõ ra nhé", "en": "Please write what it is"}
_PLAIN = frozenset(COLUMNS["choices"]) - {"geometry"}


def other_words(words: Mapping[str, str], languages: Sequence[str]) -> Texts:
    """Return *words* in the languages of a form; English stands in for one we have not."""
    return {language: words.get(language, words["en"]) for language in languages}


@dataclass
class Lists:
    """The lists of one workbook by name, made when first asked for.

    ``columns`` are the names a ``choice_filter`` of the list may use.
    """

    cells: Mapping[str, Cells]
    files: Mapping[str, bytes]
    default_language: str
    languages: Sequence[str]
    found: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # An external list may have the name of an ordinary one: it is another list.
        for sheet, before in (("choices", ""), ("external_choices", "external ")):
            cells = self.cells[sheet]
            own = _own_columns(cells)
            lists: dict[str, list[Choice]] = {}
            for row in cells.sheet.rows:
                name = cells.value(row, "list_name")
                if name and cells.value(row, "name"):
                    lists.setdefault(before + name, []).append(_choice(cells, row, own))
            for name, choices in lists.items():
                self.found[name] = tuple(choices)
                self.columns[name] = frozenset({"name", "label", *own})

    def with_other(self, name: str) -> str:
        """Return the name of the list *name* with a choice ``other`` behind its own."""
        longer = f"{name} or_other"
        if longer not in self.found:
            choices = self.found[name]
            if not any(choice.name == OTHER for choice in choices):
                label = other_words(OTHER_LABEL, self.languages)
                choices = (*choices, Choice(OTHER, label))
            self.found[longer] = choices
            self.columns[longer] = self.columns[name]
        return longer

    def from_file(self, file: str, value: str, label: str) -> tuple[str, str]:
        """Return the name of the list in *file* and what is wrong with the file.

        *value* and *label* name its columns.  One of the two returned is empty.
        """
        name = file if (value, label) == ("name", "label") else f"{file} {value} {label}"
        if name in self.found:
            return name, ""
        if file not in self.files:
            return "", say("no_file", file)
        try:
            text = self.files[file].decode("utf-8-sig")
        except UnicodeDecodeError:
            return "", say("file_not_utf8", file)
        choices, own, what = _file_choices(file, text, value, label, self.default_language)
        if what:
            return "", what
        self.found[name], self.columns[name] = choices, own
        return name, ""


def _own_columns(cells: Cells) -> tuple[str, ...]:
    """Return the columns of a sheet of choices that somebody added for ``choice_filter``."""
    return tuple(
        column.written
        for column in cells.sheet.columns
        if column.name and column.name not in _PLAIN and not column.written.startswith(OURS)
        if not column.language and " " not in column.written
    )


def _choice(cells: Cells, row: Row, own: Sequence[str]) -> Choice:
    name = cells.value(row, "name")
    label = cells.texts(row, "label", "")
    media = cells.media(row)
    if not label.get(cells.default_language) and not media.image:
        cells.error(row, "label", say("choice_no_label"), cells.default_language)
    return Choice(
        name,
        label,
        cells.value(row, "emnoi::exclusive").lower() in YES,
        cells.value(row, "emnoi::topic"),
        media,
        {column: row.cells[column] for column in own if column in row.cells},
    )


def _file_choices(
    file: str, text: str, value: str, label: str, default_language: str
) -> tuple[tuple[Choice, ...], frozenset[str], str]:
    """Return the choices in a csv file, their further columns, and what is wrong with it."""
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    headers = [clean(header) for header in next(rows, [])]
    columns = read_columns(headers, "choices")
    labels = [
        (place, column.language or default_language)
        for place, column in enumerate(columns)
        if column.written == label or (column.name == "label" and label == "label")
    ]
    missing = [] if value in headers else [value]
    missing += [] if labels else [label]
    if missing:
        return (), frozenset(), say("file_column", file, column=missing[0])
    choices: dict[str, Choice] = {}
    for number, cells in enumerate(rows, start=2):
        cells = [clean(cell) for cell in cells]
        if not any(cells):
            continue
        row = dict(zip(headers, cells, strict=False))
        name = row.get(value, "")
        texts = {code: cells[at] for at, code in labels if at < len(cells) and cells[at]}
        what = _file_row_problem(file, number, name, texts, choices)
        if what:
            return (), frozenset(), what
        more = {k: v for k, v in row.items() if v and k and k not in MEDIA | {value}}
        choices[name] = Choice(name, texts, attributes=more)
    return tuple(choices.values()), frozenset({"name", "label", *filter(None, headers)}), ""


def _file_row_problem(
    file: str, number: int, name: str, texts: Texts, seen: Mapping[str, Choice]
) -> str:
    if not CHOICE_NAME.fullmatch(name) or not texts:
        return say("file_row", file, row=number)
    if name in seen:
        return say("file_repeated", name, file=file, row=number)
    return say("file_too_long", file, most=MOST_CHOICES) if len(seen) >= MOST_CHOICES else ""
