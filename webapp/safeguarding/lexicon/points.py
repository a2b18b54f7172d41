"""Lines of points: "sợ về = 31", "~so ve = 12" without marks, "* = -240" the limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.base.text import fold
from webapp.safeguarding.lexicon.sounds import spoken

TOGETHER = "together"
TITLE = "Nhiều từ cùng gợi nguy hiểm"
# The line that holds the limit: what every sentence begins with.
START = "*"
# A line that begins so is compared without marks.
WITHOUT_MARKS = "~"
MOST_POINTS, LONGEST_PHRASE = 100_000, 2


@dataclass(frozen=True)
class Weights:
    """Points by the sound of a word or of two neighbours; ``~`` leads those without marks."""

    start: int
    points: Mapping[str, int]


class BadPoints(ValueError):
    """A line that is not "words = points"."""


def read_points(lines: Iterable[str]) -> Weights:
    """Return the weights of *lines*; raises ``BadPoints`` with the line that is wrong.

    Points without a limit (or with one that is not below zero) would raise everything.
    """
    start, points = None, {}
    for line in lines:
        words, sign, number = line.partition("=")
        value = _number(line, number) if sign else None
        if value is None:
            raise BadPoints(line)
        if words.strip() == START:
            start = value
            continue
        points[_key(line, words.lower())] = value
    if points and (start is None or start >= 0):
        raise BadPoints(f"{START} = {start or ''}")
    return Weights(start or 0, points)


def _number(line: str, text: str) -> int:
    try:
        value = int(text)
    except ValueError as error:
        raise BadPoints(line) from error
    if abs(value) > MOST_POINTS:
        raise BadPoints(line)
    return value


def _key(line: str, words: str) -> str:
    bare = words.strip().startswith(WITHOUT_MARKS)
    parts = words.strip().removeprefix(WITHOUT_MARKS).split()
    if not 1 <= len(parts) <= LONGEST_PHRASE or not all(part.isalnum() for part in parts):
        raise BadPoints(line)
    if bare:
        return WITHOUT_MARKS + " ".join(fold(part) for part in parts)
    return " ".join(spoken(part).sound for part in parts)
