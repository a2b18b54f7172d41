"""Hiding stretches of a text, and finding words in it.  Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MASK = "░░░"
ERASED = "███"
# Stands in the stored original for every character that was erased for ever.
FILLER = "█"
_WORD = re.compile(r"[^\W_]+")


class HidingKind(StrEnum):
    """A mask can be lifted by permission; an erasure is for ever."""

    MASK = "mask"
    ERASE = "erase"


@dataclass(frozen=True)
class Span:
    """A hidden stretch of the original text, as code-point offsets [start, end)."""

    start: int
    end: int
    kind: HidingKind


def public_text(original: str, spans: Iterable[Span]) -> str:
    """Return *original* with every span replaced; overlapping spans are joined.

    Where a mask and an erasure overlap the erasure wins, so that lifting a
    mask never uncovers what was erased.  The replacement's length is fixed: it
    must not tell how long a name was.
    """
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if joined and span.start <= joined[-1].end:
            last = joined.pop()
            kind = HidingKind.ERASE if HidingKind.ERASE in (last.kind, span.kind) else span.kind
            span = Span(last.start, max(last.end, span.end), kind)
        joined.append(span)
    text, position = [], 0
    for span in joined:
        text.append(original[position : span.start])
        text.append(MASK if span.kind is HidingKind.MASK else ERASED)
        position = span.end
    text.append(original[position:])
    return "".join(text)


def erase(original: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return *original* with the characters of [start, end) gone; its length stays.

    The length stays so that other spans keep pointing at their words.
    """
    for start, end in spans:
        original = original[:start] + FILLER * (end - start) + original[end:]
    return original


def occurrences(words: str, text: str, *, whole_words: bool = True) -> list[tuple[int, int]]:
    """Return where exactly *words* stand in *text*, by default never inside a longer word.

    Capital letters and the amount of white space do not matter; accents do.
    """
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    before = r"(?<!\w)" if whole_words and re.match(r"\w", parts[0]) else ""
    after = r"(?!\w)" if whole_words and re.search(r"\w$", parts[-1]) else ""
    found = re.finditer(before + pattern + after, text, re.IGNORECASE)
    return [(match.start(), match.end()) for match in found]


def is_taken_from(part: str, original: str) -> bool:
    """Tell whether *part* has only words of *original*, in their order.

    Words may be left out ("fix the desks and the toilets" can become "fix the
    toilets"), none may be added: nobody puts words into a child's mouth.
    """
    source = iter(_words(original))
    return all(word in source for word in _words(part))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())
