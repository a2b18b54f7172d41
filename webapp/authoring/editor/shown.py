"""The form being edited as finished values for its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.authoring.checking import Checked
from webapp.authoring.editing.choices import by_list, list_names, list_of
from webapp.authoring.editing.conditions import read_conditions
from webapp.authoring.editing.kinds import KINDS, Kind, kind_of, relatives
from webapp.authoring.editing.outline import Item, languages, outline
from webapp.authoring.editing.questions import required_as
from webapp.authoring.editor import labels
from webapp.forms.xlsform.workbook import Workbook

LONGEST_CALLED = 80
MOST_SHOWN = 8


@dataclass(frozen=True)
class Remark:
    """What is to be said of a row: ``level`` is ``error``, ``warning`` or ``advice``."""

    level: str
    what: str


@dataclass(frozen=True)
class Line:
    """One line of the outline.  ``list_place`` is the place of its list, -1 without one."""

    item: Item
    kind: str
    words: tuple[str, ...]
    required: bool
    shown_if: str
    choices: str
    list_place: int
    remarks: tuple[Remark, ...]
    movable: bool


def called(item: Item) -> str:
    """Return what a question is called in lists: its words, else its name."""
    words = " ".join(next((text for text in item.texts.values() if text.strip()), "").split())
    shown = words or item.name or "–"
    return shown if len(shown) <= LONGEST_CALLED else shown[: LONGEST_CALLED - 2] + " …"


def names_called(workbook: Workbook) -> dict[str, str]:
    """Return what each question is called, by its name."""
    return {item.name: called(item) for item in outline(workbook) if item.name}


def choices_called(workbook: Workbook) -> dict[str, str]:
    """Return the words of every choice, by ``question/choice``."""
    words = _words_by_list(workbook)
    return {
        f"{item.name}/{choice}": text
        for item in outline(workbook)
        for choice, text in words.get(list_of(item), ())
    }


def _words_by_list(workbook: Workbook) -> dict[str, list[tuple[str, str]]]:
    """Return name and words of each choice, by list."""
    sheet = workbook.sheet("choices")
    labels_of = [column.written for column in sheet.named("label")]
    return {
        list_name: [
            (name, next((row.cells[w] for w in labels_of if w in row.cells), name))
            for row in rows
            if (name := sheet.value(row, "name"))
        ]
        for list_name, rows in by_list(workbook).items()
    }


def lines(workbook: Workbook, checked: Checked) -> list[Line]:
    """Return the outline of *workbook* with what *checked* says beside each row."""
    sheet, items = workbook.sheet("survey"), outline(workbook)
    rows = {row.number: row for row in sheet.rows}
    called_by, named = names_called(workbook), choices_called(workbook)
    places = {name: place for place, name in enumerate(list_names(workbook))}
    words, said = _words_by_list(workbook), _remarks_by_row(workbook, checked)
    closing = {item.last for item in items if item.begins}
    return [
        Line(
            item=item,
            kind=_kind_words(item, sheet.value(rows[item.number], "appearance")),
            words=tuple(dict.fromkeys(t for t in item.texts.values() if t.strip())),
            required=bool(required_as(sheet.value(rows[item.number], "required"))),
            shown_if=condition_words(sheet.value(rows[item.number], "relevant"), called_by, named),
            choices=_choice_words(words.get(list_of(item), [])),
            list_place=places.get(list_of(item), -1),
            remarks=tuple(said.get(item.number, ())),
            movable=not (item.ends and item.number in closing),
        )
        for item in items
    ]


def _kind_words(item: Item, appearance: str) -> str:
    kind = kind_of(item.head, appearance)
    return str(labels.KINDS[kind.code]) if kind else f"{item.head} {item.rest}".strip()


def _choice_words(words: list[tuple[str, str]]) -> str:
    shown = [text for _, text in words[:MOST_SHOWN]]
    return " · ".join([*shown, "…"] if len(words) > MOST_SHOWN else shown)


def condition_words(source: str, questions: dict[str, str], choices: dict[str, str]) -> str:
    """Return a rule as a sentence where the picker understands it, else as it is written."""
    picked = read_conditions(source)
    return labels.condition_words(picked, questions, choices) if picked else source


def remarks(workbook: Workbook, checked: Checked, item: Item) -> tuple[Remark, ...]:
    """Return errors, warnings and advice about one row, errors first; each sentence once."""
    return tuple(_remarks_by_row(workbook, checked).get(item.number, ()))


def _remarks_by_row(workbook: Workbook, checked: Checked) -> dict[int, dict[Remark, None]]:
    """Return what is said of each row; what is said of a choice stands at its questions."""
    items = outline(workbook)
    offering: dict[str, list[int]] = {}
    for item in items:
        offering.setdefault(list_of(item), []).append(item.number)
    lists = {row.number: name for name, rows in by_list(workbook).items() for row in rows}
    found: dict[int, dict[Remark, None]] = {}
    for level, problems in (("error", checked.problems), ("warning", checked.warnings)):
        for problem in problems:
            rows = [problem.row] if problem.sheet == "survey" else []
            if problem.sheet == "choices" and problem.row in lists:
                rows = offering.get(lists[problem.row], [])
            for row in rows:
                found.setdefault(row, {})[Remark(level, problem.what)] = None
    numbers = {item.name: item.number for item in reversed(items) if item.name}
    for lint in checked.lints:
        if lint.question in numbers:
            found.setdefault(numbers[lint.question], {})[Remark("advice", lint.what)] = None
    return found


def form_remarks(checked: Checked) -> tuple[Remark, ...]:
    """Return what is said of the form as a whole."""
    found = [Remark("error", p.what) for p in checked.problems if not p.row]
    found += [Remark("warning", p.what) for p in checked.warnings if not p.row]
    return (*found, *(Remark("advice", lint.what) for lint in checked.lints if not lint.question))


def kinds_for(asked_kind: str) -> tuple[Kind, ...]:
    """Return the kinds a question may be turned into."""
    return relatives(KINDS[asked_kind]) if asked_kind else ()


def places(workbook: Workbook, moving: Item | None = None) -> list[tuple[int, str]]:
    """Return where a question may be put: the row it would stand before, and words for it."""
    items: Iterable[Item] = outline(workbook)
    inside = range(moving.number, moving.last + 1) if moving else range(0)
    found = []
    last = 1
    for item in items:
        last = item.number
        if item.number in inside:
            continue
        indent = "— " * item.depth
        found.append((item.number, indent + (called(item) if not item.ends else "⌟")))
    found.append((last + 1, ""))
    return found


def first_language(workbook: Workbook) -> str:
    """Return the code of the column most people write in."""
    codes = [code for code, _ in languages(workbook)]
    return "vi" if "vi" in codes else codes[0]
