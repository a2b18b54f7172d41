"""Reading ``lexicon.toml``: words, patterns, harmless expressions, spellings.

A pattern is a line of words.  ``@name`` stands for any entry of a set, ``a|b``
for one of two words (``_`` joins words of one entry), and ``...`` for a gap of a
few words; ``...12`` says how many.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.base.text import fold

LEXICON_FILE = Path(__file__).with_name("lexicon.toml")
USUAL_GAP = 4
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Word:
    """A word of the lexicon: ``key`` with its marks, ``bare`` without."""

    key: str
    bare: str

    @property
    def accented(self) -> bool:
        """Tell whether the word carries a mark."""
        return self.key != self.bare


@dataclass(frozen=True)
class Gap:
    """Up to *most* words of any kind."""

    most: int


Phrase = tuple[Word, ...]
# By the first word without its marks: a set of sixty names costs one look.
Choice = Mapping[str, tuple[Phrase, ...]]
Pattern = tuple[Choice | Gap, ...]


@dataclass(frozen=True)
class Lexicon:
    """Compiled patterns, found by the first word without its marks."""

    version: str
    titles: Mapping[str, str]
    spellings: Mapping[str, str]
    _danger: Mapping[str, Sequence[tuple[str, Pattern]]]
    _innocent: Mapping[str, Sequence[tuple[Pattern, bool]]]

    def starting_with(self, bare: str) -> Sequence[tuple[str, Pattern]]:
        """Return rule and pattern of everything that may begin with this word."""
        return self._danger.get(bare, ())

    def innocent_with(self, bare: str) -> Sequence[tuple[Pattern, bool]]:
        """Return the harmless expressions that may begin with this word.

        The second value tells that an expression counts only with its marks.
        """
        return self._innocent.get(bare, ())


def word_key(word: str) -> str:
    """Return *word* so that "hòa" and "hoà" are equal: letters first, tone last."""
    parts = unicodedata.normalize("NFD", word.lower())
    tone = "".join(mark for mark in parts if mark in _TONES)
    letters = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", letters) + tone


def read_lexicon(path: Path = LEXICON_FILE) -> Lexicon:
    """Return the compiled lexicon of *path*; a broken one fails at once, by name."""
    with path.open("rb") as file:
        raw = tomllib.load(file)
    sets = {name: tuple(map(_phrase, entries)) for name, entries in raw["set"].items()}
    danger: dict[str, list[tuple[str, Pattern]]] = {}
    for name, rule in raw["rule"].items():
        for line in rule["patterns"]:
            for pattern, first in _compiled(line, sets):
                danger.setdefault(first, []).append((name, pattern))
    innocent: dict[str, list[tuple[Pattern, bool]]] = {}
    for kind, exact in (("patterns", False), ("exact", True)):
        for line in raw["innocent"][kind]:
            for pattern, first in _compiled(line, sets):
                innocent.setdefault(first, []).append((pattern, exact))
    for found in innocent.values():
        found.sort(key=lambda entry: _words_in(entry[0]), reverse=True)
    return Lexicon(
        version=raw["version"],
        titles={name: rule["title"] for name, rule in raw["rule"].items()},
        spellings=_spellings(raw["spelling"]),
        _danger=danger,
        _innocent=innocent,
    )


def _words_in(pattern: Pattern) -> int:
    return sum(
        part.most
        if isinstance(part, Gap)
        else max(len(phrase) for found in part.values() for phrase in found)
        for part in pattern
    )


def _spellings(raw: Mapping[str, Any]) -> dict[str, str]:
    return {variant: word for word, variants in raw.items() for variant in variants}


def _phrase(entry: str) -> Phrase:
    return tuple(Word(word_key(word), fold(word)) for word in entry.replace("_", " ").split())


def _compiled(line: str, sets: Mapping[str, tuple[Phrase, ...]]) -> list[tuple[Pattern, str]]:
    """Return the pattern of *line* once for each word it may begin with."""
    pattern = tuple(_element(part, sets, line) for part in _parts(line))
    first = pattern[0]
    if isinstance(first, Gap):
        raise ValueError(f"a pattern cannot begin with a gap: {line}")
    return [(pattern, bare) for bare in first]


def _parts(line: str) -> list[str]:
    """Return the parts of *line*; plain words side by side become one entry."""
    parts: list[str] = []
    for part in line.split():
        plain = not part.startswith(("@", "...")) and "|" not in part
        if plain and parts and not parts[-1].startswith(("@", "...")) and "|" not in parts[-1]:
            parts[-1] += "_" + part
        else:
            parts.append(part)
    return parts


def _element(part: str, sets: Mapping[str, tuple[Phrase, ...]], line: str) -> Choice | Gap:
    if part.startswith("..."):
        return Gap(int(part[3:] or USUAL_GAP))
    found: list[Phrase] = []
    for entry in part.split("|"):
        if not entry.startswith("@"):
            found.append(_phrase(entry))
        elif entry[1:] in sets:
            found.extend(sets[entry[1:]])
        else:
            raise ValueError(f"unknown set {entry} in: {line}")
    by_first: dict[str, tuple[Phrase, ...]] = {}
    for phrase in found:
        by_first[phrase[0].bare] = (*by_first.get(phrase[0].bare, ()), phrase)
    return by_first
