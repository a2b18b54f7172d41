"""Two session cookies in one application: a child's and a staff member's.

They have different names, secrets and paths, so that a child's cookie can
never become a staff session.
"""

from __future__ import annotations

import hashlib

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

STAFF_PREFIX = "/can-bo"


def is_staff_path(path: str) -> bool:
    """Tell whether *path* belongs to the staff side."""
    return path == STAFF_PREFIX or path.startswith(STAFF_PREFIX + "/")


class TwoCookies(SecureCookieSessionInterface):
    """Chooses name, secret, path and SameSite by the side a request is for."""

    def __init__(self, child_key: str, staff_key: str) -> None:
        self._keys = {False: child_key, True: staff_key}

    def get_cookie_name(self, app: Flask) -> str:
        """Return ``can_bo`` for staff, ``em`` for children."""
        return "can_bo" if is_staff_path(request.path) else "em"

    def get_cookie_path(self, app: Flask) -> str:
        """Keep the staff cookie away from children's pages."""
        return STAFF_PREFIX if is_staff_path(request.path) else "/"

    def get_cookie_samesite(self, app: Flask) -> str:
        """Staff follow links from Zalo and mail; children never need to."""
        return "Lax" if is_staff_path(request.path) else "Strict"

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        """Return the serializer of the side the request is for."""
        staff = is_staff_path(request.path)
        return URLSafeTimedSerializer(
            self._keys[staff],
            salt="staff-session" if staff else "child-session",
            serializer=self.serializer,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )
