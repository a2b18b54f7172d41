"""The columns ``appearance`` and ``parameters`` of a question, word by word."""

from __future__ import annotations

import re
from difflib import get_close_matches

from webapp.forms.complaints import say
from webapp.forms.rules import QuestionType
from webapp.forms.xlsform.cells import Cells, Place, references_in
from webapp.forms.xlsform.looks import (
    ALL_LOOKS,
    FILE_PARAMETERS,
    PARAMETERS,
    RANGE_DEFAULTS,
    fate_of_look,
    read_parameters,
)
from webapp.forms.xlsform.vocabulary import Fate
from webapp.forms.xlsform.workbook import Row

_ALIKE = 0.8
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_WHOLE = frozenset({"rows", "max-pixels"})


def appearance_of(cells: Cells, row: Row, kind: QuestionType) -> str:
    """Return the appearance as written; note words that are refused or have no effect."""
    written = cells.value(row, "appearance")
    for word in written.split():
        fate = fate_of_look(word, kind)
        close = get_close_matches(word, ALL_LOOKS, 1, _ALIKE) if fate is None else []
        if fate is Fate.REFUSED or close:
            cells.error(row, "appearance", say("appearance", word))
        elif fate is not Fate.SUPPORTED:
            cells.warn(row, "appearance", say("carried_appearance", word))
    return written


def parameters_of(cells: Cells, row: Row, kind: QuestionType, *, from_file: bool) -> dict[str, str]:
    """Return the parameters of *row* by name, a range with its usual bounds."""
    written = read_parameters(cells.value(row, "parameters"))
    if written is None:
        cells.error(row, "parameters", say("bad_parameters"))
        return {}
    known = FILE_PARAMETERS if from_file else PARAMETERS.get(kind, {})
    for name, value in written.items():
        if name not in known:
            cells.error(row, "parameters", say("unknown_parameter", name))
        elif known[name] is Fate.CARRIED:
            cells.warn(row, "parameters", say("carried_parameter", name))
        elif name in _WHOLE and not (value.isascii() and value.isdigit()):
            cells.error(row, "parameters", say("parameter_whole", name))
    _check_chance(cells, row, written)
    if rows := cells.value(row, "rows"):
        written.setdefault("rows", rows)
    return RANGE_DEFAULTS | written if kind is QuestionType.RANGE else written


def _check_chance(cells: Cells, row: Row, parameters: dict[str, str]) -> None:
    """Note a seed that is none, and note what else it refers to."""
    seed = parameters.get("seed", "")
    if parameters.get("randomize", "true") not in {"true", "false"}:
        cells.error(row, "parameters", say("parameter_true_false", "randomize"))
    elif seed and "randomize" not in parameters:
        cells.error(row, "parameters", say("seed_alone"))
    elif seed.startswith("${"):
        name = cells.value(row, "name")
        found = references_in(seed)
        cells.places.append(Place(name, cells.sheet_name, row, "parameters", found))
    elif seed and not _NUMBER.fullmatch(seed):
        cells.error(row, "parameters", say("bad_seed"))
