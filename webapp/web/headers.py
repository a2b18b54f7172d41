"""Security headers on every response, errors included.

No nonce: there is no inline code anywhere, so the policy needs no exception
and cannot be weakened by one forgotten attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request
from flask.wrappers import Response

from webapp.web.sessions import is_staff_path

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}

# Search engines may list the page, but show none of its words.
LISTED = "nosnippet, noarchive, noimageindex"
KEPT = "public, max-age=31536000, immutable"
Handler = TypeVar("Handler", bound=Callable[..., object])


def lasting(handler: Handler) -> Handler:
    """Mark a *handler* whose files browsers keep: their addresses change when they do."""
    handler.lasting = True  # type: ignore[attr-defined]
    return handler


def framed_here(handler: Handler) -> Handler:
    """Mark a *handler* whose page may stand in a frame of our own pages, and nowhere else."""
    handler.framed_here = True  # type: ignore[attr-defined]
    return handler


def frames_here(handler: Handler) -> Handler:
    """Mark a *handler* whose page shows another page of ours in a frame."""
    handler.frames_here = True  # type: ignore[attr-defined]
    return handler


def findable(handler: Handler) -> Handler:
    """Mark a *handler* whose page search engines may list, without a word of it."""
    handler.findable = True  # type: ignore[attr-defined]
    return handler


def init_app(app: Flask, https: bool) -> None:
    """Add the headers to every response of *app*; HSTS only behind https."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        if _marked("findable"):
            response.headers["X-Robots-Tag"] = LISTED
        _allow_frames(response)
        response.headers["Referrer-Policy"] = (
            "same-origin" if is_staff_path(request.path) else "no-referrer"
        )
        if request.endpoint != "static":
            kept = response.status_code < 400 and _marked("lasting")
            response.headers["Cache-Control"] = KEPT if kept else "no-store"
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _marked(name: str) -> bool:
    handler = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(handler, name, False))


def _allow_frames(response: Response) -> None:
    if _marked("framed_here"):
        policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    if _marked("frames_here"):
        response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
