"""Words of the pages of the word list."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.safeguarding.lexicon.compiling import Fault
from webapp.safeguarding.lexicon.content import EXACT, INNOCENT, POINTS, SPELLING, Content

# What a part of each kind is, and how one of its lines is written.
HINTS: dict[str, LazyString] = {
    "rule": _l(
        "Each line is one way to say it. A sentence that fits one line is raised. A line with "
        "“= 45” at its end is only a sign: it counts 45 points, together with the words."
    ),
    "set": _l("Words that may stand for one another; a rule names them all as @%(name)s."),
    INNOCENT: _l("Expressions that are harmless as a whole: their words are not counted."),
    EXACT: _l("Harmless only when typed with all marks, since without them it may be a danger."),
    POINTS: _l(
        "Words, =, and their points: above zero for danger, below zero against. A sentence whose "
        "points together pass the limit (the line “*”) is raised. “~” compares without marks."
    ),
    SPELLING: _l("How children write a word: the word, =, then the spellings, with commas."),
}
_FAULTS: dict[str, LazyString] = {
    "unknown_set": _l("there is no group called “%(about)s”"),
    "too_long": _l("the line is too long"),
    "too_many": _l("there are too many lines in this part"),
    "both": _l("on each side of “&” there must be words, and at most four parts"),
    "gap_first": _l("a line cannot begin with a gap (…)"),
    "gap_last": _l("a line cannot end with a gap (…)"),
    "gap": _l("“%(about)s” is no gap; write “...” or “...6” (at most 30)"),
    "word": _l("“%(about)s” is no word; only letters and digits"),
    "sign": _l("after “=” stands a whole number of points, 1 or more"),
    "points": _l("write one or two words, then =, then a whole number; the line “*” is below 0"),
    "spelling": _l("write the word, then =, then its spellings with commas between"),
}


def part_name(part: str, content: Content) -> str:
    """Return what a part is called on a page."""
    kind, _colon, name = part.partition(":")
    if kind == "rule":
        return content.rules[name].title if name in content.rules else name
    if kind == "set":
        return _("Group @%(name)s", name=name)
    return {
        INNOCENT: _("Harmless expressions"),
        EXACT: _("Harmless with marks only"),
        SPELLING: _("Children's spelling"),
        POINTS: _("Points of single words"),
    }[part]


def hint(part: str) -> str:
    """Return what the lines of a part mean."""
    kind, _colon, name = part.partition(":")
    return str(HINTS[kind]) % {"name": name} if kind == "set" else str(HINTS[kind])


def fault_words(fault: Fault, content: Content) -> str:
    """Return which line is wrong and what to do about it, in one sentence."""
    what = str(_FAULTS[fault.kind])
    if "%(about)s" in what:
        what = what % {"about": fault.about}
    return _(
        "%(part)s, line “%(line)s”: %(what)s. Nothing was changed.",
        part=part_name(fault.part, content),
        line=fault.line if len(fault.line) <= 80 else f"{fault.line[:80]}…",
        what=what,
    )
