"""Serving pages needs no library that only exports or workbooks need.

They cost a second of every start and a hundred megabytes of every process.
The first start may read the workbooks of the
surveys; once they are compiled, a start reads none.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from webapp.config import PROJECT

EXPORTS = ("pandas", "matplotlib", "docx", "xlsxwriter")
WORKBOOKS = ("openpyxl", "pyxform", "numpy")
START = """
import sys
from webapp.factory import create_app
create_app()
print("loaded:", *[name for name in sys.argv[1:] if name in sys.modules])
"""


def started_with(names: tuple[str, ...]) -> list[str]:
    command = [sys.executable, "-c", START, *names]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()[1:]


def test_a_start_leaves_the_heavy_libraries_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE", str(tmp_path))
    assert started_with(EXPORTS) == [], "import these inside the export functions of reports"
    assert started_with(EXPORTS + WORKBOOKS) == [], "the second start must not read workbooks again"


def test_the_launcher_needs_only_the_standard_library() -> None:
    """The first command runs before anything is installed (``-S`` leaves out all packages)."""
    code = "import webapp.launch.commands, webapp.launch.environment as e; e.requirements(True)"
    subprocess.run([sys.executable, "-S", "-c", code], cwd=PROJECT, check=True)
