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
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.support.builders import add_user
from tests.support.live import LiveServer
from tests.support.wire import Child
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest

CLIENTS = 40
KILLED_AFTER = (1, 15)
PATIENCE = 60.0
BROKEN = (http.client.HTTPException, OSError)


@dataclass
class Tally:
    """What the children saw, gathered from all threads."""

    receipts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    broken: int = 0
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


def one_child(server: LiveServer, all_ready: threading.Barrier, tally: Tally) -> None:
    """Fill in, wait for the others, and send until a receipt is shown."""
    child = Child("127.0.0.1", server.port)
    try:
        child.begin()
        child.fill_in()
        all_ready.wait(PATIENCE)
        receipt = send_until_acknowledged(child, tally)
        again = send_until_acknowledged(child, Tally())
        assert again == receipt, "sent once more, another receipt was given"
    except (AssertionError, *BROKEN, threading.BrokenBarrierError) as fault:
        all_ready.abort()
        tally.faults.append(repr(fault))
    finally:
        child.close()


def send_until_acknowledged(child: Child, tally: Tally) -> str:
    """Send again after every break, at times from the check page, as people do.

    A child who has the receipt already and sends once more is a double click.
    """
    deadline = time.monotonic() + PATIENCE
    broken = 0
    while time.monotonic() < deadline:
        try:
            if child.sent_to("/gui") and broken % 2 == 0:
                child.post(*child.sent_last())
            else:
                child.get("/kiem-tra")
                if child.path == "/kiem-tra":
                    child.post("/gui", child.token())
            receipt = child.receipt()
        except BROKEN:
            broken += 1
            child.close()
            time.sleep(0.05)
        else:
            with tally.lock:
                tally.broken += bool(broken)
                tally.receipts.append(receipt)
            return receipt
    raise AssertionError(f"no receipt after {PATIENCE} s")


def rows(instance: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(instance / "em-noi.db")) as file:
        return file.execute(statement).fetchall()


@pytest.mark.slow
def test_a_killed_server_loses_no_acknowledged_submission(server: LiveServer) -> None:
    tally = Tally()
    for acknowledged in KILLED_AFTER:
        send_together_and_kill(server, tally, len(tally.receipts) + acknowledged)
    assert not tally.faults, tally.faults[:3]
    assert tally.broken, "no kill struck anybody: the test tests nothing"
    assert len(set(tally.receipts)) == len(tally.receipts) == CLIENTS * len(KILLED_AFTER)

    check_every_receipt(server, tally.receipts)
    stored = rows(server.instance, "SELECT count(*) FROM submission")
    assert stored == [(len(tally.receipts),)], f"{tally.broken} children had to send again"
    check_nothing_is_half_written(server.instance)


def send_together_and_kill(server: LiveServer, tally: Tally, receipts: int) -> None:
    """Let forty children send at once; kill the server when *receipts* were given."""
    all_ready = threading.Barrier(CLIENTS)
    children = [
        threading.Thread(target=one_child, args=(server, all_ready, tally), daemon=True)
        for _ in range(CLIENTS)
    ]
    for child in children:
        child.start()
    wait_for(lambda: len(tally.receipts) >= receipts or bool(tally.faults))
    server.kill()
    server.start()
    for child in children:
        child.join(PATIENCE)


def wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
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
