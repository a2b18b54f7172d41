"""Reading the corpus of matters: opinions of which it is known which are alike."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from webapp.config import PROJECT
from webapp.directory.rules import TopicView
from webapp.opinions.likeness.topics import Learned, guess
from webapp.opinions.likeness.wording import features, likeness, telling

CORPUS = Path(__file__).parents[1] / "unit" / "matters_corpus.toml"


@dataclass(frozen=True)
class Matter:
    """One matter, its topic, and how children put it."""

    name: str
    topic: str
    texts: tuple[str, ...]


def matters(half: str | None = None) -> list[Matter]:
    """Return the matters of *half* ("tuned" or "unseen"), or all, in the order of the file."""
    rows = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["matter"]
    found = [Matter(row["name"], row["topic"], tuple(row["texts"])) for row in rows]
    return [one for one in found if half in (None, half_of(one.name))]


def half_of(name: str) -> str:
    """Return which half the matter *name* belongs to."""
    return "tuned" if hashlib.sha256(name.encode()).digest()[0] >= 128 else "unseen"


def pairs(chosen: list[Matter]) -> list[tuple[bool, float, str, str]]:
    """Return every pair of texts: whether it is one matter, how alike we say it is, and both."""
    said = [(one.name, text, features(text)) for one in chosen for text in one.texts]
    return [
        (left[0] == right[0], likeness(left[2], right[2]), left[1], right[1])
        for left, right in combinations(said, 2)
    ]


def precision_and_recall(chosen: list[Matter], least: float) -> tuple[float, float, int, int]:
    """Return precision, recall, pairs of one matter and other pairs for likeness ≥ *least*."""
    measured = pairs(chosen)
    same = sum(alike for alike, *_ in measured)
    shown = [alike for alike, how, *_ in measured if how >= least]
    return sum(shown) / max(1, len(shown)), sum(shown) / same, same, len(measured) - same


@dataclass(frozen=True)
class Guessed:
    """Which shares of the texts got their own topic, another one, none."""

    right: float
    wrong: float
    none: float


def learned_topics(chosen: list[Matter], topics: Sequence[TopicView] | None = None) -> Guessed:
    """Guess the topic of each text from all the other texts of *chosen*; never from itself."""
    topics = list(topics or [t for t in shipped_topics() if not t.protected])
    told = [(one.topic, text, features(text)) for one in chosen for text in one.texts]
    counts = {"right": 0, "wrong": 0, "none": 0}
    for topic, text, own in told:
        others = [(other, words) for other, known, words in told if known is not text]
        having = Counter((word, other) for other, words in others for word in words)
        learned = Learned(Counter(other for other, _ in others), having)
        found = guess(text, telling(own), topics, learned)
        counts["none" if not found else "right" if found.topic == topic else "wrong"] += 1
    return Guessed(**{name: number / len(told) for name, number in counts.items()})


def shipped_topics() -> list[TopicView]:
    """Return the topics a commune begins with."""
    path = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh" / "topics.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["topic"]
    return [
        TopicView(
            row["code"], row["name"], row["child_name"], place, None, row.get("protected", False)
        )
        for place, row in enumerate(rows)
    ]
