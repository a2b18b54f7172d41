"""The container of old Excel files: whether its chains of sectors end.

xlrd follows the chain of a stream without looking whether it goes in a ring, and would
read for ever (Microsoft, [MS-CFB] §2.2 header, §2.3 FAT, §2.4 mini FAT).
"""

from __future__ import annotations

import struct

_HEADER = 512
# The header itself lists this many sectors of the FAT: enough for 7 MB with the usual sectors.
_LISTED = 109
_LAST_SECTOR = 0xFFFFFFFA


def chains_end(content: bytes) -> bool:
    """Tell whether every chain of sectors in *content* ends; False too for a broken header."""
    if len(content) < _HEADER:
        return False
    (shift,) = struct.unpack_from("<H", content, 30)
    (first_mini,) = struct.unpack_from("<L", content, 60)
    if shift not in {9, 12}:
        return False
    size = 1 << shift

    def table(sector: int) -> list[int]:
        start = (sector + 1) * size
        words = content[start : start + size]
        return [word for (word,) in struct.iter_unpack("<L", words[: len(words) // 4 * 4])]

    listed = struct.unpack_from(f"<{_LISTED}L", content, 76)
    chain = [word for sector in listed if sector < _LAST_SECTOR for word in table(sector)]
    if _has_ring(chain):
        return False
    mini: list[int] = []
    sector = first_mini
    while sector < len(chain):
        mini += table(sector)
        sector = chain[sector]
    return not _has_ring(mini)


def _has_ring(following: list[int]) -> bool:
    """Tell whether some chain of *following* comes back to itself."""
    met_in = [-1] * len(following)
    for start in range(len(following)):
        place = start
        while place < len(following) and met_in[place] < 0:
            met_in[place] = start
            place = following[place]
        if place < len(following) and met_in[place] == start:
            return True
    return False
