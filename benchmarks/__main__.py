"""One command that measures: ``python -m benchmarks [--rounds 3] [--postgresql]``.

The floor and the product are measured in turns within one run, since a
machine's speed drifts; what counts are the ratios.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import product
from benchmarks.load import Result, Step, measure
from benchmarks.servers import floor_server, postgresql_urls
from benchmarks.table import results_page

RESULTS = Path(__file__).parent / "results.md"


@dataclass
class Cell:
    """One thing that is measured, once a round, and its floor."""

    name: str
    run: Callable[[], Result]
    floor: str | None = None
    aim: str = ""
    results: list[Result] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Return the median of all rounds."""
        return statistics.median(result.per_second for result in self.results)


FLOOR_FORM: list[Step] = [("GET", "/", None)]
FLOOR_ANSWERS = {
    **{f"chon_{n}": "tot" for n in range(1, 8)},
    **{f"noi_{n}": "truong" for n in range(8, 11)},
    **{f"loi_{n}": product.LONG_TEXT for n in range(11, 13)},
}
FLOOR_WHOLE: list[Step] = [*FLOOR_FORM, ("POST", "/", FLOOR_ANSWERS)]


def cells(
    floor_port: int, port: int, twelve: list[Step], monthly: list[Step], options: argparse.Namespace
) -> list[Cell]:
    """Return what is measured, floors first."""

    def run(port: int, before: list[Step], work: list[Step], fresh: bool) -> Callable[[], Result]:
        return lambda: measure(port, before, work, options.clients, options.seconds, fresh)

    # Steps of a walk: first page, choice, assent (leads to the first question), answers…, send.
    begun, form_page = twelve[:3], ("GET", "/phieu/1", None)
    step = monthly[3]
    return [
        Cell("floor: form page of twelve questions", run(floor_port, [], FLOOR_FORM, False)),
        Cell(
            "floor: whole submission (page, insert)", run(floor_port, [], FLOOR_WHOLE, fresh=True)
        ),
        Cell(
            "form page of twelve questions",
            run(port, begun, [form_page], False),
            "floor: form page of twelve questions",
            "≥ 0.6",
        ),
        Cell(
            "one page saved and the next one shown",
            run(port, monthly[:3], [step], False),
            "floor: whole submission (page, insert)",
            "≥ 0.5",
        ),
        Cell(
            f"twelve questions, first page to receipt ({len(twelve)} steps)",
            run(port, [], twelve, fresh=True),
            "floor: whole submission (page, insert)",
            "≥ 0.5",
        ),
        Cell(
            f"monthly survey, first page to receipt ({len(monthly)} steps)",
            run(port, [], monthly, fresh=True),
            "floor: whole submission (page, insert)",
        ),
    ]


def main() -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL, not SQLite")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = stack.enter_context(postgresql_urls(folder)) if options.postgresql else (None, None)
        floor_port = stack.enter_context(floor_server(folder, urls[0]))
        server = product.start(folder, urls[1])
        stack.callback(server.stop)
        twelve = product.recorded(server, product.TWELVE)
        monthly = product.recorded(server, product.MONTHLY)
        measured = cells(floor_port, server.port, twelve, monthly, options)
        for number in range(options.rounds):
            for cell in measured:
                result = cell.run()
                cell.results.append(result)
                print(f"{number + 1}  {cell.name:60} {result.per_second:8.1f}/s", flush=True)
    database = "PostgreSQL" if options.postgresql else "SQLite (WAL, synchronous=FULL)"
    machine = f"{platform.system()}, Python {platform.python_version()}, {_cores()} cores"
    page = results_page(measured, database, machine, options)
    target = RESULTS.with_stem("results-postgresql") if options.postgresql else RESULTS
    target.write_text(page, encoding="utf-8")
    print(page)
    return int(any(result.failed for cell in measured for result in cell.results))


def _cores() -> str:
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.cpu_count())"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
