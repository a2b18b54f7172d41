"""Writing what was measured as a page that says how it was measured."""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.__main__ import Cell

HEAD = """# Measured speed

`python -m benchmarks` on {database}; {machine}; {clients} clients in a process of their
own on the same machine, {rounds} rounds of {seconds:g} s, floor and product in turns. Rates are
medians; a ratio is the median of the rounds' own ratios (smallest–largest). A machine's speed
drifts, so only ratios from one run count.

| what | per second | p95 ms | ratio to the floor | aim |
| --- | ---: | ---: | ---: | ---: |
"""
FOOT = """
The floor is a bare Flask page with twelve questions, CSRF and one durable SQLAlchemy insert with
an event row, on the same server with as many threads: no accounts, languages, encryption,
screening, receipt or check page. A whole submission is a new visitor each time; the floor answers
its POST at once, the product shows every page a child sees.
"""


def results_page(
    cells: Sequence[Cell], database: str, machine: str, options: argparse.Namespace
) -> str:
    """Return the page as Markdown."""
    head = HEAD.format(
        database=database,
        machine=machine,
        clients=options.clients,
        rounds=options.rounds,
        seconds=options.seconds,
    )
    by_name = {cell.name: cell for cell in cells}
    return head + "".join(_row(cell, by_name.get(cell.floor or "")) for cell in cells) + FOOT


def _row(cell: Cell, floor: Cell | None) -> str:
    p95 = statistics.median(result.p95 for result in cell.results)
    ratio = _ratio(cell, floor) if floor else "–"
    return f"| {cell.name} | {cell.per_second:.0f} | {p95:.0f} | {ratio} | {cell.aim or '–'} |\n"


def _ratio(cell: Cell, floor: Cell) -> str:
    ratios = [
        ours.per_second / theirs.per_second
        for ours, theirs in zip(cell.results, floor.results, strict=True)
        if theirs.per_second
    ]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
