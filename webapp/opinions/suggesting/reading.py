"""A text on its way through the finders of names.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from webapp.opinions.suggesting.known_words import (
    COMPOUNDS,
    EVERYDAY_BARE,
    EVERYDAY_WORDS,
    FAMILY_EXACT,
    FAMILY_NAMES,
    GIVEN_EXACT,
    GIVEN_NAMES,
)
from webapp.opinions.suggesting.word_shapes import WORD, folded, hardly_accented


@dataclass(frozen=True)
class Word:
    """A word of the text with its place."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """Return it in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Tell whether it begins with a capital letter."""
        return self.text[0].isupper()


class Reading:
    """A text on its way through the rules: its words, and what its spelling allows."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)
        self.words = [Word(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
        self.bare = hardly_accented(text)

    @cached_property
    def capitals_tell(self) -> bool:
        """Tell whether capital letters mean something: not in a text all in capitals."""
        letters = [char for char in self.text if char.isalpha()]
        return sum(char.isupper() for char in letters) <= 0.5 * len(letters)

    def between(self, index: int) -> str:
        """Return what stands between word *index* and the next one."""
        return self.text[self.words[index].end : self.words[index + 1].start]

    def capital(self, word: Word) -> bool:
        """Tell whether *word* has a capital letter that means something."""
        return self.capitals_tell and word.capital

    def compound(self, index: int) -> bool:
        """Tell whether word *index* and the next one are a word of their own."""
        following = self.words[index + 1 : index + 2]
        return any(f"{self.words[index].lower} {word.lower}" in COMPOUNDS for word in following)

    def given(self, word: Word) -> bool:
        """Tell whether *word* in lower case is a given name and no everyday word."""
        if self.bare:
            return word.lower in GIVEN_NAMES and word.lower not in EVERYDAY_BARE | EVERYDAY_WORDS
        return word.lower in GIVEN_EXACT and word.lower not in EVERYDAY_WORDS

    def family(self, word: Word) -> bool:
        """Tell whether *word* is a family name as this text would write it."""
        return word.lower in (FAMILY_NAMES if self.bare or word.capital else FAMILY_EXACT)
