"""The picker of conditions: what its page shows, and what comes back from it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.authoring.editing.choices import entries
from webapp.authoring.editing.comparing import (
    OFFERED,
    WITHOUT_VALUE,
    Condition,
    Operator,
    Picked,
    Sort,
    is_number,
    sorts,
)
from webapp.authoring.editing.conditions import read_conditions
from webapp.authoring.editing.outline import item_at, outline
from webapp.authoring.editor import labels
from webapp.authoring.editor.posted import Posted, count_of, first, text
from webapp.authoring.labels import COMPARED
from webapp.base.text import clean
from webapp.forms.xlsform.vocabulary import SELECT_TYPES
from webapp.forms.xlsform.workbook import Workbook


@dataclass(frozen=True)
class ConditionLine:
    """One line of the picker: what is offered for its question, and what is chosen.

    ``choices`` are value, words and whether it is ticked; without any a text is asked for.
    """

    question: str
    operators: tuple[tuple[str, str, bool], ...]
    choices: tuple[tuple[str, str, bool], ...]
    value: str
    without_value: bool
    fault: str = ""


def condition_line(
    workbook: Workbook, condition: Condition, sort: Sort, fault: str
) -> ConditionLine:
    """Return *condition* as a line of the picker."""
    offered = OFFERED[sort]
    if condition.operator not in offered:
        offered = (*offered, condition.operator)
    equal = condition.operator in {Operator.IS, Operator.IS_NOT}
    choices = _choices_of(workbook, condition) if equal else ()
    return ConditionLine(
        question=condition.question,
        operators=tuple(
            (one.value, str(COMPARED[one]), one is condition.operator) for one in offered
        ),
        choices=choices,
        value=condition.values[0] if condition.values else "",
        without_value=condition.operator in {Operator.ANSWERED, Operator.EMPTY},
        fault=str(labels.FAULTS[fault]) if fault else "",
    )


def _choices_of(workbook: Workbook, condition: Condition) -> tuple[tuple[str, str, bool], ...]:
    """Return the choices of the question asked for; a value that is none of them stays offered."""
    item = next((i for i in outline(workbook) if i.name == condition.question), None)
    if item is None or item.head not in SELECT_TYPES or not item.rest:
        return ()
    table = entries(workbook, item.rest.split()[0])
    known = [
        (entry.name, next((t for t in entry.labels.values() if t), entry.name)) for entry in table
    ]
    names = {name for name, _ in known}
    known += [(value, value) for value in condition.values if value not in names]
    return tuple((name, words, name in condition.values) for name, words in known)


def may_depend_on(workbook: Workbook, number: int) -> dict[str, Sort]:
    """Return the questions a condition of row *number* may look at: all but itself and its own."""
    item = item_at(workbook, number)
    block = range(item.number, item.last + 1)
    inner = {other.name for other in outline(workbook) if other.number in block}
    return {name: sort for name, sort in sorts(workbook).items() if name not in inner}


def picked_of(source: str) -> Picked | None:
    """Return the conditions of a rule; an empty rule has none."""
    return read_conditions(source) if source else Picked("and", ())


MOST_CONDITIONS = 12


def read_picked(posted: Posted, kinds: dict[str, Sort]) -> Picked:
    """Return the conditions as they were picked; lines without a question are left out."""
    found = []
    for line in range(count_of(posted, MOST_CONDITIONS)):
        question = text(posted, f"c.{line}.question")
        if question not in kinds or first(posted, "drop") == str(line):
            continue
        offered = OFFERED[kinds[question]]
        written = text(posted, f"c.{line}.operator")
        operator = next((one for one in offered if one.value == written), offered[0])
        values = [clean(value) for value in posted.get(f"c.{line}.value", ())]
        if text(posted, f"c.{line}.asked") not in {"", question}:
            # Another question was chosen: what was compared with belongs to the one before.
            operator, values = offered[0], []
        kept = tuple(dict.fromkeys(value for value in values if value))
        found.append(Condition(question, operator, () if operator in WITHOUT_VALUE else kept))
    return Picked("or" if first(posted, "joiner") == "or" else "and", tuple(found))


def condition_faults(picked: Picked) -> dict[int, str]:
    """Return what is missing of *picked*: line → kind of fault."""
    faults: dict[int, str] = {}
    for line, condition in enumerate(picked.conditions):
        if condition.operator in WITHOUT_VALUE:
            continue
        if not condition.values:
            faults[line] = "no_value"
        elif condition.operator not in {Operator.IS, Operator.IS_NOT} and not is_number(
            condition.values[0]
        ):
            faults[line] = "not_number"
    return faults
