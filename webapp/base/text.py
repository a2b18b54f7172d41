"""Vietnamese text: normal form, folding for search, and sorting.

Every input becomes NFC, a search never needs accents, and đ has to be mapped by
hand because Unicode does not decompose it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
LARGEST_NUMBER = 999_999_999
_SPACES = re.compile(r"[^\S\n]+")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=20)}
# Tone order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def clean(text: str) -> str:
    """Return *text* in NFC without invisible characters or stray spaces.

    Line breaks stay, since a child may write in lines; everything else that is
    white space becomes one ordinary space.
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(lines).strip()


def _stripped(text: str) -> str:
    """Return *text* without combining marks, đ as d."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


# Every letter with marks up to the last Vietnamese one (ỹ): a table is several
# times faster than taking each text apart, and screening folds every word.
_BARE = {code: _stripped(chr(code)) for code in range(0xC0, 0x1EFA)}


def fold(text: str) -> str:
    """Return *text* in lower case without any accent, for search only."""
    quick = unicodedata.normalize("NFC", text).translate(_BARE)
    return (quick if quick.isascii() else _stripped(text)).lower()


def _digit_rank(char: str) -> int:
    """Place digits after spaces and signs, before letters."""
    return 2 + int(char) if char.isascii() and char.isdigit() else 1


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts as a Vietnamese dictionary does.

    Letters decide first (a ă â b … d đ …), tones second, the raw text last.
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        tone, base = 0, char
        parts = unicodedata.normalize("NFD", char)
        marks = [m for m in parts if m in _TONE_RANK]
        if marks:
            tone = _TONE_RANK[marks[0]]
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONE_RANK))
        letters.append(_LETTER_RANK.get(base, _digit_rank(base)))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def name_sort_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]:
    """Return a key that sorts people by given name, then family and middle names."""
    words = name.split()
    return tuple(sort_key(word) for word in (*words[-1:], *words[:-1]))


def read_number(text: str) -> int:
    """Return the number *text* writes in plain digits; ``ValueError`` for anything else.

    Nothing here is numbered beyond nine digits, and a database would fail on
    what its columns cannot hold.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))):
        raise ValueError(text)
    return int(text)


def read_day(text: str) -> date | None:
    """Return the day written as dd/mm/yyyy (also d.m.yyyy), or None for anything else."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
