"""``python -m webapp demo``: the product on a database of its own, full of invented data."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from webapp.base import clock
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app
from webapp.launch import run
from webapp.launch.demo.cast import PASSWORD
from webapp.launch.demo.making import make
from webapp.launch.lock import only_one
from webapp.launch.prepare import Ready, prepare


def main(options: argparse.Namespace) -> int:
    """Make the commune on the first start, then serve it; return the exit code."""
    return run.launch(True, ready)


def ready(settings: Settings) -> Ready:
    """Return the demonstration, filled once; later starts only read who may sign in.

    The list of people is written last, so a database without it was left half
    made by a start that was stopped: it is made anew.
    """
    listed = settings.instance / "people.txt"
    with only_one(settings.instance / "demo.lock"):
        if not listed.exists():
            for path in settings.instance.glob("em-noi.db*"):
                path.unlink()
        prepared = prepare(settings)
        if not listed.exists():
            print("Đang dựng xã minh họa với hai tháng dữ liệu (khoảng một phút)…", flush=True)
            began = time.monotonic()
            made = _made(settings)
            temporary = listed.with_suffix(".new")
            temporary.write_text("\n".join(made), encoding="utf-8")
            temporary.replace(listed)
            print(f"Xong sau {time.monotonic() - began:.0f} giây.", flush=True)
    return replace(prepared, people=tuple(listed.read_text(encoding="utf-8").splitlines()))


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
