"""A picture a child sends, drawn anew by us.

Nothing of the file that came survives but what can be seen: the place, the
camera and the time a phone writes into its pictures are gone, and so is whatever
may hide behind them, because only the points are carried over into a new picture.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

LARGEST_FILE = 8_000_000
# Points of the picture that comes: a phone of today makes fifty million of them.  A small
# file can claim far more (a "bomb") and fill the memory of the computer.
MOST_POINTS = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 82
# Above this a drawing with few colours is no drawing but a photograph.
LARGEST_PNG = 600_000
READ = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
TOO_LARGE, NO_PICTURE = "picture_too_large", "no_picture"


class NotRedrawn(Exception):
    """*key* says why: ``TOO_LARGE`` or ``NO_PICTURE``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def redraw(content: bytes) -> bytes:
    """Return the picture in *content* as a new PNG or JPEG of at most 1600 × 1600 points.

    What stands on its side because the camera was turned is turned upright first,
    since the note about it is lost.  Raises ``NotRedrawn``.
    """
    if len(content) > LARGEST_FILE:
        raise NotRedrawn(TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=READ)
        if opened.width * opened.height > MOST_POINTS:
            raise NotRedrawn(TOO_LARGE)
        drawn = opened.format in {"PNG", "GIF", "BMP"}
        opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
        return _written(_on_white(upright), drawn)
    except Image.DecompressionBombError as error:
        raise NotRedrawn(TOO_LARGE) from error
    except NotRedrawn:
        raise
    # Broken files make the library fail in many ways of its own; all mean the same here.
    except Exception as error:
        raise NotRedrawn(NO_PICTURE) from error


def kind_of(content: bytes) -> str:
    """Return the media type of a picture of ours."""
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the points alone, on white paper where the picture lets something through."""
    coloured = picture.convert("RGBA")
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured.getchannel("A"))
    return paper


def _written(picture: Image.Image, drawn: bool) -> bytes:
    file = BytesIO()
    if drawn:
        picture.save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST_PNG:
            return file.getvalue()
        file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()
