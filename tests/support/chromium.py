"""The browser of the tests: found on the machine, or installed where that is possible.

``python -m tests.support.chromium`` is the step of ``make test`` that sees to it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
    "chrome",
    "msedge",
)
PLACES = (
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
    "{PROGRAMFILES}/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGES = ("chromium", "fonts-dejavu-core")
MISSING = """\
Chưa có trình duyệt để chạy các phép kiểm tra trên trang thật.
Hãy cài Chromium, Google Chrome hoặc Microsoft Edge rồi chạy lại, ví dụ:
  Debian/Ubuntu:  sudo apt-get install chromium
Nếu trình duyệt nằm ở chỗ khác, đặt biến CHROMIUM bằng đường dẫn tới nó.
(No browser found. Install Chromium, Chrome or Edge, or set CHROMIUM to its path.)"""


def find() -> str | None:
    """Return the path of a Chromium-like browser, CHROMIUM first, or None."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen if Path(chosen).is_file() else None
    named = (shutil.which(name) for name in NAMES)
    placed = (place.format_map(_Known(os.environ)) for place in PLACES)
    found = [*filter(None, named), *(place for place in placed if Path(place).is_file())]
    return found[0] if found else None


class _Known(dict[str, str]):
    """Windows' folders by name; on other systems they are nowhere."""

    def __missing__(self, name: str) -> str:
        return "/nowhere"


def needs_no_sandbox() -> bool:
    """Tell whether we are root, for whom Chromium's sandbox refuses to start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install() -> bool:
    """Install Chromium through the system's package manager where we may."""
    if not (shutil.which("apt-get") and needs_no_sandbox()):
        return False
    print("Đang cài Chromium bằng apt-get… (installing Chromium)", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run = partial(subprocess.run, check=False, env=environment, stdout=subprocess.DEVNULL)
    run(["apt-get", "update", "-qq"])
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
    return run(command).returncode == 0


def main() -> int:
    """Make sure that a browser is there; say what to do where it is not."""
    browser = find() or (install() and find())
    print(f"Trình duyệt: {browser}" if browser else MISSING)
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
