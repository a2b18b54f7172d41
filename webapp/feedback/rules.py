"""What a child says of a reply."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """Có · Chưa · Em chưa hiểu."""

    YES = "yes"
    NOT_YET = "not_yet"
    NOT_UNDERSTOOD = "not_understood"


# Answers after which the case goes back to work.
REOPENING = frozenset({Rating.NOT_YET, Rating.NOT_UNDERSTOOD})
