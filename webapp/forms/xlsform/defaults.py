"""The columns ``default`` and ``trigger``: what stands there before, what makes it change."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from webapp.forms.complaints import say
from webapp.forms.rule_language.evaluation import Expression
from webapp.forms.rule_language.syntax import Reference
from webapp.forms.rules import PICTURES, SELECTS, Choice, QuestionType
from webapp.forms.xlsform.cells import Cells, Place, quoted
from webapp.forms.xlsform.workbook import Row

_TRIGGER = re.compile(r"\s*\$\{\s*([^\W\d][\w.-]*)\s*\}\s*")
_YEAR = re.compile(r"\d{4}", re.ASCII)
# How a fixed answer of each type is read; those not named here take any words.
_READS: dict[QuestionType, Callable[[str], object]] = {
    QuestionType.INTEGER: int,
    QuestionType.DECIMAL: float,
    QuestionType.RANGE: float,
    QuestionType.DATE: date.fromisoformat,
    QuestionType.TIME: time.fromisoformat,
    QuestionType.DATETIME: datetime.fromisoformat,
}
# What pyxform calls the types in which a hyphen does not make a calculation.
_DATES = {QuestionType.DATE: "date", QuestionType.DATETIME: "dateTime"}


def default_of(
    cells: Cells, row: Row, kind: QuestionType, name: str, choices: Sequence[Choice]
) -> Expression | None:
    """Return what the answer begins with: a rule, or fixed words as a rule.

    Which of both it is, is decided as pyxform decides it: whatever holds a function,
    a reference or an arithmetic sign is a rule.
    """
    from pyxform.utils import default_is_dynamic

    written = cells.value(row, "default")
    if not written:
        return None
    if kind in PICTURES:
        cells.warn(row, "default", say("no_effect_here"))
        return None
    if default_is_dynamic(written, _DATES.get(kind)):
        return cells.rule(row, "default", name)
    if not _fits(written, kind, {choice.name for choice in choices}):
        cells.error(row, "default", say("bad_default", written))
        return None
    return cells.compiled(quoted(written), row, "default", name)


def _fits(written: str, kind: QuestionType, names: set[str]) -> bool:
    """Tell whether fixed words are an answer this type can hold."""
    if kind in SELECTS:
        several = kind is not QuestionType.SELECT_ONE
        return set(written.split() if several else [written]) <= names
    if kind in _READS:
        try:
            _READS[kind](written)
        except ValueError:
            return kind is QuestionType.DATE and bool(_YEAR.fullmatch(written))
    return True


def trigger_of(cells: Cells, row: Row, name: str) -> tuple[str, ...]:
    """Return the names of the questions whose change makes the calculation run again."""
    written = cells.value(row, "trigger")
    if not written:
        return ()
    found = [_TRIGGER.fullmatch(part) for part in written.split(",") if part.strip()]
    names = tuple(match.group(1) for match in found if match)
    if len(names) < len(found):
        cells.error(row, "trigger", say("bad_trigger"))
        return ()
    if not cells.value(row, "calculation"):
        cells.warn(row, "trigger", say("trigger_alone"))
    references = tuple(Reference(each, 1) for each in names)
    cells.places.append(Place(name, cells.sheet_name, row, "trigger", references))
    return names
