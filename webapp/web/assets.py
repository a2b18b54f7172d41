"""Static files: addresses that change when the file does, sent compressed."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, request, url_for
from flask.wrappers import Response

STATIC = Path(__file__).parent / "static"
# Fonts and pictures other than SVG are compressed already.
_WORTH_IT = frozenset({".css", ".js", ".svg"})


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


@cache
def _compressed(name: str, digest: str) -> bytes:
    return gzip.compress((STATIC / name).read_bytes(), compresslevel=9, mtime=0)


def asset(name: str) -> str:
    """Return the address of static file *name*, safe to keep for a year."""
    return url_for("static", filename=name, v=_digest(name))


def _keep(response: Response) -> Response:
    """Let a script be kept for a year only under an address that changes with it.

    One that another script imports is asked for without a version; browsers then
    ask each time whether it has changed.
    """
    unnamed = request.path.endswith(".js") and "v" not in request.args
    if request.endpoint == "static" and unnamed:
        response.headers["Cache-Control"] = "no-cache"
    return response


def _compress(response: Response) -> Response:
    """Send a static text file compressed to whoever can read that.

    Pages are not compressed: a page that holds both a secret and something the
    visitor wrote would leak the secret through its length.
    """
    name = (request.view_args or {}).get("filename", "")
    if request.endpoint != "static" or Path(name).suffix not in _WORTH_IT:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings.quality("gzip"):
        return response
    body = _compressed(name, _digest(name))
    response.close()  # the file that would have been sent as it is
    response.direct_passthrough = False
    response.set_data(b"" if request.method == "HEAD" else body)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    response.headers.pop("ETag", None)
    return response


def init_app(app: Flask) -> None:
    """Offer ``asset`` to templates and compress what is worth it."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)
    app.after_request(_compress)
