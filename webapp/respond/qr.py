"""A QR code as the path of an SVG picture: no style, no file, no script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True)
class Qr:
    """``path`` draws the dark modules of a square of ``size`` units."""

    size: int
    path: str


def draw(text: str) -> Qr:
    """Return the code for *text* with the quiet border that readers need.

    A receipt's code holds the bare digits and no address: digits that open an
    address would be kept by the history of whatever read them.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, cells in groupby(row):
            length = len(list(cells))
            if dark:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return Qr(len(matrix), "".join(runs))
