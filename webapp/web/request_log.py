"""Structured logs that name no person.

A line says which rule of the URL map was asked for, never the address itself:
an address may hold a number that leads to a child.
"""

from __future__ import annotations

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, g, request
from flask.wrappers import Response

log = structlog.get_logger("em-noi")


def configure(stream: object = sys.stderr) -> None:
    """Write one JSON object a line to *stream*, in UTC."""
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=stream),  # type: ignore[arg-type]
    )


def reference() -> str:
    """Return this request's reference number, as shown on an error page."""
    if "reference" not in g:
        g.reference = secrets.token_hex(4).upper()
    number: str = g.reference
    return number


def init_app(app: Flask) -> None:
    """Log every request of *app* except static files."""
    # The server's own access log would hold addresses of computers.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)

    @app.before_request
    def start_timer() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def write_line(response: Response) -> Response:
        if request.endpoint != "static":
            log.info(
                "request",
                method=request.method,
                rule=request.url_rule.rule if request.url_rule else None,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - g.get("started", 0.0)) * 1000, 1),
                reference=reference(),
            )
        return response
