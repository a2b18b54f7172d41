"""Duties: apart from each other, one runner at a time, stopped cleanly, silent in the log."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from flask import current_app
from sqlalchemy.orm import Session

from tests.support.builders import add_user
from webapp.accounts.rules import Role
from webapp.duties import lease, service
from webapp.duties.running import run_all
from webapp.launch.minute import EveryMinute
from webapp.outbox import service as outbox
from webapp.outbox.rules import Level
from webapp.web.request_log import configure
from webapp.web.transaction import apart

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_failing_duty_is_named_and_stops_nobody(session: Session) -> None:
    begin = partial(apart, current_app._get_current_object())  # type: ignore[attr-defined]
    user = add_user(session, Role.MODERATOR).id
    session.commit()

    def told(about: str, inner: Session, now: datetime) -> None:
        outbox.notify(inner, [user], Level.REMINDER, about, now)

    def failing(inner: Session, now: datetime) -> None:
        told("lost", inner, now)
        raise RuntimeError("Em Nguyễn bị đánh")

    duties = {"first": partial(told, "a"), "breaking": failing, "last": partial(told, "b")}
    stream, before = io.StringIO(), structlog.get_config()
    configure(stream)
    try:
        ran = run_all(begin, None, NOW, duties)
    finally:
        structlog.configure(**before)
    assert ran.failed == ("breaking",)
    assert '"duty": "breaking"' in stream.getvalue()
    assert "Nguyễn" not in stream.getvalue()
    assert len(outbox.my_notices(session, user)) == 2
    assert service.standing(session, NOW) == lease.Standing(NOW, False, 1)
    assert service.standing(session, NOW + timedelta(minutes=11)).stopped
    session.rollback()
    # It is forgotten as soon as it runs through; nobody is told twice.
    assert run_all(begin, None, NOW, {**duties, "breaking": partial(told, "a")}).failed == ()
    assert service.standing(session, NOW).failing == 0
    assert len(outbox.my_notices(session, user)) == 2


def test_only_one_runner_at_a_time_and_a_dead_one_lets_go(session: Session) -> None:
    begin = partial(apart, current_app._get_current_object())  # type: ignore[attr-defined]
    assert lease.take(session, "other", NOW)
    session.commit()
    ran: list[str] = []
    duties = {"one": lambda inner, now: ran.append("one")}
    assert run_all(begin, None, NOW, duties).busy
    assert not run_all(begin, None, NOW + lease.LEASE, duties).busy
    assert ran == ["one"]
    assert not lease.take(session, "other", NOW) or service.standing(session, NOW).ran_at


def test_the_thread_survives_a_failure_and_ends_when_told() -> None:
    called, enough = [], threading.Event()

    def work() -> None:
        called.append(1)
        enough.set()
        raise OSError("no database")

    stream, before = io.StringIO(), structlog.get_config()
    configure(stream)
    try:
        minute = EveryMinute(work, first=0.01)
        minute.start()
        assert enough.wait(5)
        minute.stop()
    finally:
        structlog.configure(**before)
    assert called == [1]
    assert not any(thread.name == "duties" for thread in threading.enumerate())
    assert "no database" not in stream.getvalue()
