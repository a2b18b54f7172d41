"""Ways out of the house: what somebody gets at every address, and two houses side by side."""

from __future__ import annotations

import copy
import difflib
import io
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from flask import Flask
from flask.testing import FlaskClient

from tests.support.builders import signed_in
from tests.support.planted import Planted
from tests.support.walking import opened
from webapp.extensions import db
from webapp.web.request_log import configure

# What differs between any two answers: tokens, references of errors, moments.
_CHANCE = re.compile(
    r'name="(csrf_token|form)"[^>]*|content="[\w.-]{60,}"|\b[0-9A-F]{8}\b|\d\d:\d\d(:\d\d)?'
    r"|\d{4}-\d\d-\d\dT[\d:.+]+Z?|[\w-]*\.[\w-]{6}\.[\w-]{27}"
)


@contextmanager
def kept_log() -> Iterator[io.StringIO]:
    """Collect what the application writes to its log."""
    stream, before = io.StringIO(), structlog.get_config()
    configure(stream)
    try:
        yield stream
    finally:
        structlog.configure(**before)


def database_of(app: Flask) -> Path:
    """Return the file of an application on SQLite."""
    return Path(app.config["SETTINGS"].database_url.removeprefix("sqlite:///"))


def copy_database(app: Flask, target: Path) -> str:
    """Copy an application's file, journal and all, and return the address of the copy."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    with sqlite3.connect(database_of(app)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    shutil.copy(database_of(app), target)
    return f"sqlite:///{target}"


def same_world(world: Planted, app: Flask) -> Planted:
    """Return *world* as it lies in the copy that *app* opens."""
    twin = copy.copy(world)
    twin.app, twin.receipts = app, dict(world.receipts)
    return twin


def visitor(world: Planted, name: str | None) -> FlaskClient:
    """Return the browser of one of the people of *world*, or of a child."""
    if name is None:
        return world.app.test_client()
    return signed_in(world.app, world.people[name]).browser


def got(client: FlaskClient, url: str) -> tuple[int, str]:
    """Return status and everything that comes with an answer, headers and file names too."""
    with client.get(url) as answer:
        return answer.status_code, f"{url}\n{answer.headers}\n{opened(answer.data)}"


def plain(said: str) -> str:
    """Return an answer without what chance and the clock put into it."""
    body = said.partition("\n\n")[2] or said
    return _CHANCE.sub("", re.sub(r"Content-Length: \d+|Set-Cookie: .*", "", body))


def difference(one: str, other: str) -> str:
    """Return the lines in which two answers differ, for a person to read."""
    lines = difflib.unified_diff(other.splitlines(), one.splitlines(), "twin", "danger", n=0)
    return "\n".join(line.strip()[:160] for line in lines if line.strip())[:1200]
