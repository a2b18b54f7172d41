"""``python -m webapp demo``: the product on a database of its own, full of invented data."""

from __future__ import annotations

import argparse
import sys
import time

from webapp.base import clock
from webapp.base.errors import Refused
from webapp.config import Settings, load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.launch import run, serving
from webapp.launch.demo.cast import PASSWORD
from webapp.launch.demo.making import make
from webapp.launch.lock import only_one
from webapp.launch.prepare import prepare


def main(options: argparse.Namespace) -> int:
    """Make the commune on the first start, then serve it; return the exit code."""
    settings = load(demo=True)
    if serving.taken(settings):
        return serving.say_taken(settings)
    try:
        ready = prepare(settings)
        people = fill(settings)
    except Refused as refused:
        print("\n".join(run.reasons(refused)), file=sys.stderr)
        return 1
    for line in people:
        print(line)
    return run.start(settings, ready)


def fill(settings: Settings) -> list[str]:
    """Fill the database once and return who may sign in; later starts only read the list."""
    listed = settings.instance / "people.txt"
    with only_one(settings.instance / "demo.lock"):
        if not listed.exists():
            print("Đang dựng xã minh họa với hai tháng dữ liệu (khoảng một phút)…", flush=True)
            began = time.monotonic()
            lines = _made(settings)
            listed.write_text("\n".join(lines), encoding="utf-8")
            print(f"Xong sau {time.monotonic() - began:.0f} giây.", flush=True)
    return listed.read_text(encoding="utf-8").splitlines()


def _made(settings: Settings) -> list[str]:
    app = create_app(settings)
    with app.app_context():
        session = db.session()
        cast = make(session, settings, clock.local(clock.now()))
        session.commit()
        db.session.remove()
        db.engine.dispose()
    width = max(len(name) for name, _ in cast.printed)
    people = [f"    {name:{width}}  {title}" for name, title in cast.printed]
    return ["", f"  Mật khẩu của mọi người (everybody's password): {PASSWORD}", *people]
