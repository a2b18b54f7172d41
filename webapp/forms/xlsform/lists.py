"""Lists of choices: from the sheets, from files beside the form, and with ``or_other``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from webapp.forms.complaints import say
from webapp.forms.rules import OTHER, Choice, Texts
from webapp.forms.xlsform.cells import Cells
from webapp.forms.xlsform.checking import YES
from webapp.forms.xlsform.columns import COLUMNS, OURS
from webapp.forms.xlsform.tables import BadTable, read_table
from webapp.forms.xlsform.workbook import Row

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
    from_sheets: frozenset[str] = frozenset()
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
        self.from_sheets = frozenset(self.found)

    def with_other(self, name: str) -> str:
        """Return the name of the list *name* with a choice ``other`` behind its own."""
        longer = f"{name} or_other"
        if name not in self.found:
            return name  # complained of where it is named
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

        *value* and *label* name its columns.  One of the two returned is empty.  The list has
        the name of the file without its ending, as ``instance()`` has it.
        """
        name = PurePath(file).stem
        name = name if (value, label) == ("name", "label") else f"{name} {value} {label}"
        if name in self.from_sheets:
            return "", say("file_like_list", name)
        what = "" if name in self.found else self._read(name, file, value, label)
        return ("", what) if what else (name, "")

    def for_rules(self, name: str) -> str:
        """Make the list *name* known to rules; return what is wrong, empty when nothing is.

        A csv file that only rules look into may have any columns.
        """
        file = f"{name}.csv"
        if name in self.found:
            return ""
        return (
            self._read(name, file, "", "") if file in self.files else say("no_list_or_file", name)
        )

    def _read(self, name: str, file: str, value: str, label: str) -> str:
        if file not in self.files:
            return say("no_file", file)
        try:
            table = read_table(file, self.files[file], value, label, self.default_language)
        except BadTable as error:
            return str(error)
        self.found[name], self.columns[name] = table.choices, table.columns
        return ""


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
