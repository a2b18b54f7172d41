"""Whether the moderators' and officials' pages stay quick when a commune has many years behind it.

``python -m benchmarks.scale [--postgresql] [--opinions 50000] [--cases 5000] [--backlog 300]``
fills one database with a tenth of that and one with all of it, then asks for each page many
times through the real application, in turns, and prints the 95th percentile and the growth.
As many opinions wait in both: what waits follows the moderators' two days, not the years.
Aim: under 200 ms each, growth under 1.5 times.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from benchmarks.many import Filled, fill
from benchmarks.servers import postgresql_urls
from tests.support.builders import person
from tests.support.databases import migrate
from tests.support.pages import PageClient
from webapp.accounts.rules import Role
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app

ASKED = 40
LIMIT, GROWTH = 200, 1.5
# Pages by name: the address, and who asks for it.
PAGES: Mapping[str, tuple[Role, str]] = {
    "queue": (Role.MODERATOR, "/can-bo/y-kien"),
    "queue, second page": (Role.MODERATOR, "/can-bo/y-kien?trang=2"),
    "queue, by risk and school": (Role.MODERATOR, "/can-bo/y-kien?nguy-co=3&truong={school}"),
    "queue, what is in a case": (Role.MODERATOR, "/can-bo/y-kien?trang-thai=in_case"),
    "triage": (Role.MODERATOR, "/can-bo/y-kien/duyet"),
    "sheet": (Role.MODERATOR, "/can-bo/y-kien/phieu/{submission}"),
    "tracker list": (Role.MODERATOR, "/can-bo/theo-doi?tatca=1"),
    "tracker, not finished": (Role.MODERATOR, "/can-bo/theo-doi?trangthai=chua-xong"),
    "tracker of one body": (Role.BODY_OFFICIAL, "/can-bo/theo-doi?trangthai=chua-xong"),
    "search": (Role.MODERATOR, "/can-bo/theo-doi?tim={word}"),
    "case page": (Role.MODERATOR, "/can-bo/vu-viec/{case}"),
    "case page of its lead": (Role.BODY_OFFICIAL, "/can-bo/vu-viec/{own_case}"),
    "desk of a moderator": (Role.MODERATOR, "/can-bo/"),
    "desk of an official": (Role.BODY_OFFICIAL, "/can-bo/"),
    "leader's page": (Role.LEADER, "/can-bo/mot-trang"),
}


class House:
    """One filled database with its application and people."""

    def __init__(self, url: str, folder: Path, numbers: tuple[int, int, int]) -> None:
        os.environ["INSTANCE"] = str(folder)
        settings = replace(load(), testing=True, database_url=url)
        migrate(settings)
        self.app: Flask = create_app(settings)
        began = time.perf_counter()
        with self.app.app_context():
            self.filled: Filled = fill(db.session(), *numbers)
            db.session().execute(sa.text("ANALYZE"))
            db.session.commit()
        print(f"{numbers[0]} opinions, {numbers[1]} cases: {time.perf_counter() - began:.0f} s")
        self.people = {
            role: person(self.app, role, body_id=self.filled.body_id)
            for role in (Role.MODERATOR, Role.BODY_OFFICIAL, Role.LEADER)
        }
        self.chance = random.Random(11)

    def ask(self, name: str) -> float:
        """Ask for a page once and return the milliseconds it took."""
        role, address = PAGES[name]
        url = address.format(
            school=self.filled.school_id,
            word=self.chance.choice(self.filled.words),
            submission=self.chance.choice(self.filled.waiting),
            case=self.chance.choice(self.filled.cases),
            own_case=self.chance.choice(self.filled.own_cases),
        )
        return _timed(self.people[role], url)


def _timed(client: PageClient, url: str) -> float:
    """Ask as a browser would, without reading the page as a test does."""
    began = time.perf_counter()
    answer = client.browser.get(url, follow_redirects=True)
    spent = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{url} answered {answer.status_code}")
    return spent


def measure(small: House, large: House) -> bool:
    """Print every page of both; return whether all aims were met."""
    met = True
    print(f"{'page':28}{'small p95':>11}{'large p50':>11}{'large p95':>11}{'growth':>8}")
    for name in PAGES:
        spent: dict[str, list[float]] = {"small": [], "large": []}
        for house in (small, large):
            house.ask(name)
        for _ in range(ASKED):
            spent["small"].append(small.ask(name))
            spent["large"].append(large.ask(name))
        medians = {size: statistics.median(found) for size, found in spent.items()}
        late = {size: sorted(found)[ASKED * 95 // 100] for size, found in spent.items()}
        growth = medians["large"] / medians["small"]
        good = late["large"] < LIMIT and growth < GROWTH
        met = met and good
        print(
            f"{name:28}{late['small']:11.1f}{medians['large']:11.1f}{late['large']:11.1f}"
            f"{growth:8.2f}{'' if good else '   MISSED'}"
        )
    return met


def main() -> int:
    """Measure on the engine asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--opinions", type=int, default=50_000)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--backlog", type=int, default=300)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = [f"sqlite:///{folder / name}.db" for name in ("small", "large")]
        if options.postgresql:
            urls = list(stack.enter_context(postgresql_urls(folder)))
        whole = (options.opinions, options.cases, options.backlog)
        tenth = (options.opinions // 10, options.cases // 10, options.backlog)
        small = House(urls[0], folder / "instance", tenth)
        large = House(urls[1], folder / "instance", whole)
        met = measure(small, large)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
