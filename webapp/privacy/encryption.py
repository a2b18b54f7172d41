"""Encryption of single fields under keys kept outside the database.

``SealedText`` is a column type: what it stores is unreadable in the file, in a
backup and in a database console.  Keys are Fernet keys (AES-128-CBC with
HMAC-SHA-256), newest first, so that a key can be replaced without downtime.
"""

from __future__ import annotations

import hmac

from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy import LargeBinary, Text, TypeDecorator
from sqlalchemy.engine import Dialect


class Keyring:
    """The keys of this process; empty until the factory fills it."""

    def __init__(self) -> None:
        self._cipher: MultiFernet | None = None
        self._root = b""

    def fill(self, keys: tuple[bytes, ...]) -> None:
        """Use *keys* from now on; the first one encrypts."""
        self._cipher = MultiFernet([Fernet(key) for key in keys])
        # The oldest one: adding a newer key must not change what is derived.
        self._root = keys[-1]

    def cipher(self) -> MultiFernet:
        """Return the cipher, or fail loudly when no key was given."""
        if self._cipher is None:
            raise RuntimeError("the field keys were not loaded")
        return self._cipher

    def derived(self, purpose: bytes) -> bytes:
        """Return the key for *purpose*: other than every other one, and no way back.

        It changes when the oldest field key is taken away, so what is made with
        it must be able to be made again.
        """
        if not self._root:
            raise RuntimeError("the field keys were not loaded")
        return hmac.digest(self._root, b"derived:" + purpose, "sha256")


KEYRING = Keyring()


class SealedText(TypeDecorator[str]):
    """Text that only this application can read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt on the way in."""
        if value is None:
            return None
        return KEYRING.cipher().encrypt(value.encode("utf-8")).decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        if value is None:
            return None
        return KEYRING.cipher().decrypt(value.encode("ascii")).decode("utf-8")


class SealedBytes(TypeDecorator[bytes]):
    """A picture that only this application can read."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        return None if value is None else KEYRING.cipher().encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Decrypt on the way out."""
        return None if value is None else KEYRING.cipher().decrypt(value)
