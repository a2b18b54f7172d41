"""What all finders share: words of a text, a folded copy of it, where a name ends."""

from __future__ import annotations

import re
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
