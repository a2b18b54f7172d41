"""The kinds of questions as people choose them, and what they are in XLSForm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.forms.rules import QuestionType, SectionKind
from webapp.forms.xlsform.looks import fate_of_look
from webapp.forms.xlsform.vocabulary import (
    ALL_SELECT_TYPES,
    BEGINS,
    TYPES,
    Fate,
)


@dataclass(frozen=True)
class Kind:
    """A kind of question: its ``type``, and the appearance that makes it this kind.

    ``family`` tells which kinds an existing question may be turned into.
    """

    code: str
    type: str
    look: str = ""
    family: str = ""

    @property
    def chooses(self) -> bool:
        """Tell whether it needs a list of choices."""
        return self.family == "choice"


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("one", "select_one", family="choice"),
        Kind("many", "select_multiple", family="choice"),
        Kind("faces", "select_one", "rating", "choice"),
        Kind("rank", "rank", family="choice"),
        Kind("short", "text", family="text"),
        Kind("long", "text", "multiline", "text"),
        Kind("integer", "integer", family="number"),
        Kind("decimal", "decimal", family="number"),
        Kind("range", "range", family="number"),
        Kind("date", "date", family="date"),
        Kind("year", "date", "year", "date"),
        Kind("time", "time", family="date"),
        Kind("tick", "acknowledge", family="tick"),
        Kind("note", "note", family="note"),
        Kind("drawing", "image", "draw", "picture"),
        Kind("picture", "image", family="picture"),
        Kind("page", "begin_group", "field-list", "group"),
        Kind("group", "begin_group", family="group"),
        Kind("repeat", "begin_repeat", family="repeat"),
        Kind("calculate", "calculate", family="hidden"),
        Kind("hidden", "hidden", family="hidden"),
    )
}
_PLAIN = {
    QuestionType.SELECT_ONE: ("faces", "one"),
    QuestionType.SELECT_MULTIPLE: ("many",),
    QuestionType.RANK: ("rank",),
    QuestionType.TEXT: ("long", "short"),
    QuestionType.INTEGER: ("integer",),
    QuestionType.DECIMAL: ("decimal",),
    QuestionType.RANGE: ("range",),
    QuestionType.DATE: ("year", "date"),
    QuestionType.TIME: ("time",),
    QuestionType.ACKNOWLEDGE: ("tick",),
    QuestionType.NOTE: ("note",),
    QuestionType.PICTURE: ("drawing", "picture"),
    QuestionType.CALCULATE: ("calculate",),
    QuestionType.HIDDEN: ("hidden",),
}
# What else may be picked for how a kind looks; the words of the standard.
LOOKS: Mapping[str, tuple[str, ...]] = {
    "one": ("minimal", "autocomplete", "likert", "horizontal", "columns"),
    "many": ("minimal", "autocomplete", "horizontal", "columns"),
    "short": ("numbers",),
    "range": ("vertical", "rating", "picker"),
    "date": ("month-year",),
}


def kind_of(head: str, appearance: str) -> Kind | None:
    """Return the kind of a question of type *head*; ``None`` when the editor has none for it."""
    words = appearance.split()
    if head in BEGINS:
        if BEGINS[head] is SectionKind.REPEAT:
            return KINDS["repeat"]
        return KINDS["page" if "field-list" in words else "group"]
    found = TYPES.get(head) or ALL_SELECT_TYPES.get(head)
    codes = _PLAIN.get(found, ()) if found else ()
    fitting = (KINDS[code] for code in codes if not KINDS[code].look or KINDS[code].look in words)
    return next(fitting, None)


def relatives(kind: Kind) -> tuple[Kind, ...]:
    """Return the kinds a question of *kind* may be turned into, itself among them."""
    return tuple(other for other in KINDS.values() if other.family == kind.family)


def look_of(kind: Kind, appearance: str) -> str:
    """Return which of the offered looks *appearance* has; empty for the usual one."""
    words = appearance.split()
    return next((look for look in LOOKS.get(kind.code, ()) if look in words), "")


def with_look(appearance: str, old: Kind, new: Kind, look: str) -> str:
    """Return *appearance* with another kind and look; words that are nobody's business stay.

    What the old kind could have and the new one cannot goes.
    """
    ours = {old.look, new.look, *LOOKS.get(old.code, ()), *LOOKS.get(new.code, ())} - {""}
    kept = [word for word in appearance.split() if word not in ours]
    if old.type != new.type and new.type in TYPES | ALL_SELECT_TYPES:
        target = (TYPES | ALL_SELECT_TYPES)[new.type]
        kept = [word for word in kept if fate_of_look(word, target) in _KEPT]
    return " ".join([new.look, look, *kept]).strip()


_KEPT = frozenset({Fate.SUPPORTED, Fate.CARRIED})
