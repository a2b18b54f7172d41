"""The table base, column types, and how transactions begin on SQLite.

SQLite lets one connection write at a time and its waiting is unfair: eight
fighting writers wait for seconds.  Writers therefore queue in this process
first (``WriterQueue``) and open with ``BEGIN IMMEDIATE``; readers open with a
plain ``BEGIN`` and, under WAL, wait for nobody.  ``synchronous=FULL`` makes an
accepted submission survive a power cut, which costs about a fifth.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Engine, Enum, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables of the house."""

    metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC without a zone and read back with one.

    SQLite has no zones; keeping UTC everywhere makes both databases agree.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: nobody could tell what it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def choice(values: type[StrEnum], name: str) -> Enum:
    """Return a column type that stores the value of a ``StrEnum``.

    The database refuses any other value through a check named *name*.
    """
    return Enum(
        values,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def read_only() -> Iterator[None]:
    """Open transactions of this context as readers (they must not write)."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def set_reading(reading: bool) -> None:
    """Say whether the transaction about to begin in this context only reads."""
    _reading.set(reading)


class WriterQueue:
    """Lets writers of this process through one by one, in order of arrival."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def enter(self, connection: Connection) -> None:
        """Wait for the turn of *connection*, unless it already has it."""
        if not connection.info.get("writes"):
            self._lock.acquire()
            connection.info["writes"] = True

    def leave(self, info: dict[str, Any]) -> None:
        """Give the turn back; harmless when it was not held."""
        if info.pop("writes", False):
            self._lock.release()


def prepare_sqlite(engine: Engine) -> None:
    """Give *engine* WAL, full durability, foreign keys and the writer queue."""
    queue = WriterQueue()

    @event.listens_for(engine, "connect")
    def set_pragmas(dbapi_connection: Any, record: Any) -> None:
        # The driver must not open transactions by itself: it would begin a
        # reading one and then fail to turn it into a writing one.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "trusted_schema=OFF",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if _reading.get():
            connection.exec_driver_sql("BEGIN")
        else:
            queue.enter(connection)
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "commit")
    def after_commit(connection: Connection) -> None:
        connection.exec_driver_sql("COMMIT")
        queue.leave(connection.info)

    @event.listens_for(engine, "rollback")
    def after_rollback(connection: Connection) -> None:
        queue.leave(connection.info)

    @event.listens_for(engine, "checkin")
    def on_checkin(dbapi_connection: Any, record: Any) -> None:
        queue.leave(record.info)
