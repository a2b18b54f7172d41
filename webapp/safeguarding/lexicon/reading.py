"""Reading a child's text: sentences, and the words in them put right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from webapp.base.text import clean
from webapp.safeguarding.lexicon.compiling import Lexicon
from webapp.safeguarding.lexicon.sounds import Spoken, is_syllable, spoken, unslipped

# Ordinary Vietnamese carries a mark on about seven words in ten; below this
# share an unmarked word may be a marked one typed without its marks.
ACCENTED_SHARE = 0.6

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# A full stop inside a word ("tự.tử") ends nothing.
_SENTENCE_END = re.compile(r"[!?;…\n]+|\.(?![^\W\d_A-ZĐ])|(?<=\s)\.", re.UNICODE)
_DOTTED = re.compile(r"\b(?:[^\W\d_][.\-*_]){2,}[^\W\d_]?(?![^\W\d_])", re.UNICODE)
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){2,}[^\W\d_](?![^\W_])", re.UNICODE)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LONGEST_SYLLABLE = 7


class Freedom(Enum):
    """Where a word typed without its marks may stand for the marked one."""

    NONE = 0
    RUNS = 1
    WORDS = 2


@dataclass(frozen=True)
class Token:
    """A word of the text: as it was written, as it was meant, and as it is compared."""

    raw: str
    meant: str
    spoken: Spoken


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, cleaned, words spelled out letter by letter joined."""
    text = unicodedata.normalize("NFC", clean(text))
    text = _DOTTED.sub(lambda found: re.sub(r"[.\-*_]", "", found.group()) + " ", text)
    for sentence in _SENTENCE_END.split(text):
        if sentence.strip():
            yield _SPACED.sub(_unspaced, sentence.lower())


def _unspaced(found: re.Match[str]) -> str:
    """Return letters with spaces between as syllables: "e đ á n h e" is "e đánh e".

    Each syllable is the longest that may be one, so that the words around a
    word spelled out stay words of their own.
    """
    letters = found.group().replace(" ", "")
    words, at = [], 0
    while at < len(letters):
        ends = range(min(len(letters), at + _LONGEST_SYLLABLE), at, -1)
        end = next((end for end in ends if is_syllable(letters[at:end])), at + 1)
        words.append(letters[at:end])
        at = end
    return " ".join(words)


def tokens(sentence: str, lexicon: Lexicon) -> list[Token]:
    """Return the words of *sentence*, teen spelling and slips of the keyboard put right."""
    read: list[Token] = []
    for found in _WORD.finditer(sentence):
        raw = found.group()
        word = _DRAWN_OUT.sub(r"\1", raw)
        meant = lexicon.spellings.get(raw) or lexicon.spellings.get(word)
        if meant is None:
            meant = word if word in lexicon.words else unslipped(word)
            meant = lexicon.spellings.get(meant, meant)
        read.extend(Token(raw, each, _heard(each, lexicon)) for each in meant.split())
    return read


def _heard(word: str, lexicon: Lexicon) -> Spoken:
    """Return *word* as it sounds; a marked word in no list as the list's word it sounds like."""
    said = spoken(word)
    if not said.accented or said.sound in lexicon.sounds:
        return said
    return lexicon.slurred.get(said.slurred, said)


def freedom_of(words: list[Token]) -> Freedom:
    """Return how freely unmarked words of a sentence may be read."""
    accented = sum(not word.raw.isascii() for word in words)
    return Freedom.WORDS if accented < ACCENTED_SHARE * len(words) else Freedom.RUNS
