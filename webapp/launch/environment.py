"""The virtual environment: made on first use, filled from the pinned list.

Only the standard library is used here, since nothing else exists yet.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

from webapp.launch.lock import only_one

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / ".venv"
LOCK = PROJECT / "requirements.lock"
HELD = FOLDER / "start.lock"
NO_VENV = """\
Máy này chưa có phần venv của Python. Hãy cài rồi chạy lại lệnh:
  Debian/Ubuntu:  sudo apt-get install python3-venv
(Python's venv part is missing; install it and run the command again.)"""
NO_INSTALL = """\
Chưa cài được các thư viện. Hãy kiểm tra đường truyền mạng rồi chạy lại lệnh;
những gì đã tải sẽ không phải tải lại.
(The libraries could not be installed; check the network and run the command again.)"""


def own_python() -> Path:
    """Return the interpreter of the house's environment, whether or not it exists."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def inside() -> bool:
    """Tell whether this process already runs in the house's environment."""
    return Path(sys.prefix).resolve() == FOLDER.resolve()


def requirements(for_tests: bool) -> list[str]:
    """Return what the project needs, as written in ``pyproject.toml``."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["dev"] if for_tests else []
    return [*project["dependencies"], *extra]


def filled(for_tests: bool) -> bool:
    """Tell whether the environment holds exactly what is asked for today."""
    return any(_mark(tests).exists() for tests in {True, for_tests})


def start_again(arguments: Sequence[str], for_tests: bool) -> int:
    """Make and fill the environment where needed; run the same command inside it."""
    python = own_python()
    # Two first starts at once would unpack into each other's files.
    with only_one(HELD):
        if not filled(for_tests):
            if not _usable(python):
                _make()
            fill(python, for_tests)
    command = [str(python), "-m", "webapp", *arguments]
    os.chdir(PROJECT)
    if os.name != "nt":
        os.execv(python, command)  # noqa: S606 (our own interpreter, no shell)
    # Windows has no exec that keeps the console with the new process.
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 0


def fill(python: Path, for_tests: bool) -> None:
    """Install the pinned libraries; ends the command with a plain sentence on failure."""
    _say(
        "Đang cài các thư viện cần thiết vào .venv (một đến ba phút, chỉ lần đầu)…",
        "Installing the libraries into .venv (one to three minutes, first time only)…",
    )
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraint = ["--constraint", str(LOCK)]
    done = subprocess.run([*install, *constraint, *requirements(for_tests)], check=False)
    if done.returncode:
        print(NO_INSTALL, file=sys.stderr)
        sys.exit(1)
    _mark(for_tests).touch()


def _usable(python: Path) -> bool:
    """Tell whether the environment is whole: a start may have been stopped while making it."""
    if not python.exists():
        return False
    ask = [str(python), "-c", "import pip._internal.cli.main"]
    return subprocess.run(ask, check=False, stderr=subprocess.DEVNULL).returncode == 0


def _make() -> None:
    _say("Đang tạo môi trường Python riêng (.venv)…", "Making a virtual environment (.venv)…")
    _empty()
    try:
        venv.create(FOLDER, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        _empty()
        print(NO_VENV, file=sys.stderr)
        sys.exit(1)


def _empty() -> None:
    """Remove what an earlier start left, except the lock that this one holds."""
    for path in FOLDER.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path != HELD:
            path.unlink(missing_ok=True)


def _mark(for_tests: bool) -> Path:
    """Return the file that says the environment was filled from today's list."""
    wanted = "\n".join([*requirements(for_tests), LOCK.read_text(encoding="utf-8")])
    digest = hashlib.sha256(wanted.encode("utf-8")).hexdigest()[:16]
    return FOLDER / f"filled-{'tests' if for_tests else 'product'}-{digest}"


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)
