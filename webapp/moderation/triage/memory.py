"""What one person's session remembers of reading one after the other.

Skipped opinions, whether shortcuts are on, and the last decision for the few
seconds in which it can be undone: identifiers only, never a word.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.opinions.service import UNDO_WITHIN

Kept = MutableMapping[str, Any]
_SKIPPED, _KEYS, _LAST = "triage_skipped", "triage_keys", "triage_last"
# The cookie is small; who skips more than this sees the first ones again.
MOST_SKIPPED = 60


@dataclass(frozen=True)
class Last:
    """The last decision, and the seconds it can still be undone."""

    opinion_id: str
    quick: str
    seconds: int


def skipped(kept: Kept) -> list[str]:
    """Return what was skipped."""
    return list(kept.get(_SKIPPED, []))


def skip(kept: Kept, opinion_id: str) -> None:
    """Pass an opinion over until everything else is read."""
    before = [one for one in skipped(kept) if one != opinion_id]
    kept[_SKIPPED] = [*before, opinion_id][-MOST_SKIPPED:]


def uses_keys(kept: Kept) -> bool:
    """Tell whether this person has switched shortcuts on."""
    return bool(kept.get(_KEYS))


def use_keys(kept: Kept, *, on: bool) -> None:
    """Switch shortcuts on or off."""
    kept[_KEYS] = on


def remember(kept: Kept, opinion_id: str, quick: str, now: datetime) -> None:
    """Keep the last decision for as long as it can be undone."""
    kept[_LAST] = [opinion_id, quick, now.timestamp()]


def last(kept: Kept, now: datetime) -> Last | None:
    """Return the last decision while it can be undone."""
    if _LAST not in kept:
        return None
    opinion_id, quick, at = kept[_LAST]
    seconds = int(UNDO_WITHIN.total_seconds() - (now.timestamp() - at))
    return Last(opinion_id, quick, seconds) if seconds > 0 else None


def forget_last(kept: Kept) -> None:
    """Offer no undoing any more."""
    kept.pop(_LAST, None)
