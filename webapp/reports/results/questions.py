"""Which questions may be counted, and into which lines their answers fall.

Only what was chosen from something is counted: free text, pictures, days and
whatever may tell who a child is never come here.  A question that offers a topic
which only the protection officer may know of is left out whole, and so is every
question that was asked because of it: even a missing answer would tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.forms.rules import Form, Question, QuestionType, Texts, Value
from webapp.forms.versions import MergedQuestion, merged
from webapp.surveykit import Role

CHOSEN = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE})
CLOSED = CHOSEN | NUMBERS | {QuestionType.ACKNOWLEDGE}
# So many single numbers make a table; more are put into about six bands.
MOST_SINGLE_NUMBERS, BANDS = 12, 6
TICKED = "ticked"


@dataclass(frozen=True)
class Option:
    """One line of a question: what its answers are counted under.

    ``label`` is empty for a tick and for bands of numbers, which ``low`` and ``high`` tell
    (``high`` is the last number in it for whole numbers, else where the next begins).
    ``gone`` tells that the newest form does not offer it.
    """

    key: str
    label: Texts
    gone: bool = False
    low: float = 0
    high: float = 0


@dataclass(frozen=True)
class Countable:
    """A question that is counted, over all its versions.

    ``versions`` are the form versions that ask it in a form that can be counted.
    ``several`` tells that one answer may fall into several lines.  ``bands`` are the codes
    of the age bands whose forms ask it; ``heading`` is the label of the group around it in
    the newest form that asks it, empty outside of groups.
    """

    merged: MergedQuestion
    versions: frozenset[int]
    several: bool
    bands: frozenset[str] = frozenset()
    heading: Texts = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return a name of its own, also where a name stands in several repeats."""
        return "/".join((*self.merged.repeats, self.merged.name))

    @property
    def numbers(self) -> bool:
        """Tell whether its answers are numbers to be put into bands."""
        return self.merged.question.type in NUMBERS

    def given(self, answers: Mapping[str, Value]) -> list[Value | None]:
        """Return the answer of each time it was asked; outside of repeats there is one."""
        found: list[Mapping[str, Value]] = [answers]
        for repeat in self.merged.repeats:
            found = [time for outer in found for time in _times(outer.get(repeat))]
        return [inner.get(self.merged.name) for inner in found]


def _times(value: object) -> Iterator[Mapping[str, Value]]:
    for time in value if isinstance(value, list) else ():
        if isinstance(time, dict):
            yield time


def countable(forms: Mapping[int, Form], protected: frozenset[str]) -> tuple[Countable, ...]:
    """Return what may be counted of *forms* (by version, oldest first).

    *protected* are the topic codes nobody but the protection officer may see.
    """
    silent = {version: _silent(form, protected) for version, form in forms.items()}
    never = frozenset[str]().union(*silent.values())
    found = []
    for one in merged(list(forms.values())):
        if one.personal or one.name in never:
            continue
        asking = {
            version: form.by_name[one.name].type
            for version, form in forms.items()
            if one.name in form.by_name
            and form.repeats_around(one.name) == one.repeats
            and form.by_name[one.name].type in CLOSED
        }
        # Choices and numbers under one name cannot stand in one table: the newest decides.
        same = CHOSEN if one.question.type in CHOSEN else NUMBERS
        kinds = same if one.question.type in CLOSED - {QuestionType.ACKNOWLEDGE} else CLOSED - same
        versions = frozenset(v for v, kind in asking.items() if kind in kinds)
        if one.question.type in CLOSED and versions:
            several = QuestionType.SELECT_MULTIPLE in one.types
            asked = [forms[version] for version in forms if version in versions]
            bands = frozenset(form.band for form in asked)
            found.append(Countable(one, versions, several, bands, _heading(asked[-1], one.name)))
    return tuple(found)


def _heading(form: Form, name: str) -> Texts:
    """Return the label of the innermost section around a question that has one."""
    return next((s.label for s in reversed(form.around(name)) if s.label), {})


def _silent(form: Form, protected: frozenset[str]) -> frozenset[str]:
    """Return the names of *form* that are never counted."""
    found = {q.name for q in form.questions if _tells(q, protected)}
    grown = True
    while grown:
        more = {q.name for q in form.questions if _depends(form, q, found)} - found
        found |= more
        grown = bool(more)
    kept_apart = {q.name for q in form.questions if q.personal or q.consent}
    return frozenset(found | kept_apart | form.private)


def _tells(question: Question, protected: frozenset[str]) -> bool:
    meant = {choice.topic or choice.name for choice in question.choices}
    return question.role == Role.TOPIC and bool(meant & protected)


def _depends(form: Form, question: Question, names: set[str]) -> bool:
    """Tell whether *question* is asked or filled because of an answer to *names*."""
    rules = [question.relevant, question.calculation, question.choice_filter]
    rules += [rule for s in form.around(question.name) for rule in (s.relevant, s.count)]
    return any(r.name in names for rule in rules if rule for r in rule.references())


def options(question: Countable, values: Iterable[Value]) -> tuple[Option, ...]:
    """Return the lines of *question*; bands of numbers are made for *values*."""
    merged_ = question.merged
    if question.numbers:
        found = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        return tuple(_bands(found)) if found else ()
    if merged_.question.type is QuestionType.ACKNOWLEDGE:
        return (Option(TICKED, {}),)
    return tuple(
        Option(choice.name, choice.label, choice.name in merged_.gone)
        for choice in merged_.question.choices
    )


def _bands(values: Sequence[float]) -> Iterator[Option]:
    """Yield bands that begin at round numbers, over all of *values*."""
    least, most = min(values), max(values)
    whole = all(value.is_integer() for value in values)
    step = 1.0 if whole and most - least < MOST_SINGLE_NUMBERS else _round_step(most - least, whole)
    low = math.floor(least / step) * step
    while low <= most:
        high = low + step - 1 if whole else low + step
        yield Option(f"{low:g}", {}, low=low, high=high)
        low = round(low + step, 9)


def _round_step(span: float, whole: bool) -> float:
    """Return 1, 2 or 5 times a power of ten, so that *span* makes about ``BANDS`` bands."""
    if not span:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / BANDS))
    step = next(n * power for n in (1, 2, 5, 10) if n * power * BANDS >= span)
    return max(1.0, step) if whole else step


def lines_of(question: Countable, lines: Sequence[Option], value: Value) -> list[str]:
    """Return the keys of *lines* that one answer is counted under.

    Of a ranking only the first place counts.
    """
    known = {line.key for line in lines}
    if question.numbers:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return []
        below = [line.key for line in lines if line.low <= value]
        return below[-1:]
    if isinstance(value, bool):
        return [TICKED] if value else []
    names = [str(name) for name in value] if isinstance(value, list) else [str(value)]
    if question.merged.question.type is QuestionType.RANK:
        names = names[:1]
    return [name for name in dict.fromkeys(names) if name in known]
