"""What a notice may say: that something waits, and how urgent it is.  Never what it is."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How soon somebody should sign in; the only thing a mail tells.

    ``URGENT`` cannot be opted out of: behind it may be a child in danger.
    """

    URGENT = "urgent"
    NEW_WORK = "new_work"
    REMINDER = "reminder"
