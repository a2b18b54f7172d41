"""What the cookie of one seat holds, and when it is emptied.

The cookie is signed and lives as long as the browser.  It holds a random secret,
what was chosen on the first page, and the moment of sending; never an answer and
never a receipt.  It is set by the first page, left alone between questions,
changed by sending and ended by "Xong": browsers forget kept pages when a cookie
changes, so the next child's Back finds nothing.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp.base import ids

Box = MutableMapping[str, Any]

# A receipt can be copied or printed in this time; then the page is gone.
RECEIPT_TIME = timedelta(minutes=5)
_LANGUAGE = "language"


@dataclass(frozen=True)
class Choice:
    """What was chosen on the first page; nothing of it is stored before assent."""

    round_id: int
    band: str
    class_session_id: int | None


@dataclass(frozen=True)
class Seat:
    """A seat's secret, and the digest under which the server knows it."""

    secret: str
    digest: str


def wipe(box: Box) -> None:
    """Empty the cookie; a chosen language stays, since it tells nothing."""
    language = box.get(_LANGUAGE)
    box.clear()
    if language:
        box[_LANGUAGE] = language


def begin(box: Box) -> None:
    """Make the seat a new one."""
    wipe(box)
    box["seat"] = ids.new_secret()


def seat_of(box: Box, key: str) -> Seat | None:
    """Return the seat of this cookie, or None when nobody sits here."""
    secret = box.get("seat")
    return Seat(secret, ids.keyed_digest(key.encode(), secret)) if secret else None


def choose(box: Box, choice: Choice) -> None:
    """Remember *choice*."""
    box["round"], box["band"] = choice.round_id, choice.band
    box["class"] = choice.class_session_id


def choice_of(box: Box) -> Choice | None:
    """Return what was chosen on the first page, or None."""
    if "round" not in box:
        return None
    return Choice(box["round"], box["band"], box.get("class"))


def note_sent(box: Box, now: datetime) -> None:
    """Remember when the seat sent; sending again does not lengthen the time."""
    box.setdefault("sent", int(now.timestamp()))


def has_sent(box: Box) -> bool:
    """Tell whether this seat has sent its answers."""
    return "sent" in box


def may_show_receipt(box: Box, now: datetime) -> bool:
    """Tell whether the receipt may still be shown here at *now*."""
    sent = box.get("sent")
    return sent is not None and 0 <= now.timestamp() - sent <= RECEIPT_TIME.total_seconds()
