"""How long a keyboard needs for 100 opinions: ``python -m benchmarks.triage [number]``.

The product runs in a process of its own, Chromium is a real one, and nobody
thinks: what is measured is what the house adds to a moderator's own reading.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import chromium
from tests.support.browser_staff import sign_in
from tests.support.browser_triage import Taken, seed, tasks, triage
from tests.support.live import LiveServer
from webapp.accounts.rules import Role
from webapp.config import load
from webapp.factory import create_app

NUMBER = 100
MOST_KEYS = 3


def main(number: int) -> int:
    """Print keys and seconds for each opinion; 1 when one needed more than three keys."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder)).start()
        try:
            taken = _measured(server, number)
        finally:
            server.stop()
    keys, seconds = [one.keys for one in taken], sorted(one.seconds for one in taken)
    print(f"opinions decided by keyboard   {len(taken)}")
    print(f"keys an item                   {statistics.mean(keys):.2f}, at most {max(keys)}")
    print(f"seconds an item, median        {statistics.median(seconds):.3f}")
    print(f"seconds an item, p95           {seconds[int(len(seconds) * 0.95) - 1]:.3f}")
    print(f"seconds in all                 {sum(seconds):.1f}")
    return int(max(keys) > MOST_KEYS)


def _measured(server: LiveServer, number: int) -> list[Taken]:
    wanted = tasks(number)
    os.environ["INSTANCE"] = str(server.instance)
    app = create_app(replace(load(), testing=True))
    seed(app, wanted)
    options = ["--no-sandbox"] if chromium.needs_no_sandbox() else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=options)
        context = browser.new_context(
            base_url=server.url, locale="vi-VN", viewport={"width": 1366, "height": 768}
        )
        page = sign_in(app, context, Role.MODERATOR)
        taken = list(triage(page, wanted))
        browser.close()
    return taken


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER))
