"""``python -m benchmarks.learning_words``: learns the points of single words from the samples.

Logistic regression over the words and neighbours of the sentences that may be looked at:
the samples of the program, and those of nine hands beside it (``benchmarks/sentences``).
The limit is set where one innocent sentence in twenty of those left out in turn would
be raised.  Writes ``webapp/safeguarding/lexicon/points.txt``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.sentences import written_beside
from webapp.safeguarding.lexicon import compiling
from webapp.safeguarding.lexicon.compiling import Lexicon
from webapp.safeguarding.lexicon.content import shipped
from webapp.safeguarding.lexicon.points import START, WITHOUT_MARKS
from webapp.safeguarding.lexicon.reading import Token, sentences, tokens
from webapp.safeguarding.lexicon.samples.reading import Half, Sample, samples
from webapp.safeguarding.lexicon.weighing import features

POINTS = Path(compiling.__file__).with_name("points.txt")
# A point is a hundredth of what was learned.
POINT = 100
KEPT, FOLDS, FALSE_ALARMS = 2500, 4, 0.05
# What fewer sentences hold says little of others.
LEAST_SEEN = 3
DAMPING, STEPS, RATE, DRAG = 0.00001, 400, 10.0, 0.95

Matrix = NDArray[np.float32]


def main() -> None:
    """Learn, set the limit, and write the points down."""
    lexicon = compiling.compiled(shipped(), "")
    every = (*samples(), *written_beside())
    known = [s for s in every if s.half is not Half.UNSEEN and len(s.texts) == 1]
    read = [words_of(sample, lexicon) for sample in known]
    danger = np.array([sample.danger for sample in known], np.float32)
    limit = _limit(read, danger)
    names, weights, start = _learned(read, danger)
    spelled = _spelled(read)
    lines = [f"{START} = {round((start - limit) * POINT)}"]
    for at in sorted(range(len(names)), key=lambda at: -abs(weights[at])):
        points = round(weights[at] * POINT)
        if points:
            lines.append(f"{spelled[names[at]]} = {points}")
    POINTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines, limit {limit:.2f}")


def words_of(sample: Sample, lexicon: Lexicon) -> list[Token]:
    """Return the words of a sample as one sentence."""
    return [word for text in sample.texts for s in sentences(text) for word in tokens(s, lexicon)]


def _spelled(read: Sequence[list[Token]]) -> dict[str, str]:
    """Return how each thing weighed is written, as it was written most often."""
    seen: dict[str, Counter[str]] = {}
    for words in read:
        for key, at in features(words).items():
            pair = " " in key
            if key.startswith(WITHOUT_MARKS):
                written = key
            else:
                written = " ".join(word.meant for word in words[at : at + 1 + pair])
            seen.setdefault(key, Counter())[written] += 1
    return {key: found.most_common(1)[0][0] for key, found in seen.items()}


def _matrix(read: Sequence[list[Token]], names: Sequence[str]) -> Matrix:
    places = {name: at for at, name in enumerate(names)}
    found = np.zeros((len(read), len(names)), np.float32)
    for row, words in enumerate(read):
        here = features(words)
        for key in here:
            if key in places:
                found[row, places[key]] = 1 / math.sqrt(len(here))
    return found


def _learned(read: Sequence[list[Token]], danger: Matrix) -> tuple[list[str], Matrix, float]:
    """Return what is weighed, its weights and the start, the lightest ones left out."""
    counts = Counter(key for words in read for key in features(words))
    names = [key for key, count in counts.items() if count >= LEAST_SEEN]
    weights, _ = _fit(_matrix(read, names), danger)
    heaviest = np.argsort(-np.abs(weights))[:KEPT]
    names = [names[at] for at in heaviest]
    weights, start = _fit(_matrix(read, names), danger)
    return names, weights, start


def _fit(found: Matrix, danger: Matrix) -> tuple[Matrix, float]:
    weights, start = np.zeros(found.shape[1], np.float32), 0.0
    speed, start_speed = np.zeros_like(weights), 0.0
    for _ in range(STEPS):
        missed = 1 / (1 + np.exp(-(found @ weights + np.float32(start)))) - danger
        speed = DRAG * speed - RATE * (found.T @ missed / len(danger) + DAMPING * weights)
        start_speed = DRAG * start_speed - RATE * float(missed.mean())
        weights, start = weights + speed, start + start_speed
    return weights, start


def _limit(read: Sequence[list[Token]], danger: Matrix) -> float:
    """Return the limit that raises few innocent sentences that were not learned from."""
    scores = np.zeros(len(read))
    for fold in range(FOLDS):
        out = np.arange(len(read)) % FOLDS == fold
        learned = [words for words, left in zip(read, out, strict=True) if not left]
        names, weights, start = _learned(learned, danger[~out])
        left_out = [words for words, left in zip(read, out, strict=True) if left]
        scores[out] = _matrix(left_out, names) @ weights + start
    limit = float(np.quantile(scores[danger == 0], 1 - FALSE_ALARMS))
    print(f"alone, on sentences left out: {(scores[danger == 1] > limit).mean():.1%} found")
    return limit


if __name__ == "__main__":
    main()
