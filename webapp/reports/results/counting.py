"""Counting what was sent in some rounds, and hiding the small groups of each.

Every round is protected as one document, the questions together: the forms that
were sent are the total of many of them, and two such totals must not tell a third.
Several rounds are the sum of what each of them shows; so nothing can be found by
taking one from the other, whichever rounds somebody looks at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.forms.rules import Value
from webapp.reports.figures.cells import Cell, Mark, Sum
from webapp.reports.figures.publication import Figure, Line, Table
from webapp.reports.figures.suppression import protect
from webapp.reports.results.questions import Countable, Option, lines_of, options

NONE = "none"
_ASKED, _LEFT_OUT = "asked", "not"


@dataclass(frozen=True)
class Sent:
    """What is needed of one submission."""

    round_id: int
    version: int
    answers: Mapping[str, Value]


@dataclass(frozen=True)
class QuestionResult:
    """A question with its table; the last line (``NONE``) counts those without an answer."""

    question: Countable
    options: tuple[Option, ...]
    table: Table


@dataclass(frozen=True)
class _Counted:
    """A question's counts: by round, how often each line was met and how often it was asked."""

    question: Countable
    options: tuple[Option, ...]
    rounds: Mapping[int, Counter[str]]

    @property
    def base(self) -> str:
        """Name what its totals count: forms of certain versions, or times of a repeat."""
        if self.question.merged.repeats:
            return f"{_ASKED}/{self.question.key}"
        return _ASKED + "/" + ",".join(str(v) for v in sorted(self.question.versions))

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the keys that are shown line by line."""
        return (*(option.key for option in self.options), NONE)


def results(
    questions: Sequence[Countable], sent: Sequence[Sent], rounds: Collection[int], small: int
) -> tuple[QuestionResult, ...]:
    """Return the tables of *rounds*.  *sent* may hold more of them: they shape the bands.

    Groups under *small* are hidden, and whatever would give them away.
    """
    counted = [_count(question, sent) for question in questions]
    marks = {number: _marks(counted, sent, number, small) for number in rounds}
    return tuple(_table(one, marks) for one in counted)


def _count(question: Countable, sent: Iterable[Sent]) -> _Counted:
    given = [
        (one.round_id, value)
        for one in sent
        if one.version in question.versions
        for value in question.given(one.answers)
    ]
    lines = options(question, [value for _round, value in given if value is not None])
    rounds: dict[int, Counter[str]] = {}
    for round_id, value in given:
        found = [] if value is None else lines_of(question, lines, value)
        counter = rounds.setdefault(round_id, Counter())
        counter[_ASKED] += 1
        counter.update(found or [NONE])
    return _Counted(question, lines, rounds)


def _marks(
    counted: Sequence[_Counted], sent: Sequence[Sent], round_id: int, small: int
) -> dict[str, Mark]:
    """Return how every cell of a round may appear, by ``_name``.

    Totals are shared by questions: what one of them must not show, none may.
    """
    asked = [one for one in counted if round_id in one.rounds]
    marks = protect(*_forms_sent(asked, sent, round_id), small)
    held = {name for name, mark in marks.items() if mark is Mark.WITHHELD}
    waiting = list(asked)
    while waiting:
        one = waiting.pop(0)
        found = protect(*_document(one, one.rounds[round_id]), small, held)
        marks.update(found)
        if found[one.base] is Mark.WITHHELD and one.base not in held:
            held.add(one.base)
            waiting += [c for c in asked if c.base == one.base and c not in waiting and c != one]
    marks.update(dict.fromkeys(held, Mark.WITHHELD))
    for one in asked:
        # Where fewer were asked than a group needs, a nought tells what they did not say,
        # and with all the others what they did.
        if one.rounds[round_id][_ASKED] < small:
            marks.update(dict.fromkeys((_name(one, line) for line in one.lines), Mark.WITHHELD))
    return marks


def _name(one: _Counted, line: str) -> str:
    return one.base if line == _ASKED else f"{one.question.key}:{line}"


def _forms_sent(
    asked: Iterable[_Counted], sent: Iterable[Sent], round_id: int
) -> tuple[list[Cell], list[Sum]]:
    """Return how many forms were sent, by version: the totals of the questions are sums of it."""
    parts = Counter(one.version for one in sent if one.round_id == round_id)
    cells = {f"v{v}": Cell(f"v{v}", number, printed=False) for v, number in parts.items()}
    sums = {}
    for one in asked:
        if not one.question.merged.repeats:
            cells[one.base] = Cell(one.base, one.rounds[round_id][_ASKED])
            names = tuple(f"v{v}" for v in sorted(one.question.versions & parts.keys()))
            sums[one.base] = Sum(one.base, names)
    return list(cells.values()), list(sums.values())


def _document(one: _Counted, counter: Counter[str]) -> tuple[list[Cell], list[Sum]]:
    """Return the cells of one question in one round, and the sums readers know."""
    numbers = {line: counter[line] for line in (_ASKED, *one.lines)}
    rows: list[tuple[str, ...]] = [one.lines]
    if one.question.several:
        # Not to have ticked is a group too, though it has no line of its own.
        answered = counter[_ASKED] - counter[NONE]
        left_out = {f"{_LEFT_OUT} {o.key}": answered - counter[o.key] for o in one.options}
        numbers |= left_out
        rows = [(o.key, f"{_LEFT_OUT} {o.key}", NONE) for o in one.options]
    cells = [Cell(_name(one, line), number) for line, number in numbers.items()]
    total = _name(one, _ASKED)
    return cells, [Sum(total, tuple(_name(one, line) for line in row)) for row in rows]


def _table(one: _Counted, marks: Mapping[int, Mapping[str, Mark]]) -> QuestionResult:
    def figure(line: str) -> Figure:
        return _sum_of(
            [
                (marks[number][_name(one, line)], one.rounds[number][line])
                for number in marks
                if number in one.rounds
            ]
        )

    lines = tuple(Line(line, "", figure(line)) for line in one.lines)
    return QuestionResult(one.question, one.options, Table(lines, figure(_ASKED)))


def _sum_of(parts: Sequence[tuple[Mark, int]]) -> Figure:
    """Return the sum of what *parts* show; one that hides its number leaves "at least"."""
    shown = sum(number for mark, number in parts if mark is Mark.SHOWN)
    hidden = [mark for mark, _number in parts if mark is not Mark.SHOWN]
    if not hidden:
        return Figure(Mark.SHOWN, shown)
    if len(parts) == 1 or not shown:
        return Figure(hidden[0] if len(parts) == 1 else Mark.WITHHELD, None)
    return Figure(Mark.AT_LEAST, shown)
