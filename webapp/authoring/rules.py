"""What a form being written goes through."""

from __future__ import annotations

from enum import StrEnum


class DraftState(StrEnum):
    """Whether a form is still being written."""

    OPEN = "open"
    PUBLISHED = "published"
    DROPPED = "dropped"


class Step(StrEnum):
    """What somebody did to a form being written."""

    UPLOADED = "uploaded"
    STARTED = "started"
    EDITED = "edited"
    TAKEN_BACK = "taken_back"
    PUBLISHED = "published"
    DROPPED = "dropped"
