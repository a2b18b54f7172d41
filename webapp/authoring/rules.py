"""What a form being written goes through, and what may be uploaded."""

from __future__ import annotations

import re
from enum import StrEnum

from webapp.base.text import fold

ENDINGS = (".xlsx", ".xls", ".csv", ".md")
MOST_BYTES = 5_000_000
# A workbook is a zip archive; unpacked it may not be larger than this, so that a
# small file cannot fill the memory of an office computer.
MOST_UNPACKED = 40_000_000
LONGEST_FILE_NAME = 200
LONGEST_WHAT = 300
LONGEST_SLUG = 60


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


def slug_of(title: str) -> str:
    """Return a name for a survey called *title*: lower case, no accents, dashes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_SLUG].rstrip("-")


def file_name(written: str) -> str:
    """Return the name of an uploaded file without any folder, short enough to keep.

    Some browsers send the whole path of the person's computer.
    """
    name = re.split(r"[\\/]", written)[-1].strip()
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_FILE_NAME - 10]}{dot}{ending[:8]}"
