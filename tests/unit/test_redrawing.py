"""A child's picture drawn anew: nothing of the camera is left, and nothing harmful comes in."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from webapp.submissions.redrawing import (
    LARGEST_FILE,
    LONGEST_SIDE,
    NO_PICTURE,
    TOO_LARGE,
    NotRedrawn,
    kind_of,
    redraw,
)

SECRET = b"Xom Mau 0900000000"


def photo(kind: str = "JPEG", size: tuple[int, int] = (80, 40), **options: object) -> bytes:
    file = BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def with_exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0110] = "Phone"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 30.0, 0.0), 3: "E", 4: (105.0, 2.0, 0.0)})
    return photo(exif=exif, comment=SECRET)


def test_what_the_camera_wrote_is_gone() -> None:
    before = with_exif()
    assert SECRET in before
    after = redraw(before)
    assert SECRET not in after
    assert b"Exif" not in after
    assert dict(opened(after).getexif()) == {}
    assert set(opened(after).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_texts_in_a_png_and_what_hangs_behind_the_picture_are_gone() -> None:
    text = b"Comment\x00" + SECRET
    chunk = (
        struct.pack(">I", len(text))
        + b"tEXt"
        + text
        + struct.pack(">I", zlib.crc32(b"tEXt" + text))
    )
    png = photo("PNG")
    after = redraw(png[:33] + chunk + png[33:] + SECRET)
    assert SECRET not in after
    assert opened(after).info == {}


def test_a_picture_taken_sideways_stands_upright() -> None:
    upright = opened(redraw(with_exif(orientation=6)))
    assert upright.size == (40, 80)
    red, green, _blue = upright.convert("RGB").getpixel((20, 10))  # type: ignore[misc]
    assert red > 200
    assert green < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
def test_large_pictures_of_every_kind_become_smaller(kind: str) -> None:
    after = redraw(photo(kind, (2000, 1000)))
    assert opened(after).size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert kind_of(after) == ("image/png" if kind in {"PNG", "GIF", "BMP"} else "image/jpeg")


def test_what_shows_through_stands_on_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(redraw(file.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """Return a PNG of a few bytes that claims to be 30 000 points wide and high."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (bomb(), TOO_LARGE),
        (b"0" * (LARGEST_FILE + 1), TOO_LARGE),
        (b"", NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", NO_PICTURE),
        (b"%PDF-1.7", NO_PICTURE),
        (b"II*\x00" + b"\x00" * 100, NO_PICTURE),
        (photo("JPEG")[:200], NO_PICTURE),
        (photo("PNG")[:60], NO_PICTURE),
        (photo("TIFF"), NO_PICTURE),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(NotRedrawn) as refused:
        redraw(content)
    assert refused.value.key == key
