"""Whether a reader could work out a number that a document does not show.

A document is a set of cells tied together by sums (a total and its parts; one
total may be split in several ways).  Some cells are shown, some only as "fewer
than five", some not at all.  A hidden number is safe when the document can be
read in another way too: when there is a second set of numbers, agreeing with
everything that is printed, in which that cell has another value.

The search looks for such second readings near the true numbers.  It is sound
(a cell is called safe only when a second reading was found) and bounded, so at
worst it calls something unsafe that is not, and a little more is held back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.reports.figures.cells import Cell, Mark, Sum

# How many guesses one search may take, and how far from the truth it looks, in
# multiples of the small group's size.
_MOST_GUESSES = 300
_REACH = 3


@dataclass(frozen=True)
class _Equation:
    """Sum of signed unknowns equals ``constant``."""

    signs: tuple[tuple[str, int], ...]
    constant: int


@dataclass(frozen=True)
class _Range:
    """The values a reader must still think possible; ``hole`` are excluded ones."""

    low: int
    high: int
    hole: int = 0

    def narrowed(self, low: int, high: int) -> _Range | None:
        """Return what is left between *low* and *high*, or None when nothing is."""
        low, high = max(low, self.low), min(high, self.high)
        if self.hole:
            low = self.hole if 0 < low < self.hole else low
            high = 0 if 0 < high < self.hole else high
        return _Range(low, high, self.hole) if low <= high else None

    def near(self, truth: int) -> Iterator[int]:
        """Yield the possible values, those nearest to *truth* first."""
        values = (v for v in range(self.low, self.high + 1) if not 0 < v < self.hole)
        yield from sorted(values, key=lambda v: (abs(v - truth), v))


def unsafe_cells(
    cells: Mapping[str, Cell], sums: Iterable[Sum], marks: Mapping[str, Mark], small: int
) -> list[str]:
    """Return the printed cells whose hidden number a reader can work out, in order."""
    unknown = {
        name: _possible(cell, marks[name], small)
        for name, cell in cells.items()
        if not cell.printed or marks[name] is not Mark.SHOWN
    }
    uncertain: set[str] = set()
    found = []
    for island, equations in _islands(unknown, _equations(cells, sums, unknown)):
        for name in island:
            if name in uncertain or not cells[name].printed:
                continue
            ranges = {other: unknown[other] for other in island}
            reading = _second_reading(cells, ranges, equations, name)
            if reading is None:
                found.append(name)
            else:
                uncertain |= {n for n, number in reading.items() if number != cells[n].value}
    return found


def _islands(
    unknown: Mapping[str, _Range], equations: Sequence[_Equation]
) -> Iterator[tuple[list[str], list[_Equation]]]:
    """Yield groups of hidden cells that no equation ties to another group.

    One tells nothing about another, and small searches are much quicker.
    """
    touching: dict[str, list[_Equation]] = {name: [] for name in unknown}
    for equation in equations:
        for name, _sign in equation.signs:
            touching[name].append(equation)
    seen: set[str] = set()
    for start in unknown:
        if start in seen:
            continue
        seen.add(start)
        island, tied = [start], {}
        for name in island:
            for equation in touching[name]:
                tied[equation] = True
                fresh = [other for other, _sign in equation.signs if other not in seen]
                seen.update(fresh)
                island.extend(fresh)
        yield island, list(tied)


def _possible(cell: Cell, mark: Mark, small: int) -> _Range:
    """Return what a reader who knows our rules must think possible of *cell*.

    Withheld cells are zero or at least *small*, since smaller ones are marked
    as such; only where even that mark would tell too much is a small one
    withheld, and then anything is possible.
    """
    if cell.printed and mark is Mark.SMALL:
        return _Range(max(1, cell.least), small - 1)
    hole = 0 if not cell.printed or 0 < cell.value < small else small
    whole = _Range(cell.least, cell.value + _REACH * small, hole)
    return whole.narrowed(max(cell.least, cell.value - _REACH * small), whole.high) or whole


def _equations(
    cells: Mapping[str, Cell], sums: Iterable[Sum], unknown: Mapping[str, _Range]
) -> list[_Equation]:
    """Return the sums with every shown number put in."""
    equations = []
    for one in sums:
        signed = [(name, 1) for name in one.parts] + [(one.total, -1)]
        left = tuple((name, sign) for name, sign in signed if name in unknown)
        if left:
            known = sum(sign * cells[name].value for name, sign in signed if name not in unknown)
            equations.append(_Equation(left, -known))
    return equations


def _second_reading(
    cells: Mapping[str, Cell],
    unknown: Mapping[str, _Range],
    equations: Sequence[_Equation],
    target: str,
) -> dict[str, int] | None:
    """Return numbers that agree with the document but not with the truth at *target*."""
    guesses = [_MOST_GUESSES]
    for value in unknown[target].near(cells[target].value):
        if value == cells[target].value:
            continue
        ranges = {**unknown, target: _Range(value, value)}
        reading = _solve(cells, ranges, equations, guesses)
        if reading is not None or guesses[0] <= 0:
            return reading
    return None


def _solve(
    cells: Mapping[str, Cell],
    ranges: Mapping[str, _Range],
    equations: Sequence[_Equation],
    guesses: list[int],
) -> dict[str, int] | None:
    """Return one solution within *ranges*, staying close to the true numbers."""
    narrow = _narrow(dict(ranges), equations)
    if narrow is None:
        return None
    open_names = [name for name, r in narrow.items() if r.low < r.high]
    if not open_names:
        return {name: r.low for name, r in narrow.items()}
    name = min(open_names, key=lambda n: (narrow[n].high - narrow[n].low, n))
    for value in narrow[name].near(cells[name].value):
        guesses[0] -= 1
        if guesses[0] < 0:
            return None
        solution = _solve(cells, {**narrow, name: _Range(value, value)}, equations, guesses)
        if solution is not None:
            return solution
    return None


def _narrow(ranges: dict[str, _Range], equations: Sequence[_Equation]) -> dict[str, _Range] | None:
    """Shrink *ranges* by the equations until nothing moves; None if they contradict."""
    moved = True
    while moved:
        moved = False
        for equation in equations:
            low, high = -equation.constant, -equation.constant
            for name, sign in equation.signs:
                ends = (sign * ranges[name].low, sign * ranges[name].high)
                low, high = low + min(ends), high + max(ends)
            for name, sign in equation.signs:
                old = ranges[name]
                ends = (sign * old.low, sign * old.high)
                # What the others can add up to decides what is left for this one.
                bounds = (-sign * (high - max(ends)), -sign * (low - min(ends)))
                new = old.narrowed(min(bounds), max(bounds))
                if new is None:
                    return None
                if new != old:
                    ranges[name] = new
                    moved = True
                    low += min(sign * new.low, sign * new.high) - min(ends)
                    high += max(sign * new.low, sign * new.high) - max(ends)
    return ranges
