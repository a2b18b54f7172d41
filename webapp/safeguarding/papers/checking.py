"""Whether an uploaded file may become a form: looked at before anything is done with it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from xml.parsers.expat import ExpatError

from webapp.safeguarding.papers.fields import FIELDS, LISTS, sample
from webapp.safeguarding.papers.filling import filled, names_in
from webapp.safeguarding.papers.parts import Declares, reaches_out

LARGEST_FILE = 900_000
LARGEST_UNPACKED = 12_000_000
MOST_PARTS = 300
_MAIN = "word/document.xml"
_ACTIVE = re.compile(r"vbaProject|activeX/|embeddings/|afchunk|\.(bin|mht|html?)$", re.IGNORECASE)
# Far more than any form; looking for the end of each takes time.
MOST_BRACES = 5_000


class PaperFault(StrEnum):
    """Why a file cannot be a form."""

    NOT_WORD = "not_word"
    TOO_LARGE = "too_large"
    MACROS = "macros"
    OUTSIDE = "outside"
    UNKNOWN_NAMES = "unknown_names"
    BROKEN_TAGS = "broken_tags"


@dataclass(frozen=True)
class Checked:
    """What was found: a fault or none, names that do not exist, names that are filled."""

    fault: PaperFault | None = None
    unknown: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


def check(content: bytes) -> Checked:
    """Return whether *content* may be used; a file without any field may, and stays blank."""
    fault = _fault_of_archive(content)
    if fault is not None:
        return Checked(fault)
    try:
        names = names_in(content)
        unknown = sorted(names - set(FIELDS) - set(LISTS))
        if unknown:
            return Checked(PaperFault.UNKNOWN_NAMES, tuple(unknown))
        filled(content, sample())
    except Exception:  # any failure of a stranger's file is the same answer
        return Checked(PaperFault.BROKEN_TAGS)
    return Checked(used=tuple(sorted(names)))


def _fault_of_archive(content: bytes) -> PaperFault | None:
    if len(content) > LARGEST_FILE:
        return PaperFault.TOO_LARGE
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return PaperFault.NOT_WORD
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _fault_of_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return PaperFault.NOT_WORD


def _fault_of_parts(archive: zipfile.ZipFile) -> PaperFault | None:
    parts = archive.infolist()
    if _MAIN not in archive.namelist():
        return PaperFault.NOT_WORD
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return PaperFault.TOO_LARGE
    if any(_ACTIVE.search(part.filename) for part in parts):
        return PaperFault.MACROS
    read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
    faults = (_fault_of_part(archive.read(part)) for part in read)
    return next((fault for fault in faults if fault is not None), None)


def _fault_of_part(content: bytes) -> PaperFault | None:
    if content.count(b"{") > MOST_BRACES:
        return PaperFault.TOO_LARGE
    try:
        # A document that fetches something when it is opened tells somebody about it.
        return PaperFault.OUTSIDE if reaches_out(content) else None
    except (Declares, ExpatError):
        return PaperFault.NOT_WORD
