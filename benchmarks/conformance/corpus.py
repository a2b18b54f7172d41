"""pyxform's own test forms: its fixtures, and the forms its tests are written with.

They come from the public repository at the version we pin, through a throw-away tree; nothing
of them is ever kept beside ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

FIXTURES = frozenset({".xls", ".xlsx", ".xlsm", ".csv", ".md"})
CAPTURE = Path(__file__).with_name("capture.py")


@dataclass(frozen=True)
class Sample:
    """One form: where it comes from, what it is called in messages, its content."""

    origin: str
    file: str
    content: bytes


def unpack(repository: Path, target: Path) -> Path:
    """Put the tests of the pinned version of *repository*, bare or not, into *target*.

    They run against the pyxform that we have installed, which is the same version.
    """
    tag = f"v{version('pyxform')}"
    whole = subprocess.run(
        ["git", "-C", str(repository), "archive", tag, "tests"],
        check=True,
        capture_output=True,
    )
    with tarfile.open(fileobj=BytesIO(whole.stdout)) as archive:
        archive.extractall(target, filter="data")
    return target


def fixtures(tree: Path) -> Iterator[Sample]:
    """Yield the files of the suite that could be forms."""
    for path in sorted((tree / "tests").rglob("*")):
        if path.suffix in FIXTURES:
            yield Sample(path.relative_to(tree).as_posix(), path.name, path.read_bytes())


def written(tree: Path) -> Iterator[Sample]:
    """Yield the distinct Markdown forms that the tests of *tree* hand to pyxform."""
    target = tree / "seen.json"
    subprocess.run(
        [sys.executable, str(CAPTURE), str(target)], cwd=tree, check=True, capture_output=True
    )
    for test, md in json.loads(target.read_text(encoding="utf-8"))["forms"]:
        yield Sample(test, "form.md", md.encode("utf-8"))
