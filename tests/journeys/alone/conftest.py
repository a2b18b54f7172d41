"""Stories that need a product of their own: nobody else's data may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.support.live import LiveServer
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """Start a product nobody has ever used."""
    server = LiveServer(tmp_path / "live").start()
    yield server
    server.stop()


@pytest.fixture
def live_server(running: LiveServer) -> str:
    """Return the address of this story's product."""
    return running.url


@pytest.fixture
def live_app(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Return an application on this story's database."""
    monkeypatch.setenv("INSTANCE", str(running.instance))
    application = create_app(replace(load(), testing=True))
    yield application
    with application.app_context():
        db.engine.dispose()
