"""Words of the page of results."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ANSWER, TIMES = _l("Answer given"), _l("Times chosen")
NONE, TICKED = _l("No answer"), _l("Ticked")
GONE = _l("(no longer offered)")
REMARKS: dict[str, LazyString] = {
    "removed": _l("The newest form does not ask this any more."),
    "repeated": _l("Asked several times in one form: all times are counted."),
    "several": _l("A child may choose several: the lines can add up to more than the total."),
    "first_place": _l("Counted is what was put first."),
}


def together(count: int) -> LazyString:
    """Return the heading of *count* questions (two at least) that offer the same answers."""
    return _l("%(count)s questions with the same answers", count=count)
