"""Failures as pages a person can do something with."""

from __future__ import annotations

import traceback

from flask import Flask, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound, Refused
from webapp.web.request_log import log, reference
from webapp.web.sessions import is_staff_path

STATUS_OF: dict[type[Refused], int] = {
    NotFound: 404,
    NotAllowed: 403,
    IllegalMove: 409,
    Invalid: 422,
    Refused: 400,
}


def init_app(app: Flask) -> None:
    """Answer every failure of *app* with a page of the side it happened on."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _message_for(status: int) -> str:
    """Return what happened, what it means and what to do, for a bare status."""
    messages = {
        404: _("There is nothing at this address. Please go back to the first page."),
        403: _("This page belongs to another role."),
        405: _("This address cannot be opened in this way. Please go back to the first page."),
        409: _(
            "This step cannot be taken now: somebody may have taken it already. "
            "Please open the page again and look how it stands."
        ),
        413: _("What was sent is too large. Nothing was saved."),
        429: _("Too many tries. Please wait a few minutes and try again."),
    }
    return messages.get(status) or _("The request could not be read. Nothing was saved.")


def _page(status: int, message: str) -> tuple[str, int]:
    side = "staff" if is_staff_path(request.path) else "child"
    page = render_template(
        f"web/error_{side}.html", status=status, message=message, reference=reference()
    )
    return page, status


def _refused(error: Refused) -> tuple[str, int]:
    status = STATUS_OF[type(error)]
    return _page(status, error.message or _message_for(status))


def _stale_form(error: CSRFError) -> tuple[str, int] | Response:
    if is_staff_path(request.path):
        return _page(400, _("This page was open for too long. Please go back and send it again."))
    # On a shared seat a form without its cookie belongs to a child who has
    # left; the next one is simply welcomed.
    return redirect("/", 303)


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    return _page(status, _message_for(status))


def _unexpected(error: Exception) -> tuple[str, int]:
    log.error(
        "unexpected", kind=type(error).__name__, place=_place_of(error), reference=reference()
    )
    return _page(
        500,
        _(
            "Something went wrong on our side and nothing was saved. Please try again; "
            "if it happens again, tell the administrator the number below."
        ),
    )


def _place_of(error: Exception) -> list[str]:
    """Return our own files and lines the failure went through, innermost last.

    Only places are logged: a message may quote an answer.
    """
    return [
        f"{frame.filename.partition('webapp/')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "/webapp/" in frame.filename.replace("\\", "/")
    ]
