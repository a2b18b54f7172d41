"""Numbers that stand for words in a table without telling them.

Every word goes through HMAC-SHA-512 under a key derived from the field keys, which
are kept outside the database: who has the database alone learns from these numbers
that two opinions share something, never what.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Iterable

from webapp.privacy.encryption import KEYRING

# Sixteen numbers of four bytes come out of one HMAC-SHA-512: sixteen orders of all words.
_ORDERS = struct.Struct(">16I")
ORDERS = 16
# Grows when the words of a text are chosen otherwise: everything is then worked out anew.
VERSION = 1


def scheme() -> str:
    """Return what the numbers of today are made with: how words are chosen, and which key."""
    return f"{VERSION}-{_digest(KEYRING.derived(b'likeness'), 'scheme').hex()[:12]}"


def buckets(words: Iterable[str]) -> list[int]:
    """Return the MinHash of *words*: for each of some secret orders the number of its first word.

    Two sets share about as many of the ``ORDERS`` numbers as they share of their
    words (Jaccard); the order is part of the number.  No words, no numbers.
    """
    key = KEYRING.derived(b"likeness")
    least: list[int] | None = None
    for word in words:
        numbers = _ORDERS.unpack(_digest(key, word))
        least = list(map(min, least, numbers)) if least else list(numbers)
    return [(order << 32) | number for order, number in enumerate(least or ())]


def word_numbers(words: Iterable[str]) -> dict[str, int]:
    """Return the number of each of *words* (63 bits), under a key of its own."""
    key = KEYRING.derived(b"topic words")
    return {word: int.from_bytes(_digest(key, word)[:8], "big") >> 1 for word in words}


def _digest(key: bytes, word: str) -> bytes:
    return hmac.digest(key, word.encode(), "sha512")
