"""The form being edited as finished values for its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.authoring.checking import Checked
from webapp.authoring.editing import labels
from webapp.authoring.editing.choices import entries, list_names, rows_of, users
from webapp.authoring.editing.conditions import read_conditions
from webapp.authoring.editing.kinds import KINDS, Kind, kind_of, relatives
from webapp.authoring.editing.outline import Item, languages, outline
from webapp.authoring.editing.questions import read
from webapp.forms.xlsform.vocabulary import SELECT_TYPES
from webapp.forms.xlsform.workbook import Workbook

LONGEST_CALLED = 80


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
    sheet = workbook.sheet("choices")
    found: dict[str, str] = {}
    for name in list_names(workbook):
        words = {
            sheet.value(row, "name"): next(iter(sheet.texts(row, "label", "vi").values()), "")
            for row in rows_of(workbook, name)
        }
        for item in users(workbook, name):
            found |= {f"{item.name}/{choice}": text for choice, text in words.items() if text}
    return found


def lines(workbook: Workbook, checked: Checked) -> list[Line]:
    """Return the outline of *workbook* with what *checked* says beside each row."""
    sheet = workbook.sheet("survey")
    rows = {row.number: row for row in sheet.rows}
    questions, choices = names_called(workbook), choices_called(workbook)
    lists = list_names(workbook)
    closing = {item.last for item in outline(workbook) if item.begins}
    found = []
    for item in outline(workbook):
        row = rows[item.number]
        list_name = item.rest.split()[0] if item.head in SELECT_TYPES and item.rest else ""
        found.append(
            Line(
                item=item,
                kind=_kind_words(item, sheet.value(row, "appearance")),
                words=tuple(dict.fromkeys(t for t in item.texts.values() if t.strip())),
                required=bool(read(workbook, item.number).required),
                shown_if=condition_words(sheet.value(row, "relevant"), questions, choices),
                choices=_choice_words(workbook, list_name),
                list_place=lists.index(list_name) if list_name in lists else -1,
                remarks=remarks(workbook, checked, item),
                movable=not (item.ends and item.number in closing),
            )
        )
    return found


def _kind_words(item: Item, appearance: str) -> str:
    kind = kind_of(item.head, appearance)
    return str(labels.KINDS[kind.code]) if kind else f"{item.head} {item.rest}".strip()


def _choice_words(workbook: Workbook, list_name: str) -> str:
    table = entries(workbook, list_name) if list_name else ()
    words = [next((t for t in entry.labels.values() if t), entry.name) for entry in table]
    return " · ".join(words[:8]) + (" · …" if len(words) > 8 else "")


def condition_words(source: str, questions: dict[str, str], choices: dict[str, str]) -> str:
    """Return a rule as a sentence where the picker understands it, else as it is written."""
    picked = read_conditions(source)
    return labels.condition_words(picked, questions, choices) if picked else source


def remarks(workbook: Workbook, checked: Checked, item: Item) -> tuple[Remark, ...]:
    """Return errors, warnings and advice about one row, errors first; each sentence once."""
    own: dict[Remark, None] = {}
    list_name = item.rest.split()[0] if item.head in SELECT_TYPES and item.rest else ""
    listed = {row.number for row in rows_of(workbook, list_name)} if list_name else set()
    for level, problems in (("error", checked.problems), ("warning", checked.warnings)):
        for problem in problems:
            here = problem.sheet == "survey" and problem.row == item.number
            if here or (problem.sheet == "choices" and problem.row in listed):
                own[Remark(level, problem.what)] = None
    for lint in checked.lints:
        if lint.question and lint.question == item.name:
            own[Remark("advice", lint.what)] = None
    return tuple(own)


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
