"""The server is killed while forty children send: what was acknowledged stays.

Every child sends again until a receipt is shown, as a browser or an impatient
person does.  Afterwards each receipt must be found, no child may be stored
twice, and no half of a submission may exist.
"""

from __future__ import annotations

import http.client
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.support.builders import add_user
from tests.support.child import Child
from tests.support.live import LiveServer
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest

CLIENTS = 40
KILLS = 3
PATIENCE = 60.0
BROKEN = (http.client.HTTPException, OSError)


@dataclass
class Tally:
    """What the children saw, gathered from all threads."""

    receipts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    resent: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    started = LiveServer(tmp_path / "crash").start()
    open_a_round(started.instance)
    yield started
    started.stop()


def application(instance: Path) -> Flask:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTANCE", str(instance))
        return create_app(load())


def open_a_round(instance: Path) -> None:
    app, today = application(instance), clock.today()
    with app.app_context():
        session = db.session()
        actor = add_user(session, Role.MODERATOR)
        number = rounds.create_round(
            session,
            actor.id,
            survey="y-kien-hang-thang",
            title="Ý kiến tháng này",
            period=today.replace(day=1),
            opens_on=today,
            closes_on=today + timedelta(days=7),
            reply_by=None,
            reader="Đoàn xã",
            today=today,
        )
        rounds.open_round(session, actor.id, number)
        session.commit()
        db.session.remove()
        db.engine.dispose()


def one_child(server: LiveServer, name: str, tally: Tally) -> None:
    """Fill in and send until a receipt is shown, however often the line breaks."""
    child = Child("127.0.0.1", server.port)
    filled = False
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if not filled:
                child.begin()
                child.fill_in()
                filled = True
            child.get("/kiem-tra")
            receipt = child.receipt() if child.path == "/bien-nhan" else child.send()
        except BROKEN:
            with tally.lock:
                tally.resent += filled
            child.close()
            time.sleep(0.05)
        except AssertionError as fault:
            tally.faults.append(f"{name}: {fault}")
            return
        else:
            with tally.lock:
                tally.receipts.append(receipt)
            child.close()
            return
    tally.faults.append(f"{name}: no receipt after {PATIENCE} s")


def children_come(server: LiveServer, seat: int, tally: Tally) -> None:
    """Let one child after the other use a seat until the bell rings."""
    number = 0
    while not tally.stop.is_set() and not tally.faults:
        number += 1
        one_child(server, f"{seat}-{number}", tally)


def rows(instance: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(instance / "em-noi.db")) as file:
        return file.execute(statement).fetchall()


@pytest.mark.slow
def test_a_killed_server_loses_no_acknowledged_submission(server: LiveServer) -> None:
    tally = Tally()
    seats = [
        threading.Thread(target=children_come, args=(server, seat, tally), daemon=True)
        for seat in range(CLIENTS)
    ]
    for seat in seats:
        seat.start()
    for _ in range(KILLS):
        enough = len(tally.receipts) + CLIENTS // 2
        wait_for(lambda n=enough: len(tally.receipts) >= n or bool(tally.faults))
        server.kill()
        server.start()
    tally.stop.set()
    for seat in seats:
        seat.join(PATIENCE)
    assert not tally.faults, tally.faults[:3]
    assert len(set(tally.receipts)) == len(tally.receipts), "one receipt was given to two children"

    check_every_receipt(server, tally.receipts)
    submissions = rows(server.instance, "SELECT count(*) FROM submission")
    assert submissions == [(len(tally.receipts),)], f"re-sent after a break: {tally.resent}"
    check_nothing_is_half_written(server.instance)


def wait_for(done: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline, "the children send too slowly"
        time.sleep(0.02)


def check_every_receipt(server: LiveServer, receipts: list[str]) -> None:
    """Look up each receipt as a child would, through the service behind that page."""
    app = application(server.instance)
    key = app.config["SETTINGS"].keys["receipt"]
    with app.app_context():
        lost = [
            receipt
            for receipt in receipts
            if submissions.of_receipt(db.session(), receipt_digest(key, receipt)) is None
        ]
        db.session.remove()
        db.engine.dispose()
    assert not lost, f"{len(lost)} of {len(receipts)} acknowledged receipts are not found"


def check_nothing_is_half_written(instance: Path) -> None:
    """A submission has opinions or a concern; an opinion has a submission; texts are whole."""
    empty = rows(
        instance,
        """SELECT count(*) FROM submission s
        WHERE NOT EXISTS (SELECT 1 FROM opinion o WHERE o.submission_id = s.id)
          AND NOT EXISTS (SELECT 1 FROM concern c WHERE c.submission_id = s.id)""",
    )
    assert empty == [(0,)]
    assert rows(instance, "PRAGMA integrity_check") == [("ok",)]
    assert rows(instance, "PRAGMA foreign_key_check") == []
