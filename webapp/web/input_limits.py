"""What no handler ever has to think about: numbers too large, and NUL characters.

A number of ten digits or more is no row of ours, and the databases answer it
with an error of their own; a NUL character is refused by PostgreSQL and kept by
SQLite.  Both are turned away here, before anything is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from webapp.base.text import LARGEST_NUMBER


class RowNumber(IntegerConverter):
    """``<int:…>`` in an address: what is larger than any row is no address of ours."""

    def __init__(self, map: Map, fixed_digits: int = 0, max: int = LARGEST_NUMBER) -> None:
        super().__init__(map, fixed_digits=fixed_digits, max=max)


def init_app(app: Flask) -> None:
    """Hold every request of *app* to these limits; must come before any address is added."""
    app.url_map.converters["int"] = RowNumber
    app.before_request(_refuse_nul)


def _sent() -> Iterator[str]:
    yield request.path
    for values in (request.args, request.form):
        for name, several in values.lists():
            yield name
            yield from several


def _refuse_nul() -> None:
    if any("\x00" in text for text in _sent()):
        abort(400)
