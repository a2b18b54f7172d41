"""Small groups of children are not shown, nor found by subtraction.

A count of 1 to 4 (setting ``small_group``) is printed as "fewer than five".
Where the number could still be worked out from totals, or from another table
of the same document, further cells are held back: first the smallest other
number above the limit, then zeros, totals last; what turns out not to be needed is
shown again.  The same figures always give the same result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from webapp.reports.figures.cells import Cell, Mark, Sum
from webapp.reports.figures.disclosure import unsafe_cells


def protect(
    cells: Iterable[Cell], sums: Sequence[Sum], small: int, held: Collection[str] = ()
) -> dict[str, Mark]:
    """Return how each of *cells* may appear, given the *sums* that tie them together.

    *small* is the size from which a group is shown.  No cell that is not shown
    can be worked out from those that are (see ``disclosure``).  *held* names cells that
    are not to be shown whatever else happens, since another table hides them.
    """
    by_name = {cell.name: cell for cell in cells}
    for one in sums:
        if by_name[one.total].value != sum(by_name[part].value for part in one.parts):
            raise ValueError(f"the parts of {one.total} do not add up")
    marks = {name: _first_mark(cell, small) for name, cell in by_name.items()}
    marks.update({name: Mark.WITHHELD for name in held if name in by_name})
    while unsafe := unsafe_cells(by_name, sums, marks, small):
        # When everything tied to a cell is held back already, nothing more can be done.
        if not any(_hold_back(name, by_name, sums, marks, small) for name in unsafe):
            break
    _give_back(by_name, sums, marks, small, held)
    return {name: marks[name] for name, cell in by_name.items() if cell.printed}


def _first_mark(cell: Cell, small: int) -> Mark:
    return Mark.SMALL if cell.printed and 0 < cell.value < small else Mark.SHOWN


def _hold_back(
    name: str, cells: Mapping[str, Cell], sums: Sequence[Sum], marks: dict[str, Mark], small: int
) -> bool:
    """Hold back one more cell for the sake of *name*; False when none is left.

    The first candidate that hides *name* and is hidden itself is taken, else the
    first of all.
    """
    candidates = _candidates(name, cells, sums, marks)
    for candidate in candidates:
        tried = {**marks, candidate: Mark.WITHHELD}
        if not {name, candidate} & set(unsafe_cells(cells, sums, tried, small)):
            marks[candidate] = Mark.WITHHELD
            return True
    if candidates:
        marks[candidates[0]] = Mark.WITHHELD
    return bool(candidates)


def _candidates(
    name: str, cells: Mapping[str, Cell], sums: Sequence[Sum], marks: Mapping[str, Mark]
) -> list[str]:
    """Return the cells that could be held back to protect *name*, best first.

    Nearest sums first; there, numbers before zeros before totals, smallest
    first.  Small cells that are already marked come last: saying nothing at
    all of them is the strongest measure.
    """
    totals = {one.total for one in sums}
    distance = _distances(name, cells, sums, marks)

    def rank(candidate: str) -> tuple[int, int, int, str]:
        cell = cells[candidate]
        if marks[candidate] is Mark.SMALL:
            kind = 4 if candidate == name else 3
        elif candidate in totals:
            kind = 2
        else:
            kind = 1 if cell.value == 0 else 0
        order = distance[candidate]
        return (kind // 3, order, kind, f"{cell.value:012d} {candidate}")

    open_cells = [n for n in distance if cells[n].printed and marks[n] is not Mark.WITHHELD]
    return sorted(open_cells, key=rank)


def _distances(
    name: str, cells: Mapping[str, Cell], sums: Sequence[Sum], marks: Mapping[str, Mark]
) -> dict[str, int]:
    """Return how many sums away from *name* each cell stands, through hidden cells."""
    distance = {name: 0}
    waiting = [name]
    for here in waiting:
        if marks[here] is Mark.SHOWN and cells[here].printed and here != name:
            continue
        for one in sums:
            if here in one.names:
                fresh = [n for n in one.names if n not in distance]
                distance.update(dict.fromkeys(fresh, distance[here] + 1))
                waiting.extend(fresh)
    return distance


def _give_back(
    cells: Mapping[str, Cell],
    sums: Sequence[Sum],
    marks: dict[str, Mark],
    small: int,
    kept: Collection[str],
) -> None:
    """Show again whatever need not be held back, the largest first."""
    held = [n for n, mark in marks.items() if mark is Mark.WITHHELD and n not in kept]
    for name in sorted(held, key=lambda n: (-cells[n].value, n)):
        tried = {**marks, name: _first_mark(cells[name], small)}
        if not unsafe_cells(cells, sums, tried, small):
            marks[name] = tried[name]
