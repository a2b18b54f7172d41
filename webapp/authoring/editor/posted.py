"""From the fields of the editor's pages to questions, choices and conditions.

Field names: ``t.<column>.<language>`` for words, ``r.<column>`` for rules, ``c.<line>.<part>`` for
the lines of a table.  Nothing posted is trusted: what is not offered reads as empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from webapp.authoring.editing.choices import Entry
from webapp.authoring.editing.comparing import is_number
from webapp.authoring.editing.kinds import KINDS, LOOKS
from webapp.authoring.editing.limits import Limits
from webapp.authoring.editing.questions import RULE_COLUMNS, TEXTS, Asked
from webapp.base.text import clean, read_number

MOST_LINES = 500
# How many empty lines the button for more adds.
_BLANK_LINES = 3
LONGEST_CELL = 4000
# Every value of every field that was sent.
Posted = Mapping[str, Sequence[str]]


def first(posted: Posted, name: str) -> str:
    """Return the first value of a field, empty when it was not sent."""
    return next(iter(posted.get(name, ())), "")


def text(posted: Posted, name: str) -> str:
    """Return one field, cleaned and cut to what a cell may hold."""
    return clean(first(posted, name))[:LONGEST_CELL]


def read_asked(posted: Posted, before: Asked, languages: Iterable[str]) -> Asked:
    """Return the question as it was filled in; what the page did not ask stays as *before*."""
    kind = text(posted, "kind")
    kind = kind if kind in KINDS else before.kind
    texts = dict(before.texts)
    for column in TEXTS:
        for language in languages:
            name = f"t.{column}.{language}"
            if name in posted:
                texts[column, language] = text(posted, name)
    look = text(posted, "look")
    rules = {
        column: text(posted, f"r.{column}") if f"r.{column}" in posted else old
        for column, old in _rules(before)
    }
    return replace(
        before,
        limits=_limits(posted, before),
        constraint=_or(posted, "constraint", before.constraint),
        kind=kind,
        name=text(posted, "name") or before.name,
        list_name=_list_name(posted, before),
        texts=texts,
        role=text(posted, "role") if "role" in posted else before.role,
        look=look if look in LOOKS.get(kind, ()) else "",
        required=_required(posted, before),
        max_length=_or(posted, "max_length", before.max_length),
        card=bool(first(posted, "card")) if first(posted, "asks_card") else before.card,
        rules=rules,
    )


def _rules(before: Asked) -> list[tuple[str, str]]:
    return [(column, before.rules.get(column, "")) for column in RULE_COLUMNS]


def _or(posted: Posted, name: str, before: str) -> str:
    return text(posted, name) if name in posted else before


def _list_name(posted: Posted, before: Asked) -> str:
    return _or(posted, "list", before.list_name).replace(" ", "_")


def _required(posted: Posted, before: Asked) -> str:
    """Return ``yes``, empty, or the rule that was there and still is wanted."""
    chosen = _or(posted, "required", before.required)
    if chosen == "rule":
        return text(posted, "required_rule")
    return chosen if chosen in {"", "yes"} else before.required


def _limits(posted: Posted, before: Asked) -> Limits | None:
    if "least" not in posted:
        return before.limits
    return Limits(text(posted, "least"), text(posted, "most"))


def faults_of(asked: Asked) -> dict[str, str]:
    """Return what cannot be kept as it was filled in: field → kind of fault."""
    faults: dict[str, str] = {}
    limits = asked.limits or Limits()
    for name, value in (("least", limits.least), ("most", limits.most)):
        if value and not is_number(value):
            faults[name] = "not_number"
    if not faults and limits.least and limits.most and float(limits.least) > float(limits.most):
        faults["most"] = "below_least"
    if asked.max_length and not _number(asked.max_length, 0):
        faults["max_length"] = "not_number"
    if asked.kind and KINDS[asked.kind].chooses and not asked.list_name:
        faults["list"] = "no_list"
    return faults


def read_table(posted: Posted, languages: Iterable[str]) -> list[Entry]:
    """Return the lines of a table of choices as they were filled in."""
    codes = tuple(languages)
    table = []
    for line in range(count_of(posted, MOST_LINES)):
        table.append(
            Entry(
                number=_number(first(posted, f"c.{line}.number"), 0),
                name=text(posted, f"c.{line}.name"),
                labels={code: text(posted, f"c.{line}.label.{code}") for code in codes},
                exclusive=bool(first(posted, f"c.{line}.exclusive")),
                topic=text(posted, f"c.{line}.topic"),
                was=text(posted, f"c.{line}.was"),
            )
        )
    return table


def count_of(posted: Posted, most: int) -> int:
    """Return how many lines of a table were sent, at most *most*."""
    return min(_number(first(posted, "lines"), 0), most)


def _number(written: str, otherwise: int) -> int:
    try:
        return read_number(written)
    except ValueError:
        return otherwise


def after_button(table: list[Entry], posted: Posted) -> tuple[list[Entry], int]:
    """Return *table* as a button of the page leaves it, and the line to go on at.

    Buttons: ``up`` and ``down`` with a line, ``drop`` with a line, ``more`` for blank lines.
    The line is -1 where none of them was pressed.
    """
    found = list(table)
    for button, step in (("up", -1), ("down", 1)):
        line = _line(posted, button, len(found))
        if line is not None:
            to = min(max(line + step, 0), len(found) - 1)
            found.insert(to, found.pop(line))
            return found, to
    line = _line(posted, "drop", len(found))
    if line is not None:
        del found[line]
        return found, max(line - 1, 0)
    if first(posted, "more"):
        return [*found, *[Entry(0, "")] * _BLANK_LINES][:MOST_LINES], len(found)
    return found, -1


def _line(posted: Posted, button: str, count: int) -> int | None:
    line = _number(first(posted, button), count)
    return line if line < count else None
