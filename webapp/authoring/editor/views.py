"""What the templates of the editor are given: finished values, made of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.authoring.checking import Checked
from webapp.authoring.editing import questions
from webapp.authoring.editing.cells import row_at
from webapp.authoring.editing.choices import Entry, list_names, users
from webapp.authoring.editing.comparing import Picked
from webapp.authoring.editing.kinds import KINDS, LOOKS
from webapp.authoring.editing.outline import item_at, languages
from webapp.authoring.editing.questions import MESSAGES, Asked
from webapp.authoring.editing.references import Mention
from webapp.authoring.editor import labels, picker, shown
from webapp.forms.rules import QuestionType
from webapp.forms.xlsform.vocabulary import ALL_SELECT_TYPES
from webapp.forms.xlsform.workbook import Workbook


def question_view(
    workbook: Workbook, number: int, asked: Asked, faults: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the form of a question shows; *number* 0 is a new one."""
    kind = KINDS.get(asked.kind)
    lists = list_names(workbook)
    before = questions.read(workbook, number) if number else None
    return {
        "number": number,
        "asked": asked,
        "was": before.name if before else "",
        "before": before,
        "family": kind.family if kind else "",
        "kinds": [(one.code, labels.KINDS[one.code]) for one in shown.kinds_for(asked.kind)],
        "kind_words": _kind_words(workbook, number, asked),
        "looks": [(look, labels.LOOKS[look]) for look in ("", *LOOKS.get(asked.kind, ()))],
        "roles": [(code, words) for code, words in labels.ROLES.items()],
        "rules": [(name, labels.RULES[name]) for name in _rules_of(asked)],
        "texts": [(name, labels.TEXTS[name]) for name in ("label", "hint")],
        "messages": [(name, labels.TEXTS[name]) for name in MESSAGES],
        "tongues": languages(workbook),
        "lists": lists,
        "list_place": lists.index(asked.list_name) if asked.list_name in lists else -1,
        "shown_if": _shown_if(workbook, number),
        "faults": {name: labels.FAULTS[fault] for name, fault in faults.items()},
        "places": [] if number else shown.places(workbook),
        "bounded": asked.limits is not None and asked.kind in questions.BOUNDED,
        "own_rule": asked.required not in {"", "yes"},
        "asks": kind is not None and kind.family not in {"note", "group", "repeat", "hidden"},
    }


def _kind_words(workbook: Workbook, number: int, asked: Asked) -> str:
    if asked.kind:
        return str(labels.KINDS[asked.kind])
    sheet = workbook.sheet("survey")
    return sheet.value(row_at(sheet, number), "type")


# Which rules are offered as text for which family of kinds, beside those that are filled in.
_OFFERED_RULES: Mapping[str, tuple[str, ...]] = {
    "choice": ("default", "choice_filter", "parameters"),
    "text": ("default",),
    "number": ("default", "parameters"),
    "date": ("default",),
    "repeat": ("repeat_count",),
    "hidden": ("calculation", "default"),
    "picture": ("parameters",),
}


def _rules_of(asked: Asked) -> list[str]:
    family = KINDS[asked.kind].family if asked.kind else ""
    offered = _OFFERED_RULES.get(family, ())
    return [name for name in labels.RULES if name in offered or asked.rules.get(name)]


def _shown_if(workbook: Workbook, number: int) -> str:
    if not number:
        return ""
    sheet = workbook.sheet("survey")
    source = sheet.value(row_at(sheet, number), "relevant")
    called, named = shown.names_called(workbook), shown.choices_called(workbook)
    return shown.condition_words(source, called, named)


def condition_view(
    workbook: Workbook,
    number: int,
    picked: Picked | None,
    source: str,
    faults: Mapping[int, str],
) -> dict[str, Any]:
    """Return what the page of a condition shows; without *picked* the rule is text."""
    kinds = picker.may_depend_on(workbook, number)
    called = shown.names_called(workbook)
    item = item_at(workbook, number)
    conditions = picked.conditions if picked else ()
    simple = picked is not None and all(one.question in kinds for one in conditions)
    return {
        "number": number,
        "item": item,
        "called": shown.called(item),
        "simple": simple,
        "joiner": picked.joiner if picked else "and",
        "lines": [
            picker.condition_line(workbook, one, kinds[one.question], faults.get(place, ""))
            for place, one in enumerate(conditions)
            if simple
        ],
        "source": source,
        "questions": [(name, called.get(name, name)) for name in kinds],
    }


def table_view(
    workbook: Workbook, name: str, table: Sequence[Entry], lost: Mapping[str, Sequence[Mention]]
) -> dict[str, Any]:
    """Return what the page of a list of choices shows."""
    offering = users(workbook, name)
    sheet = workbook.sheet("survey")
    rows = {row.number: row for row in sheet.rows}
    roles = {sheet.value(rows[item.number], questions.ROLE) for item in offering}
    kinds = {ALL_SELECT_TYPES.get(item.head) for item in offering}
    called = shown.names_called(workbook)
    return {
        "name": name,
        "table": table,
        "lost": {
            choice: sorted({called.get(mention.name, mention.name) for mention in who})
            for choice, who in lost.items()
        },
        "users": [(item.number, shown.called(item)) for item in offering],
        "several": QuestionType.SELECT_MULTIPLE in kinds or any(e.exclusive for e in table),
        "topics": "topic" in roles or any(entry.topic for entry in table),
        "tongues": languages(workbook),
    }


def preview_pages(checked: Checked) -> dict[str, int]:
    """Return the number of the page each question stands on; none while there are errors."""
    pages = checked.form.pages if checked.form else ()
    return {name: page.number for page in pages for name in page.questions}
