"""Counting wrong codes, so that nobody can try them all.

Only wrong ones are counted: a class of forty behind one address types right
codes as often as it likes.  Counts live in this process's memory for the length
of the window and name an address only there.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from limits import RateLimitItem, parse

from webapp.extensions import limiter


@dataclass(frozen=True)
class Guessing:
    """How many wrong codes are borne from one address and on the whole site."""

    name: str
    one_address: RateLimitItem
    whole_site: RateLimitItem

    def allowed(self) -> bool:
        """Tell whether another code may be tried now."""
        counter = limiter.limiter
        return counter.test(self.one_address, self.name, _address()) and counter.test(
            self.whole_site, self.name
        )

    def note_wrong(self) -> None:
        """Count one wrong code."""
        limiter.limiter.hit(self.one_address, self.name, _address())
        limiter.limiter.hit(self.whole_site, self.name)


def guessing(name: str, one_address: str, whole_site: str) -> Guessing:
    """Return the counter called *name*; limits are written "10 per 10 minutes"."""
    return Guessing(name, parse(one_address), parse(whole_site))


def _address() -> str:
    return request.remote_addr or "unknown"
