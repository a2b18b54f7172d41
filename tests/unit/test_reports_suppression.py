"""Groups under five: not shown, and not found by subtraction."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.reports.figures.cells import Cell, Mark, Sum
from webapp.reports.figures.disclosure import unsafe_cells
from webapp.reports.figures.suppression import protect

SMALL = 5
# Readers may think of any number up to here; the tables below stay under it.
LARGEST = 90


def table(values: list[int], total: str = "all", prefix: str = "a") -> tuple[list[Cell], Sum]:
    cells = [Cell(f"{prefix}{n}", value) for n, value in enumerate(values)]
    return cells, Sum(total, tuple(cell.name for cell in cells))


def possible(cell: Cell, mark: Mark) -> list[int]:
    """Return what a reader must think possible, written without our own search."""
    if mark is Mark.SHOWN:
        return [cell.value]
    if mark is Mark.SMALL:
        return list(range(1, SMALL))
    if 0 < cell.value < SMALL:
        return list(range(LARGEST))
    return [0, *range(SMALL, LARGEST)]


def sums_of(cells: list[Cell], marks: dict[str, Mark], names: tuple[str, ...]) -> set[int]:
    """Return every number the cells can add up to (plain enumeration)."""
    by_name = {cell.name: cell for cell in cells}
    reached = {0}
    for name in names:
        values = possible(by_name[name], marks[name])
        reached = {a + b for a, b in product(reached, values) if a + b < 2 * LARGEST}
    return reached


def values_left(cells: list[Cell], sums: list[Sum], marks: dict[str, Mark], name: str) -> set[int]:
    """Return every value of *name* that fits; all sums share one total."""
    by_name = {cell.name: cell for cell in cells}
    total = sums[0].total
    reachable = set(possible(by_name[total], marks[total]))
    for one in sums:
        reachable &= sums_of(cells, marks, one.parts)
    if name == total:
        return reachable
    mine = next(one for one in sums if name in one.parts)
    others = sums_of(cells, marks, tuple(p for p in mine.parts if p != name))
    return {
        value
        for value in possible(by_name[name], marks[name])
        if any(value + rest in reachable for rest in others)
    }


counts = st.one_of(st.integers(0, 5), st.integers(0, 14))


@st.composite
def split_twice(draw: st.DrawFn) -> tuple[list[Cell], list[Sum]]:
    """One total split in two ways, as by age and by school level."""
    first = draw(st.lists(counts, min_size=1, max_size=5))
    second: list[int] = []
    left = sum(first)
    for _ in range(draw(st.integers(0, 3))):
        part = draw(st.integers(0, left))
        second.append(part)
        left -= part
    second.append(left)
    a, by_a = table(first)
    b, by_b = table(second, prefix="b")
    return [Cell("all", sum(first)), *a, *b], [by_a, by_b]


@settings(max_examples=300, deadline=None)
@given(split_twice())
def test_no_hidden_number_can_be_worked_out(document: tuple[list[Cell], list[Sum]]) -> None:
    cells, sums = document
    marks = protect(cells, sums, SMALL)
    for cell in cells:
        if marks[cell.name] is Mark.SHOWN:
            assert not 0 < cell.value < SMALL
        else:
            left = values_left(cells, sums, marks, cell.name)
            assert cell.value in left
            assert len(left) > 1, (cell, marks)


@settings(max_examples=150, deadline=None)
@given(split_twice())
def test_nothing_is_held_back_without_need(document: tuple[list[Cell], list[Sum]]) -> None:
    cells, sums = document
    marks = protect(cells, sums, SMALL)
    if not any(0 < cell.value < SMALL for cell in cells):
        assert set(marks.values()) == {Mark.SHOWN}
    by_name = {cell.name: cell for cell in cells}
    for cell in cells:
        if marks[cell.name] is Mark.WITHHELD and not 0 < cell.value < SMALL:
            shown = {**marks, cell.name: Mark.SHOWN}
            assert unsafe_cells(by_name, sums, shown, SMALL)


@given(split_twice())
@settings(max_examples=60, deadline=None)
def test_the_same_figures_give_the_same_marks(document: tuple[list[Cell], list[Sum]]) -> None:
    cells, sums = document
    assert protect(cells, sums, SMALL) == protect(list(cells), list(sums), SMALL)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=4, max_size=4))
def test_a_two_way_table_with_margins_is_safe(values: list[int]) -> None:
    """Four inner cells, two rows, two columns, one grand total: sums form circles."""
    a, b, c, d = values
    cells = [Cell("a", a), Cell("b", b), Cell("c", c), Cell("d", d)]
    cells += [Cell("row1", a + b), Cell("row2", c + d), Cell("col1", a + c), Cell("col2", b + d)]
    cells.append(Cell("all", a + b + c + d))
    sums = [
        Sum("row1", ("a", "b")),
        Sum("row2", ("c", "d")),
        Sum("col1", ("a", "c")),
        Sum("col2", ("b", "d")),
        Sum("all", ("row1", "row2")),
        Sum("all", ("col1", "col2")),
    ]
    marks = protect(cells, sums, SMALL)
    fits: dict[str, set[int]] = {cell.name: set() for cell in cells}
    domains = {cell.name: set(possible(cell, marks[cell.name])) for cell in cells}
    for inner in product(*(sorted(domains[n] & set(range(20))) for n in "abcd")):
        w, x, y, z = inner
        found = {
            "a": w, "b": x, "c": y, "d": z, "row1": w + x, "row2": y + z,
            "col1": w + y, "col2": x + z, "all": w + x + y + z,
        }  # fmt: skip
        if all(found[name] in domains[name] for name in found):
            for name, number in found.items():
                fits[name].add(number)
    for cell in cells:
        if marks[cell.name] is not Mark.SHOWN:
            assert len(fits[cell.name]) > 1, (values, cell, marks)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 6, 9], ["shown", "shown", "shown"]),
        # One small cell alone would be total minus the rest: the smallest other goes too.
        ([3, 0, 6, 9], ["small", "shown", "withheld", "shown"]),
        ([3, 2, 6, 0], ["small", "small", "shown", "shown"]),
    ],
)
def test_marks_of_plain_tables(values: list[int], expected: list[str]) -> None:
    cells, by_a = table(values)
    marks = protect([Cell("all", sum(values)), *cells], [by_a], SMALL)
    assert [marks[cell.name].value for cell in cells] == expected
    assert marks["all"] is Mark.SHOWN


def test_two_ones_that_exhaust_the_small_total_are_not_told() -> None:
    """1 + 1 + 1 + 1 = 4: "fewer than five" everywhere would give all four away."""
    cells, by_a = table([1, 1, 1, 1])
    document = [Cell("all", 4), *cells]
    marks = protect(document, [by_a], SMALL)
    assert all(
        len(values_left(document, [by_a], marks, cell.name)) > 1
        for cell in document
        if marks[cell.name] is not Mark.SHOWN
    )


def test_sums_that_do_not_add_up_are_refused() -> None:
    cells, by_a = table([1, 2])
    with pytest.raises(ValueError, match="add up"):
        protect([Cell("all", 4), *cells], [by_a], SMALL)
