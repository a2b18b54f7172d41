"""One transaction per request: the only place of the web that commits.

A handler that fails, or answers with 400 and above, leaves nothing behind.
Requests that only look open a reading transaction and never wait for a writer;
a GET handler that must write (an opening that has to be logged) says so with
``writes``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import Flask, current_app, request
from flask.wrappers import Response
from sqlalchemy.orm import Session

from webapp.base.database import set_reading
from webapp.extensions import db

Handler = TypeVar("Handler", bound=Callable[..., object])

_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})


def writes(handler: Handler) -> Handler:
    """Mark a GET *handler* that records something."""
    handler.writes = True  # type: ignore[attr-defined]
    return handler


@contextmanager
def apart(app: Flask) -> Iterator[Session]:
    """Open a writing transaction outside of any request; keep all of it, or nothing.

    For what runs by itself: each duty, and each step of sending a mail.
    """
    with app.app_context():
        session = db.session()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            db.session.remove()


def init_app(app: Flask) -> None:
    """Open, commit and roll back around every request of *app*."""
    app.before_request(_choose_kind)
    app.after_request(_finish)
    app.teardown_request(_forget_kind)


def _choose_kind() -> None:
    handler = current_app.view_functions.get(request.endpoint or "")
    set_reading(request.method in _LOOKING and not getattr(handler, "writes", False))


def _finish(response: Response) -> Response:
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _forget_kind(error: BaseException | None) -> None:
    # Threads are used again; the next one to write must not inherit "reading".
    set_reading(False)
