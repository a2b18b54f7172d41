"""Archives that are small on the disk and huge in the memory, refused before they are read.

Forty megabytes of text unpack out of forty kilobytes, and each opening bracket in them
becomes an object of some hundred bytes; so brackets are counted and not bytes alone.
"""

from __future__ import annotations

import io
import zipfile

LARGEST_UNPACKED = 40_000_000
# A sheet of 60 000 filled cells has some 360 000 brackets.
MOST_BRACKETS = 600_000
# The longest text of a cell has 32 767 characters, of up to six bytes each in XML.
LONGEST_PIECE = 250_000
MOST_PARTS = 2000


class Unreadable(Exception):
    """The file cannot be used; ``kind`` names a sentence, *sheet* and *row* the place if known."""

    def __init__(self, kind: str, sheet: str = "", row: int = 0, word: str = "") -> None:
        super().__init__(kind, sheet, row, word)
        self.kind = kind
        self.sheet = sheet
        self.row = row
        self.word = word


def refuse_bombs(content: bytes) -> None:
    """Raise ``Unreadable`` for an archive that would fill the memory or the time of the reader."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        # What an archive says of its sizes holds: its reader stops where they end.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Unreadable("too_large")
        brackets = 0
        for part in parts:
            inside = archive.read(part)
            brackets += inside.count(b"<")
            if brackets > MOST_BRACKETS or _has_long_piece(inside):
                raise Unreadable("too_large")


def _has_long_piece(inside: bytes) -> bool:
    """Tell whether XML has a tag, or a text, longer than any of a workbook; pictures may."""
    if b"<" not in inside[:8]:
        return False
    return max(len(piece) for piece in inside.split(b"<")) > LONGEST_PIECE
