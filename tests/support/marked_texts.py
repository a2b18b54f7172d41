"""Reading the corpus of personal data: sentences, their marks, and which half they are in."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from webapp.base.text import clean
from webapp.opinions.suggesting.suggestion_kinds import Identifies
from webapp.opinions.suggesting.suggestions import suggest

CORPUS = Path(__file__).parents[1] / "unit" / "personal_data_corpus.toml"
_MARK = re.compile(r"⟦(\w+):(.*?)⟧")


@dataclass(frozen=True)
class Marked:
    """A sentence as it reaches a moderator, and the stretches that identify somebody."""

    text: str
    marks: tuple[tuple[int, int, Identifies], ...]


def read_half(half: str) -> list[Marked]:
    """Return the sentences of *half* ("tuned" or "unseen") in the order of the file.

    The first bit of a line's SHA-256 decides, so that nobody chose which sentence
    is looked at while the finders are tuned.  Lines of the group ``decomposed``
    come as a Mac sends them; ``clean`` puts them right as it does at arrival.
    """
    parts = tomllib.loads(CORPUS.read_text(encoding="utf-8"))
    return [
        _marked(unicodedata.normalize("NFD", line) if group == "decomposed" else line)
        for part in parts.values()
        for group, lines in part.items()
        for line in lines
        if half_of(line) == half
    ]


def half_of(line: str) -> str:
    """Return which half *line* belongs to."""
    first = hashlib.sha256(unicodedata.normalize("NFC", line).encode()).digest()[0]
    return "tuned" if first >= 128 else "unseen"


def _marked(line: str) -> Marked:
    """Return *line* without its marks, and where they stood."""
    line = clean(line)
    text, marks, last = "", [], 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        marks.append((len(text), len(text) + len(match[2]), Identifies(match[1])))
        text += match[2]
        last = match.end()
    return Marked(text + line[last:], tuple(marks))


def covered(marked: Marked, found: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each mark whether every letter and digit of it is in one of *found*."""
    places = {place for start, stop in found for place in range(start, stop)}
    return [
        all(place in places for place in range(start, stop) if marked.text[place].isalnum())
        for start, stop, _ in marked.marks
    ]


@dataclass(frozen=True)
class Measured:
    """What the finders did with some sentences; misses and alarms are words, for tuning."""

    asked: Counter[Identifies]
    missed: dict[Identifies, list[str]]
    innocent: int
    alarms: list[str]
    beside: list[str]

    def recall(self, kind: Identifies | None = None) -> float:
        """Return the share that was found, of one *kind* or of all."""
        lost = self.missed.get(kind, []) if kind else [w for ws in self.missed.values() for w in ws]
        asked = self.asked[kind] if kind else self.asked.total()
        return 1 - len(lost) / asked if asked else 1.0

    @property
    def alarms_per_hundred(self) -> float:
        """Return how many needless suggestions a hundred innocent sentences cost."""
        return 100 * len(self.alarms) / self.innocent


def measure(sentences: Sequence[Marked]) -> Measured:
    """Let the finders read *sentences* and count what they found, missed and added."""
    asked: Counter[Identifies] = Counter()
    missed: dict[Identifies, list[str]] = {}
    alarms, beside = [], []
    for one in sentences:
        found = suggest(one.text)
        here = covered(one, [(each.start, each.end) for each in found])
        for (start, stop, kind), hit in zip(one.marks, here, strict=True):
            asked[kind] += 1
            if not hit:
                missed.setdefault(kind, []).append(f"{one.text[start:stop]}  <  {one.text}")
        needless = [
            f"{one.text[each.start : each.end]} ({each.why})  <  {one.text}"
            for each in found
            if not any(start < each.end and each.start < stop for start, stop, _ in one.marks)
        ]
        (beside if one.marks else alarms).extend(needless)
    innocent = sum(not one.marks for one in sentences)
    return Measured(asked, missed, innocent, alarms, beside)
