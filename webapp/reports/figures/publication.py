"""From a month's figures to what may be printed of them.

Tables about children go through ``suppression`` together, as one document:
the same total stands in several of them, and the opinions behind the cases add
up to numbers of other tables.  Cases themselves are matters, not children;
their number is never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.reports.figures.cells import Cell, Mark, Sum
from webapp.reports.figures.suppression import protect
from webapp.reports.rules import CaseLine, Count, MonthFigures, Reading, RoundLine


@dataclass(frozen=True)
class Figure:
    """A number, or how it is withheld; ``number`` is None unless it is shown."""

    mark: Mark
    number: int | None


@dataclass(frozen=True)
class Line:
    """One line of a printed table."""

    key: str
    label: str
    figure: Figure


@dataclass(frozen=True)
class Table:
    """A printed table with its total."""

    lines: tuple[Line, ...]
    total: Figure


@dataclass(frozen=True)
class PublishedCase:
    """A case with the printable number of opinions behind it."""

    case: CaseLine
    opinions: Figure


@dataclass(frozen=True)
class PublishedMonth:
    """A month as it may leave the house.  The same everywhere: page, .xlsx, .docx, .csv."""

    month: date
    counted_on: date
    small: int
    rounds: tuple[RoundLine, ...]
    by_survey: Table
    by_age: Table
    by_level: Table
    by_topic: Table
    by_state: Table
    fed_back: Table
    ratings: Table
    sent_to: Table
    answered: Table
    reopened: int
    cases: tuple[PublishedCase, ...]
    still_open: tuple[PublishedCase, ...]
    beside: tuple[Line, ...] = ()

    @property
    def something_hidden(self) -> bool:
        """Tell whether any number had to be kept back."""
        tables = (getattr(self, name) for name in (*_GROUPS, "sent_to", "answered"))
        figures = [f for t in tables for f in (t.total, *(line.figure for line in t.lines))]
        figures += [row.opinions for row in (*self.cases, *self.still_open)]
        figures += [line.figure for line in self.beside]
        return any(figure.mark is not Mark.SHOWN for figure in figures)


# Tables about children, and what their totals count.
_GROUPS = {
    "by_survey": "submissions",
    "by_age": "submissions",
    "by_level": "submissions",
    "by_topic": "opinions",
    "by_state": "opinions",
    "fed_back": "fed_back",
    "ratings": "ratings",
}


def publish(figures: MonthFigures, small: int) -> PublishedMonth:
    """Return what may be printed of *figures*; groups under *small* are hidden."""
    cells, sums = _document(figures)
    marks = protect(cells.values(), sums, small)
    shown = {
        name: Figure(mark, cells[name].value if mark is Mark.SHOWN else None)
        for name, mark in marks.items()
    }
    tables = {
        group: Table(
            tuple(
                Line(count.key, count.label, shown[f"{group}/{count.key}"])
                for count in getattr(figures, group)
            ),
            shown[counted],
        )
        for group, counted in _GROUPS.items()
    }
    return PublishedMonth(
        month=figures.month,
        counted_on=figures.counted_on,
        small=small,
        rounds=figures.rounds,
        **tables,
        sent_to=_open_table(figures.sent_to),
        answered=_open_table(figures.answered),
        reopened=figures.reopened,
        cases=tuple(PublishedCase(c, shown[f"case/{c.id}"]) for c in figures.cases),
        still_open=tuple(PublishedCase(c, shown[f"case/{c.id}"]) for c in figures.still_open),
        beside=tuple(Line(c.key, c.label, _alone(c.number, small)) for c in figures.beside),
    )


def _alone(number: int, small: int) -> Figure:
    """Return a number that is part of no sum: it is small, or it is shown."""
    return Figure(Mark.SMALL, None) if 0 < number < small else Figure(Mark.SHOWN, number)


def _document(figures: MonthFigures) -> tuple[dict[str, Cell], list[Sum]]:
    """Return every cell about children and every sum a reader may know of."""
    cells: dict[str, Cell] = {}
    sums: list[Sum] = []
    for group, counted in _GROUPS.items():
        counts: tuple[Count, ...] = getattr(figures, group)
        parts = [Cell(f"{group}/{count.key}", count.number) for count in counts]
        cells.update({cell.name: cell for cell in parts})
        cells.setdefault(counted, Cell(counted, sum(cell.value for cell in parts)))
        sums.append(Sum(counted, tuple(cell.name for cell in parts)))
    for case in (*figures.cases, *figures.still_open):
        # A case is on the list because somebody raised it: at least one.
        least = 1 if case.opinions else 0
        cells[f"case/{case.id}"] = Cell(f"case/{case.id}", case.opinions, least)
    sums.extend(_sums_over_cases(figures, cells))
    return cells, sums


def _sums_over_cases(figures: MonthFigures, cells: dict[str, Cell]) -> list[Sum]:
    """Return the sums that happen to hold between cases and the other tables.

    They hold for certain only when no case has opinions of another month; a
    reader may know that, so whenever the numbers agree we suppose the reader
    knows.  What is left of a topic outside its cases is printed nowhere: it
    becomes an unprinted cell.
    """
    sums = []
    published = [c for c in figures.cases if _in_month(c.published_on, figures.month)]
    opened = [c for c in figures.cases if _in_month(c.opened_on, figures.month)]
    for total, cases in (
        ("fed_back", published),
        (f"by_state/{Reading.IN_CASE.value}", opened),
        (f"by_state/{Reading.IN_CASE.value}", list(figures.cases)),
    ):
        if total in cells and _fits(cells, total, cases) == 0:
            sums.append(Sum(total, tuple(f"case/{case.id}" for case in cases)))
    for count in figures.by_topic:
        cases = [case for case in figures.cases if case.topic == count.key]
        rest = _fits(cells, f"by_topic/{count.key}", cases)
        if cases and rest >= 0:
            outside = Cell(f"outside/{count.key}", rest, printed=False)
            cells[outside.name] = outside
            names = [f"case/{case.id}" for case in cases]
            sums.append(Sum(f"by_topic/{count.key}", (*names, outside.name)))
    return sums


def _fits(cells: Mapping[str, Cell], total: str, cases: Sequence[CaseLine]) -> int:
    """Return how much of *total* is left beside the opinions of *cases*."""
    return cells[total].value - sum(case.opinions for case in cases)


def _in_month(day: date | None, month: date) -> bool:
    return day is not None and (day.year, day.month) == (month.year, month.month)


def _open_table(counts: Sequence[Count]) -> Table:
    """Return a table of cases: every number shown."""
    lines = tuple(Line(c.key, c.label, Figure(Mark.SHOWN, c.number)) for c in counts)
    return Table(lines, Figure(Mark.SHOWN, sum(count.number for count in counts)))
