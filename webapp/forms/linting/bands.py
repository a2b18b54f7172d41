"""What children of each age manage: the table of ``child-ux.md`` §1.1 and §6 #23.

A form is for one span of ages, and spans seldom fall on the bands of the
table; so it is judged by the band most of its ages belong to, the younger of
two equals.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AgeBand:
    """The most that children of ``ages`` (by school stage) should be given.

    ``options`` of a question, ``scale`` points of a scale, ``questions`` on the usual path,
    ``free_texts`` in the child's own words, ``sentence`` in syllables; ``usual`` and
    ``slowest`` are minutes for the middle reader and for the slowest tenth.
    """

    ages: range
    options: int
    scale: int
    questions: int
    free_texts: int
    sentence: int
    usual: int
    slowest: int

    @property
    def words(self) -> str:
        """Return the ages as an official reads them: ``8–10 tuổi``."""
        return ages_in_words(self.ages)


BANDS = (
    AgeBand(range(6, 8), 3, 3, 8, 0, 10, 7, 12),
    AgeBand(range(8, 11), 4, 5, 12, 1, 14, 10, 15),
    AgeBand(range(11, 15), 5, 5, 18, 2, 18, 12, 20),
    AgeBand(range(15, 18), 5, 5, 22, 3, 22, 15, 20),
)
# Below this age agreeing is often only wanting to please (§1.2).
AGREE_FROM = BANDS[2].ages.start

# Syllables a minute by age: Circular 32/2018 for grade 3, the rest of §1.1 around it.
_SPEEDS = {6: 40, 7: 60, 8: 70, 9: 80, 10: 90}
_SPEED_FROM_11, _SPEED_FROM_15 = 120, 150


def years(ages: range) -> str:
    """Return *ages* as people write them: ``6–10``; nothing for a band of adults."""
    if not ages:
        return ""
    first, last = ages.start, ages.stop - 1
    return str(first) if first == last else f"{first}–{last}"


def ages_in_words(ages: range) -> str:
    """Return *ages* as ``6–10 tuổi``."""
    return f"{years(ages)} tuổi"


def reading_speed(age: int) -> int:
    """Return how many syllables a minute a child of *age* reads."""
    if age >= BANDS[3].ages.start:
        return _SPEED_FROM_15
    if age >= BANDS[2].ages.start:
        return _SPEED_FROM_11
    return _SPEEDS[max(age, min(_SPEEDS))]


def bands_of(ages: range) -> tuple[AgeBand, ...]:
    """Return the bands *ages* reach into, youngest first; adults read like the oldest."""
    if not ages:
        return (BANDS[-1],)
    found = tuple(band for band in BANDS if set(band.ages) & set(ages))
    return found or (BANDS[0] if ages.start < BANDS[0].ages.start else BANDS[-1],)


def home_band(ages: range) -> AgeBand:
    """Return the band most of *ages* belong to, the younger of two equals."""
    return max(bands_of(ages), key=lambda band: len(set(band.ages) & set(ages)))
