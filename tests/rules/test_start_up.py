"""What a child's request and the start of the product may not carry."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from webapp.config import PROJECT

# The first start reads the workbooks of the surveys and with them numpy; the
# second must not (test_heavy_imports.py).
HEAVY = ("pandas", "matplotlib", "docx", "xlsxwriter")
PROBE = """
import sys
from webapp.factory import create_app
app = create_app()
answer = app.test_client().get("/healthz")
assert answer.status_code == 200
print("loaded:", *[name for name in sys.argv[1:] if name in sys.modules])
"""


def test_the_application_starts_without_the_libraries_of_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take a second and a hundred megabytes, and only an export needs them."""
    monkeypatch.setenv("INSTANCE", str(tmp_path))
    command = [sys.executable, "-c", PROBE, *HEAVY]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded:", done.stdout


def test_the_launcher_needs_only_the_standard_library() -> None:
    """The first command runs before anything is installed (``-S`` leaves out all packages)."""
    code = "import webapp.launch.commands, webapp.launch.environment as e; e.requirements(True)"
    subprocess.run([sys.executable, "-S", "-c", code], cwd=PROJECT, check=True)
