"""What counts together: words and signs weighed by points, where no sure line fits.

Children veil what they say, and no list of patterns holds all their ways.  Each word
and each pair of neighbours has points for or against danger, learned from the sample
sentences (``benchmarks.learning_words``); so has each line of a rule that is right too
seldom to raise alone.  A sentence whose points pass the limit is raised, and the lines
and the words that weighed most explain it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from webapp.safeguarding.lexicon.points import WITHOUT_MARKS, Weights
from webapp.safeguarding.lexicon.reading import Token

MOST_EXPLAINED = 4
# Two or three words are too little to weigh, unless they hold a sign.
LEAST_WORDS = 4


def features(words: Sequence[Token]) -> dict[str, int]:
    """Return what is weighed in a sentence, each with where it stands first."""
    found: dict[str, int] = {}
    before_sound = before_bare = ""
    for at, word in enumerate(words):
        sound, bare = word.spoken.sound, WITHOUT_MARKS + word.spoken.bare
        found.setdefault(sound, at)
        found.setdefault(bare, at)
        if at:
            found.setdefault(f"{before_sound} {sound}", at - 1)
            found.setdefault(f"{before_bare} {word.spoken.bare}", at - 1)
        before_sound, before_bare = sound, bare
    return found


def weighed(
    words: Sequence[Token], harmless: Collection[int], signs: int, weights: Weights
) -> list[int] | None:
    """Return where the heaviest words stand in a sentence that passes the limit; else None.

    The sum is divided by the root of the number of things weighed, so that a long
    sentence is not raised for being long; the points of *signs* count in full.  Words
    of a *harmless* expression (their places) never weigh for danger.
    """
    if not signs and (not weights.points or len(words) < LEAST_WORDS):
        return None
    here = features(words)
    points = weights.points
    known = [
        (points[key], at, " " in key)
        for key, at in here.items()
        if key in points and (points[key] < 0 or at not in harmless)
    ]
    total = sum(value for value, _, _ in known) / math.sqrt(len(here))
    if total + signs + weights.start <= 0:
        return None
    heaviest = sorted((each for each in known if each[0] > 0), reverse=True)[:MOST_EXPLAINED]
    return sorted({place for _, at, pair in heaviest for place in (at, at + pair)})
