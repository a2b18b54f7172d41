"""What all finders share: words of a text, a folded copy of it, where a name ends."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from webapp.base.text import fold
from webapp.opinions.suggesting.known_words import CAPITAL_BUT_NO_NAME, ENDS_A_NAME

WORD = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"[^\W_]+|[^\s\w]")
LONGEST_NAME = 5


def folded(text: str) -> str:
    """Return *text* folded for search with every character still at its place."""
    return "".join(map(_folded_character, text))


@lru_cache(maxsize=2048)
def _folded_character(char: str) -> str:
    """Return one character for *char*; a text is made of the same few hundred."""
    return (fold(char) or " ")[0]


def hardly_accented(text: str) -> bool:
    """Tell whether a text is written (nearly) without accents.

    Ordinary Vietnamese has them on about seven words in ten.  Only in such a
    text may a word without accents stand for a name that has some: elsewhere
    "trong" is "in" and never "Trọng".
    """
    words = WORD.findall(text)
    accented = sum(folded(word) != word.lower() for word in words)
    return accented < 0.25 * len(words)


# A stretch goes on until the sentence does: a sign, or a word that begins what follows from it.
_STOP = re.compile(
    r"[.,;!?\n()]|\b(?:nen|nhung|ma|vi|rat|khong|hay|thi|ai|toi nao|duoc|bi|luon|lay|danh|chui|"
    r"lau lau|roi|chan|cho nen|trom|mung|de|lam a|nhma|hk|ko|em so|chau so|on|bui)\b"
)


def stretch_until(plain: str, start: int, longest: int) -> int:
    """Return where the stretch of the folded text from *start* ends, after *longest* at most."""
    stop = _STOP.search(plain, start, min(len(plain), start + longest))
    end = stop.start() if stop else min(len(plain), start + longest)
    if not stop and end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum():
        end = max(plain.rfind(" ", start, end), start)  # never within a word
    return start + len(plain[start:end].rstrip())


_TONE_KEYS = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPE_KEYS = {"\u0306": "w", "\u031b": "w"}


def typed(word: str) -> frozenset[str]:
    """Return *word* as Telex leaves it when the keyboard was not switched on.

    The key of the tone stands after its vowel or at the end ("bajn", "banj").
    """
    tone, within, plain = "", "", ""
    for char in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        if char in _TONE_KEYS:
            tone = _TONE_KEYS[char]
            within += tone
        else:
            key = plain[-1:] if char == "\u0302" else _SHAPE_KEYS.get(char, char)
            within, plain = within + key, plain + key
    return frozenset({within, plain + tone}) - {word}


def named_until(text: str, start: int, lower_too: bool) -> int:
    """Return where the name beginning at *start* ends, or *start* when none does.

    Capitalised words belong to it (and a number after them); with *lower_too*
    up to two words in lower case as well, unless they go on with the sentence.
    """
    end, words = start, 0
    while words < LONGEST_NAME:
        token = TOKEN.match(text, end + (text[end : end + 1] == " " and words > 0))
        if token is None or not token.group()[0].isalnum():
            break
        word = token.group().lower()
        if word.isdigit():
            return token.end() if words else start
        capital = token.group()[0].isupper()
        if word in (CAPITAL_BUT_NO_NAME if capital and not words else frozenset()):
            break
        if not capital and (not lower_too or words >= 2 or word in ENDS_A_NAME):
            break
        end, words = token.end(), words + 1
    return end
