"""What a change of the word list does: on the shipped samples, and on one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from webapp.safeguarding.lexicon.compiling import Lexicon, compiled
from webapp.safeguarding.lexicon.content import Content, from_json
from webapp.safeguarding.lexicon.samples.reading import Sample, samples
from webapp.safeguarding.screening import Hit, screen


@dataclass(frozen=True)
class Outcome:
    """One kind of sample sentences before and after a change.

    ``lost`` are dangers no longer raised and ``gained`` those newly raised; of innocent
    sentences ``gained`` are new false alarms and ``lost`` alarms that are gone.
    """

    title: str
    danger: bool
    total: int
    before: int
    after: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """One finding in words for a person: the rule's title, the words, what stood around them."""

    title: str
    words: str
    excerpt: str


def outcomes(before: Content, after: Content) -> list[Outcome]:
    """Return what the samples say about a change, kind by kind, dangers first.

    *after* must compile.
    """
    was, now = _raised(before.as_json()), _raised(after.as_json())
    groups: dict[tuple[bool, str], list[int]] = {}
    for number, sample in enumerate(samples()):
        groups.setdefault((not sample.danger, sample.title), []).append(number)
    return [_outcome(numbers, was, now) for _, numbers in sorted(groups.items())]


def _outcome(numbers: Sequence[int], was: frozenset[int], now: frozenset[int]) -> Outcome:
    first = samples()[numbers[0]]
    here = frozenset(numbers)
    return Outcome(
        title=first.title,
        danger=first.danger,
        total=len(here),
        before=len(was & here),
        after=len(now & here),
        lost=tuple(_text(samples()[n]) for n in sorted((was - now) & here)),
        gained=tuple(_text(samples()[n]) for n in sorted((now - was) & here)),
    )


def _text(sample: Sample) -> str:
    return " | ".join(sample.texts)


# Two lists are compared at a time, and the published one stays for the next look.
@lru_cache(maxsize=4)
def _raised(text: str) -> frozenset[int]:
    lexicon = compiled(from_json(text), "")
    return frozenset(
        number for number, sample in enumerate(samples()) if screen(sample.texts, lexicon)
    )


def findings(text: str, lexicon: Lexicon) -> list[Found]:
    """Return what a list finds in *text*, in words for a person."""
    return [_found(hit, lexicon) for hit in screen([text], lexicon)]


def _found(hit: Hit, lexicon: Lexicon) -> Found:
    return Found(lexicon.titles[hit.rule], hit.words, hit.excerpt)
