"""Numbers as people in Viet Nam type them.

A comma begins the decimals; points and spaces between groups of three digits part
the thousands: ``1.234,5`` is 1234.5, ``50.000`` fifty thousand, ``1,5`` one and a
half.  A single point that cannot part thousands begins the decimals too, as on a
calculator: ``1.5``, ``0.125``, ``12.34``.  With both signs the later one begins the
decimals, so ``1,234.5`` is read as it was meant.
"""

from __future__ import annotations

import re
import unicodedata

from webapp.forms.filling.rule_text import number_value

LARGEST_WHOLE = 999_999_999
_INTEGER = re.compile(r"[+-]?\d{1,9}")
# With a comma before the decimals, with one as a mark of thousands, with a point alone.
_COMMA = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d{1,12})(?:,\d{0,9})?")
_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{0,9})?")
_POINT = re.compile(r"[+-]?(?:\d{1,12}\.\d{0,9}|\.\d{1,9})")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def read_whole(text: str) -> int | None:
    """Return the whole number in *text*, or None."""
    plain = _plain(text)
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    return int(plain) if _INTEGER.fullmatch(plain) else None


def read_number(text: str) -> int | float | None:
    """Return the number in *text*, an ``int`` where it is whole, or None."""
    plain = _plain(text)
    if _COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif _COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not _POINT.fullmatch(plain):
        return None
    return number_value(float(plain))


def show_number(value: float, language: str = "vi") -> str:
    """Return *value* for a reader: a comma before the decimals in Vietnamese.

    Thousands are not parted, so that what stands in a box can be read back.
    """
    text = str(int(value)) if value == int(value) else f"{value:.9f}".rstrip("0")
    return text.replace(".", ",") if language == "vi" else text


def _plain(text: str) -> str:
    """Return *text* in plain digits; a minus of Word is a minus."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").strip()
    return _GROUPS.sub("", plain)
