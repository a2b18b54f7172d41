"""Stretches of a text that a moderator should look at; never applied alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from webapp.base.text import fold
from webapp.opinions.spans import occurrences
from webapp.opinions.suggesting.find_contacts import addresses
from webapp.opinions.suggesting.find_families import families
from webapp.opinions.suggesting.find_numbers import numbers
from webapp.opinions.suggesting.find_people import names
from webapp.opinions.suggesting.find_places import places
from webapp.opinions.suggesting.known_words import TROUBLE
from webapp.opinions.suggesting.suggestion_kinds import Identifies, Suggestion, Why

FINDERS = (numbers, addresses, places, names, families)
_DIRECT = frozenset(
    {
        Identifies.NAME,
        Identifies.PHONE,
        Identifies.EMAIL,
        Identifies.ACCOUNT,
        Identifies.FAMILY,
        Identifies.NUMBER,
    }
)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


_TROUBLE = _any_of(TROUBLE)
_TROUBLE_BARE = _any_of([fold(word) for word in TROUBLE])


class Risk(IntEnum):
    """How soon a text should be read; stored with the opinion at arrival."""

    PLAIN = 0
    PLACE = 1
    PERSON = 2
    TROUBLE = 3


def suggest(text: str, hidden_before: Iterable[str] = ()) -> list[Suggestion]:
    """Return what may identify somebody in *text*, in its order, never overlapping.

    *hidden_before* are words that were hidden in the opinion this one was
    split from; wherever they stand they are suggested again.  Findings that
    overlap become one that covers them all and keeps the kind of the longest.
    """
    found = [finding for finder in FINDERS for finding in finder(text)]
    for words in hidden_before:
        found.extend(
            Suggestion(start, end, Identifies.OTHER, Why.HIDDEN_BEFORE)
            for start, end in occurrences(words, text)
        )
    return _joined(found)


def risk_of(text: str) -> Risk:
    """Return how soon *text* should be read: trouble first, then persons, then places."""
    if tells_of_trouble(text):
        return Risk.TROUBLE
    kinds = {suggestion.kind for suggestion in suggest(text)}
    if kinds & _DIRECT:
        return Risk.PERSON
    return Risk.PLACE if kinds else Risk.PLAIN


def tells_of_trouble(text: str) -> bool:
    """Tell whether a child may need somebody soon, below what screening seals.

    Words without accents count only in a text written without any: "so" is
    "sợ" (afraid) there, and plain "so" (compare) everywhere else.
    """
    bare = fold(text) == text.lower()
    return bool((_TROUBLE_BARE if bare else _TROUBLE).search(text))


def _joined(found: list[Suggestion]) -> list[Suggestion]:
    joined: list[Suggestion] = []
    # Where two rules found the same words, the more telling one is named (order of ``Why``).
    telling = list(Why)
    for one in sorted(found, key=lambda s: (s.start, -s.end, telling.index(s.why))):
        if joined and one.start < joined[-1].end:
            last = joined.pop()
            longest = max(last, one, key=lambda s: s.end - s.start)
            one = Suggestion(last.start, max(last.end, one.end), longest.kind, longest.why)
        joined.append(one)
    return joined
