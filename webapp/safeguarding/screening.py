"""Looking for words that may tell of danger: pure, explained, and one-sided.

A hit only ever raises; no text is cleared by this list, since every text is
also read by a person.  The words stand in ``lexicon.toml``.

Children write with all accents, with none, with some, in NFD from a Mac, and
in teen spelling.  So a word matches exactly when the child used accents (which
keeps "đánh răng" and "danh sách" apart from "đánh em"), and without them where
the sentence hardly has any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from webapp.base.text import clean, fold
from webapp.safeguarding.lexicon import Gap, Lexicon, Pattern, Phrase, Word, word_key

# Ordinary Vietnamese carries a mark on about seven words in ten; below this
# share an unmarked word may be a marked one typed without its marks.
ACCENTED_SHARE = 0.6
EXCERPT_WORDS = 6

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?;…\n]+")
_SPELLED_OUT = re.compile(r"\b(?:[^\W\d_][.\-*]){2,}[^\W\d_]?", re.UNICODE)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


class Freedom(Enum):
    """Where a word typed without its marks may stand for the marked one."""

    NONE = 0
    RUNS = 1
    WORDS = 2


@dataclass(frozen=True)
class Hit:
    """One sign of danger: the rule, the words it found, and the text around them."""

    rule: str
    words: str
    excerpt: str


@dataclass(frozen=True)
class Token:
    """A word of the text; ``innocent`` words take up room but match nothing."""

    raw: str
    key: str
    bare: str
    innocent: bool = False

    @property
    def accented(self) -> bool:
        """Tell whether the child put any mark on this word."""
        return self.key != self.bare


def screen(texts: Sequence[str], lexicon: Lexicon) -> list[Hit]:
    """Return every sign of danger in *texts*, each rule and wording once."""
    found: dict[tuple[str, str], Hit] = {}
    for text in texts:
        for sentence in sentences(text):
            for hit in _hits(sentence, lexicon):
                found.setdefault((hit.rule, hit.words), hit)
    return _widest(list(found.values()))


def _widest(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what a longer finding of the same rule says already."""
    return [
        hit
        for hit in hits
        if not any(
            other is not hit and other.rule == hit.rule and hit.words in other.words
            for other in hits
        )
    ]


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, cleaned, words spelled out with dots joined."""
    text = unicodedata.normalize("NFC", clean(text)).lower()
    text = _SPELLED_OUT.sub(lambda match: re.sub(r"[.\-*]", "", match.group()) + " ", text)
    for sentence in _SENTENCE_END.split(text):
        if sentence.strip():
            yield sentence


def tokens(sentence: str, lexicon: Lexicon) -> list[Token]:
    """Return the words of *sentence* with teen spelling put right."""
    read: list[Token] = []
    for match in _WORD.finditer(sentence):
        raw = match.group()
        word = _DRAWN_OUT.sub(r"\1", raw)
        read.append(Token(raw, *_keys(lexicon.spellings.get(word, word))))
    return read


@lru_cache(maxsize=4096)
def _keys(word: str) -> tuple[str, str]:
    """Return a word's two keys; children use the same few thousand words."""
    return word_key(word), fold(word)


def _hits(sentence: str, lexicon: Lexicon) -> Iterator[Hit]:
    words = tokens(sentence, lexicon)
    if not words:
        return
    accented = sum(word.accented for word in words)
    freedom = Freedom.WORDS if accented < ACCENTED_SHARE * len(words) else Freedom.RUNS
    words = _mask(words, lexicon, freedom)
    for start, word in enumerate(words):
        if word.innocent:
            continue
        for rule, pattern in lexicon.starting_with(word.bare):
            stop = _match(pattern, words, start, freedom)
            if stop is not None:
                yield _explain(rule, words, start, stop)


def _mask(words: list[Token], lexicon: Lexicon, freedom: Freedom) -> list[Token]:
    """Mark the words of harmless expressions, the longest expression first."""
    masked = list(words)
    for start, word in enumerate(words):
        for pattern, exact in lexicon.innocent_with(word.bare):
            stop = _match(pattern, words, start, Freedom.NONE if exact else freedom)
            if stop is not None:
                masked[start:stop] = [replace(each, innocent=True) for each in words[start:stop]]
                break
    return masked


def _match(pattern: Pattern, words: list[Token], start: int, freedom: Freedom) -> int | None:
    """Return where *pattern* ends when it begins at *start*, or None.

    The shortest way through a gap is tried first, so that an explanation names
    as few words as possible.
    """
    return _match_from(pattern, 0, words, start, freedom)


def _match_from(
    pattern: Pattern, part: int, words: list[Token], at: int, freedom: Freedom
) -> int | None:
    if part == len(pattern):
        return at
    element = pattern[part]
    if isinstance(element, Gap):
        starts = range(at, min(at + element.most, len(words)) + 1)
        ways = (_match_from(pattern, part + 1, words, start, freedom) for start in starts)
    else:
        phrases = element.get(words[at].bare, ()) if at < len(words) else ()
        ways = (
            _match_from(pattern, part + 1, words, at + len(phrase), freedom)
            for phrase in phrases
            if _phrase_at(phrase, words, at, freedom)
        )
    return next((stop for stop in ways if stop is not None), None)


def _phrase_at(phrase: Phrase, words: list[Token], at: int, freedom: Freedom) -> bool:
    if at + len(phrase) > len(words):
        return False
    here = words[at : at + len(phrase)]
    # Words that differ without their marks differ with them too: most phrases
    # end here, and a long text stays quick to read.
    for word, token in zip(phrase, here, strict=True):
        if token.bare != word.bare or token.innocent:
            return False
    # Two or more marked words typed bare side by side ("tu tu") are hardly
    # ever other words, even where the rest of the sentence has its marks.
    bare_run = sum(word.accented for word in phrase) >= 2 and not any(t.accented for t in here)
    freely = freedom is Freedom.WORDS or (freedom is Freedom.RUNS and bare_run)
    return all(_same(word, token, freely) for word, token in zip(phrase, here, strict=True))


def _same(word: Word, token: Token, freely: bool) -> bool:
    if token.key == word.key:
        return True
    return freely and not token.accented and token.bare == word.bare


def _explain(rule: str, words: list[Token], start: int, stop: int) -> Hit:
    around = words[max(0, start - EXCERPT_WORDS) : stop + EXCERPT_WORDS]
    return Hit(
        rule,
        " ".join(word.raw for word in words[start:stop]),
        " ".join(word.raw for word in around),
    )
