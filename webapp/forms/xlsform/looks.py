"""Appearances and parameters: what becomes of each word of those two columns."""

from __future__ import annotations

import re

from webapp.forms.rules import QuestionType as Q
from webapp.forms.xlsform.vocabulary import Fate, listed

_CARRIED_ANYWHERE = re.compile(r"w\d{1,2}|ex:.*|printer:.*")
_COLUMNS = re.compile(r"(?:columns|compact|quickcompact)-\d{1,2}")
_SELECT = listed(
    "minimal autocomplete search likert horizontal horizontal-compact compact columns columns-pack "
    "columns-flex label list-nolabel no-buttons"
)
_SUPPORTED: dict[Q, tuple[str, ...]] = {
    Q.TEXT: ("multiline", "numbers"),
    Q.SELECT_ONE: (*_SELECT, "rating"),
    Q.SELECT_MULTIPLE: _SELECT,
    Q.RANGE: ("vertical", "rating", "picker", "no-ticks"),
    Q.DATE: ("year", "month-year"),
    Q.DRAWING: ("draw", "signature", "annotate"),
}
_CALENDARS = listed("no-calendar ethiopian islamic coptic bikram-sambat myanmar persian buddhist")
_CARRIED: dict[Q, tuple[str, ...]] = {
    Q.TEXT: ("url", "hide-input", "masked"),
    Q.INTEGER: ("thousands-sep", "bearing", "counter"),
    Q.DECIMAL: ("thousands-sep", "bearing"),
    Q.SELECT_ONE: ("quick", "quickcompact", "image-map", "map"),
    Q.SELECT_MULTIPLE: ("quick", "image-map", "map"),
    Q.RANK: ("compact",),
    Q.RANGE: ("distress",),
    Q.DATE: _CALENDARS,
    Q.DATETIME: _CALENDARS,
    Q.DRAWING: ("new", "new-front", "new-rear"),
    Q.PICTURE: ("new", "new-front", "new-rear", "selfie"),
    Q.ACKNOWLEDGE: ("minimal",),
    Q.NOTE: ("url",),
}
# Those of types we refuse: they stand here so that they are known by name.
_REFUSED = listed("maps placement-map streets terrain satellite")
SECTION_LOOKS = {
    "field-list": Fate.SUPPORTED,
    "table-list": Fate.SUPPORTED,
    "compact": Fate.CARRIED,
    "minimal": Fate.CARRIED,
    "no-collapse": Fate.CARRIED,
    "horizontal": Fate.CARRIED,
}
DRAWING_WORDS = frozenset(_SUPPORTED[Q.DRAWING])
ALL_LOOKS = frozenset(
    word for table in (_SUPPORTED, _CARRIED) for words in table.values() for word in words
) | frozenset((*_REFUSED, *SECTION_LOOKS))


def fate_of_look(word: str, kind: Q) -> Fate | None:
    """Return what becomes of the appearance *word* on *kind*; ``None`` when it is nobody's.

    A word of the standard on a type it was not made for is refused: whoever wrote it
    expects something that would not happen.
    """
    if word in _SUPPORTED.get(kind, ()):
        return Fate.SUPPORTED
    if _COLUMNS.fullmatch(word) and kind in {Q.SELECT_ONE, Q.SELECT_MULTIPLE}:
        return Fate.SUPPORTED
    if word.startswith("search("):
        # It would take the choices out of a file in a way of its own (Collect).
        return Fate.REFUSED
    if word in _CARRIED.get(kind, ()) or _CARRIED_ANYWHERE.fullmatch(word):
        return Fate.CARRIED
    return Fate.REFUSED if word in ALL_LOOKS or _COLUMNS.fullmatch(word) else None


def fate_of_section_look(word: str) -> Fate | None:
    """Return what becomes of the appearance *word* of a group or a repeat."""
    if _CARRIED_ANYWHERE.fullmatch(word):
        return Fate.CARRIED
    return SECTION_LOOKS.get(word) or (Fate.REFUSED if word in ALL_LOOKS else None)


_RANDOM = {"randomize": Fate.SUPPORTED, "seed": Fate.SUPPORTED}
PARAMETERS: dict[Q, dict[str, Fate]] = {
    Q.TEXT: {"rows": Fate.SUPPORTED},
    Q.RANGE: {
        **dict.fromkeys(("start", "end", "step", "tick_interval", "tick_labelset"), Fate.SUPPORTED),
        "placeholder": Fate.CARRIED,
    },
    Q.SELECT_ONE: _RANDOM,
    Q.SELECT_MULTIPLE: _RANDOM,
    Q.RANK: _RANDOM,
    Q.PICTURE: {"max-pixels": Fate.SUPPORTED, "app": Fate.CARRIED},
    Q.DRAWING: {"max-pixels": Fate.SUPPORTED, "app": Fate.CARRIED},
}
# Of ``select_*_from_file``: which columns of the file hold the name and the words.
FILE_PARAMETERS = {"value": Fate.SUPPORTED, "label": Fate.SUPPORTED, **_RANDOM}
# Of types that are refused as a whole.
REFUSED_PARAMETERS = frozenset(
    listed(
        "quality capture-accuracy warning-accuracy allow-mock-accuracy incremental "
        "reference-geometry location-priority location-min-interval location-max-age "
        "track-changes track-changes-reasons identify-user"
    )
)
RANGE_DEFAULTS = {"start": "1", "end": "10", "step": "1"}
_PAIR = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")
_GAP = re.compile(r"[\s,;]*")
# Values that name something, where case counts.
_AS_WRITTEN = frozenset({"label", "value", "seed", "tick_labelset"})


def read_parameters(written: str) -> dict[str, str] | None:
    """Return the words of *written* by name, ``None`` when it is no list of ``name=value``."""
    found: dict[str, str] = {}
    place = _GAP.match(written).end()  # type: ignore[union-attr]
    while place < len(written):
        pair = _PAIR.match(written, place)
        if pair is None:
            return None
        name, value = pair.group(1).lower(), pair.group(2)
        found[name] = value if name in _AS_WRITTEN else value.lower()
        place = _GAP.match(written, pair.end()).end()  # type: ignore[union-attr]
    return found
