"""What a form being written goes through, and what may be uploaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from itertools import count

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


def free_slug(wanted: str, is_free: Callable[[str], bool]) -> str:
    """Return *wanted*, or the first of ``wanted-2``, ``wanted-3`` … that is free."""
    if is_free(wanted):
        return wanted
    numbered = (f"{wanted[: LONGEST_SLUG - 4]}-{number}" for number in count(2))
    return next(slug for slug in numbered if is_free(slug))


def band_code(ages: Sequence[int | None], taken: Collection[str]) -> str:
    """Return a code for an age band, ``6-10``, that none of *taken* has."""
    code = "-".join(str(age) for age in ages if age is not None) or "nhom"
    return code if code not in taken else f"{code}-{len(taken) + 1}"


def file_name(written: str) -> str:
    """Return the name of an uploaded file without any folder, short enough to keep.

    Some browsers send the whole path of the person's computer.
    """
    name = re.split(r"[\\/]", written)[-1].strip()
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_FILE_NAME - 10]}{dot}{ending[:8]}"
