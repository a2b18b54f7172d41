"""How easily the children behind a case can read a reply: the measure of the writer.

The same measure as for forms (``forms.linting``): sentences no longer than children of
the youngest band manage, no words of offices, no short forms.  Pure; the page's script
measures alike (``reply-meter.js``), from what ``for_browser`` hands it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.forms.linting.bands import BANDS, AgeBand, home_band, years
from webapp.forms.linting.office_words import OFFICE_WORDS, REPLY_WORDS
from webapp.forms.linting.reading import syllables
from webapp.forms.linting.wording import long_sentences, quoted, sentences, short_forms

PLAIN_WORDS: Mapping[str, str] = {**OFFICE_WORDS, **REPLY_WORDS}
_OFFICE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, PLAIN_WORDS))})(?!\w)", re.IGNORECASE)
# Short forms every child of the country knows.
KNOWN_SHORT = frozenset({"TP", "TH", "THCS", "THPT", "TV"})
_AGES = re.compile(r"(\d+)(?:-(\d+)|\+)")
# Which ages a band without a span is read for; children of 8 are the measure.
EVERYBODY = BANDS[1]
OLDEST = 17


@dataclass(frozen=True)
class Measure:
    """What makes a text hard for its readers; empty lists mean that it is plain.

    ``longest`` is the longest sentence in syllables, ``most`` what ``ages`` manage.
    """

    ages: str
    most: int
    syllables: int
    longest: int
    long: tuple[tuple[str, int], ...]
    office: tuple[tuple[str, str], ...]
    short: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.long or self.office or self.short)


def band_for(bands: Iterable[str]) -> AgeBand:
    """Return the youngest of the bands behind a case (``6-10``, ``11-15``, ``16+``)."""
    found = [_band(name) for name in bands]
    return min(found, key=lambda band: band.ages.start, default=EVERYBODY)


def _band(name: str) -> AgeBand:
    span = _AGES.fullmatch(name)
    if span is None:
        return EVERYBODY
    first, last = int(span[1]), int(span[2] or OLDEST)
    return home_band(range(first, max(first, last) + 1))


def measure(texts: Sequence[str], band: AgeBand) -> Measure:
    """Return how *texts* (the blocks of a reply) read for children of *band*."""
    lengths = [syllables(sentence) for text in texts for sentence in sentences(text)]
    long = [one for text in texts for one in long_sentences(text, band.sentence)]
    office = dict.fromkeys(word[0].lower() for text in texts for word in _OFFICE.finditer(text))
    short = dict.fromkeys(word for text in texts for word in short_forms(text, KNOWN_SHORT))
    return Measure(
        ages=years(band.ages),
        most=band.sentence,
        syllables=sum(lengths),
        longest=max(lengths, default=0),
        long=tuple((quoted(sentence), length) for sentence, length in long),
        office=tuple((word, PLAIN_WORDS[word]) for word in office),
        short=tuple(short),
    )


def for_browser(band: AgeBand) -> dict[str, Any]:
    """Return what the page's script needs in order to measure alike."""
    return {"most": band.sentence, "plain": dict(PLAIN_WORDS), "known": sorted(KNOWN_SHORT)}
