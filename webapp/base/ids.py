"""Random identifiers and digests."""

from __future__ import annotations

import hashlib
import hmac
import secrets

RECEIPT_DIGITS = 16


def new_id() -> str:
    """Return 16 random URL-safe characters (96 bits).

    Children's rows get these instead of running numbers: a running number
    would tell in which order a class handed in its papers.
    """
    return secrets.token_urlsafe(12)


def new_secret() -> str:
    """Return a secret of 256 bits for a cookie or a one-time link."""
    return secrets.token_urlsafe(32)


def keyed_digest(key: bytes, text: str) -> str:
    """Return HMAC-SHA-256 of *text* under *key* as 64 hexadecimal digits."""
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).hexdigest()


def keyed_digits(key: bytes, text: str, length: int = RECEIPT_DIGITS) -> str:
    """Return *length* decimal digits derived from *text* under *key*.

    The same text always gives the same digits, so a receipt can be shown again
    after a broken connection although it is stored nowhere.  The digest has
    256 bits; reducing it to 16 digits leaves a bias below 2**-200.
    """
    number = int(keyed_digest(key, text), 16) % 10**length
    return str(number).zfill(length)
