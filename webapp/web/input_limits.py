"""What no handler ever has to think about: numbers and files too large, and NUL characters.

A number of ten digits or more is no row of ours, and the databases answer it
with an error of their own; a NUL character is refused by PostgreSQL and kept by
SQLite.  Both are turned away here, before anything is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from flask import Flask, abort, current_app, request, session
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from webapp.base.text import LARGEST_NUMBER

# What a staff member may upload, with room for the fields beside the file.
LARGEST_UPLOAD = 5_500_000
# One picture that is too large can still be answered on its own page, in kind words.
LARGEST_PICTURES = 20_000_000
Handler = TypeVar("Handler", bound=Callable[..., object])


def takes_files(handler: Handler) -> Handler:
    """Mark a *handler* that takes a file: whoever is signed in may send more to it."""
    handler.takes_files = True  # type: ignore[attr-defined]
    return handler


def takes_pictures(handler: Handler) -> Handler:
    """Mark a *handler* that takes pictures: whoever sits at a seat may send more to it."""
    handler.takes_pictures = True  # type: ignore[attr-defined]
    return handler


class RowNumber(IntegerConverter):
    """``<int:…>`` in an address: what is larger than any row is no address of ours."""

    def __init__(self, map: Map, fixed_digits: int = 0, max: int = LARGEST_NUMBER) -> None:
        super().__init__(map, fixed_digits=fixed_digits, max=max)


class PageKey(BaseConverter):
    """``<page:…>``: a page of a form, ``7``, or ``7-2-1`` inside repeats."""

    regex = r"[1-9][0-9]{0,3}(?:-[0-9]{1,2}){0,6}"


def init_app(app: Flask) -> None:
    """Hold every request of *app* to these limits; must come before any address is added."""
    app.url_map.converters["int"] = RowNumber
    app.url_map.converters["page"] = PageKey
    app.before_request(_widen)
    app.before_request(_refuse_nul)


def _widen() -> None:
    """Let a larger request in where a file is expected, but from nobody off the street.

    This stands before anything is read of the request; the guard of the handler
    still decides who the person is.
    """
    handler = current_app.view_functions.get(request.endpoint or "")
    if getattr(handler, "takes_files", False) and "_user_id" in session:
        request.max_content_length = LARGEST_UPLOAD
    files = request.mimetype == "multipart/form-data"
    if files and getattr(handler, "takes_pictures", False) and "seat" in session:
        request.max_content_length = LARGEST_PICTURES


def _sent() -> Iterator[str]:
    yield request.path
    for values in (request.args, request.form):
        for name, several in values.lists():
            yield name
            yield from several


def _refuse_nul() -> None:
    if any("\x00" in text for text in _sent()):
        abort(400)
