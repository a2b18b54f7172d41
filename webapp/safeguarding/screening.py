"""Looking for words that may tell of danger: pure, explained, and one-sided.

A hit only ever raises; no text is cleared by this list, since every text is
also read by a person.  The words stand in ``lexicon.toml``.

Children write with all accents, with none, with some, in NFD from a Mac, and
in teen spelling.  So a word matches exactly when the child used accents (which
keeps "đánh răng" and "danh sách" apart from "đánh em"), and without them where
the sentence hardly has any (``domain/people-and-text.md`` §4).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    return list(found.values())


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
        word = lexicon.spellings.get(word, word)
        read.append(Token(raw, word_key(word), fold(word)))
    return read


def _hits(sentence: str, lexicon: Lexicon) -> Iterator[Hit]:
    words = tokens(sentence, lexicon)
    if not words:
        return
    loose = sum(word.accented for word in words) < ACCENTED_SHARE * len(words)
    words = _mask(words, lexicon, loose)
    for start, word in enumerate(words):
        if word.innocent:
            continue
        for rule, pattern in lexicon.starting_with(word.bare):
            stop = _match(pattern, words, start, loose)
            if stop is not None:
                yield _explain(rule, words, start, stop)


def _mask(words: list[Token], lexicon: Lexicon, loose: bool) -> list[Token]:
    """Mark the words of harmless expressions, the longest expression first."""
    masked = list(words)
    for start, word in enumerate(words):
        for pattern in lexicon.innocent_with(word.bare):
            stop = _match(pattern, words, start, loose)
            if stop is not None:
                masked[start:stop] = [replace(each, innocent=True) for each in words[start:stop]]
                break
    return masked


def _match(pattern: Pattern, words: list[Token], start: int, loose: bool) -> int | None:
    """Return where *pattern* ends when it begins at *start*, or None.

    The shortest way through a gap is tried first, so that an explanation names
    as few words as possible.
    """
    return _match_from(pattern, 0, words, start, loose)


def _match_from(
    pattern: Pattern, part: int, words: list[Token], at: int, loose: bool
) -> int | None:
    if part == len(pattern):
        return at
    element = pattern[part]
    if isinstance(element, Gap):
        for skipped in range(element.most + 1):
            if at + skipped > len(words):
                return None
            stop = _match_from(pattern, part + 1, words, at + skipped, loose)
            if stop is not None:
                return stop
        return None
    for phrase in element:
        if _phrase_at(phrase, words, at, loose):
            stop = _match_from(pattern, part + 1, words, at + len(phrase), loose)
            if stop is not None:
                return stop
    return None


def _phrase_at(phrase: Phrase, words: list[Token], at: int, loose: bool) -> bool:
    if at + len(phrase) > len(words):
        return False
    here = words[at : at + len(phrase)]
    if any(token.innocent for token in here):
        return False
    # Two or more marked words typed bare side by side ("tu tu") are hardly
    # ever other words, even where the rest of the sentence has its marks.
    bare_run = sum(word.accented for word in phrase) >= 2 and not any(t.accented for t in here)
    return all(
        _same(word, token, loose or bare_run) for word, token in zip(phrase, here, strict=True)
    )


def _same(word: Word, token: Token, loose: bool) -> bool:
    if token.key == word.key:
        return True
    return loose and not token.accented and token.bare == word.bare


def _explain(rule: str, words: list[Token], start: int, stop: int) -> Hit:
    around = words[max(0, start - EXCERPT_WORDS) : stop + EXCERPT_WORDS]
    return Hit(
        rule,
        " ".join(word.raw for word in words[start:stop]),
        " ".join(word.raw for word in around),
    )
