"""``python -m webapp test``: every check of the house, each with its time.

All groups run even when one fails, so that one round shows everything there is
to mend; the exit code tells whether all were clean.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from webapp.launch.environment import PROJECT

# Each worker of the whole suite starts a PostgreSQL and a browser of its own; the
# quick one starts neither and takes every core.
# Files are given out in the order of their names: the browser's, of few long tests,
# come first, and many short ones even out the end.
# Three share two cores: much of a test waits for a browser or a database.
WORKERS = "3"
TESTS = ("-m", "pytest", "--dist", "loadfile", "--no-loadscope-reorder", "-n")
QUICK = ("tests/rules", "tests/unit", "tests/usecases", "tests/pages")
NOT_QUICK = "not postgresql and not browser and not slow"

BEFORE_TESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("định dạng (format)", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("-m", "ruff", "check", "--quiet", ".")),
    ("kiểu (types)", ("-m", "mypy", "--no-error-summary")),
    ("mẫu trang (templates)", ("-m", "djlint", "webapp", "--lint", "--quiet")),
)


def main(options: argparse.Namespace) -> int:
    """Run the groups in order and return 0 only when all passed."""
    quick: bool = options.quick
    steps = list(BEFORE_TESTS)
    if not quick:
        steps.append(("trình duyệt (browser)", ("-m", "tests.support.chromium")))
    failed = [name for name, command in steps if not _passes(name, command)]
    tests = (*TESTS, "auto", "-m", NOT_QUICK, *QUICK) if quick else (*TESTS, WORKERS)
    # A folder of our own: pytest's usual one is tidied up by every other run on
    # the machine, under the feet of the databases in it.
    with tempfile.TemporaryDirectory(prefix="em-noi-", ignore_cleanup_errors=True) as folder:
        if not _passes("kiểm thử (tests)", (*tests, "--basetemp", f"{folder}/t")):
            failed.append("kiểm thử (tests)")
    if failed:
        print(f"Chưa đạt (failed): {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _passes(name: str, command: Sequence[str]) -> bool:
    """Run one group, print its time, and tell whether it was clean."""
    print(f"── {name} …", flush=True)
    started = time.monotonic()
    code = subprocess.run([sys.executable, *command], cwd=PROJECT, check=False).returncode
    # The tests close with their own line; nothing stands after it when all is well.
    if code or "pytest" not in command:
        word = "đạt (ok)" if code == 0 else "CHƯA ĐẠT (failed)"
        print(f"   {word}, {time.monotonic() - started:.1f} s", flush=True)
    return code == 0
