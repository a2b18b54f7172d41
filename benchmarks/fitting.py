"""Logistic regression over few things out of many: rows as places and values, no library.

Each thing is scaled by how differently danger and innocence hold it (the ratio of naive
Bayes), so that what tells them apart is damped least; then the logarithm of the
likelihood is raised by the method of L-BFGS.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Loss = Callable[[Numbers], tuple[float, Numbers]]

# How little is damped, how exact the answer is, how many steps it may take.
TRUST, EXACT, MOST_STEPS, REMEMBERED = 50.0, 1e-3, 400, 10
SHORTER, ENOUGH, MOST_TRIES = 0.5, 1e-4, 30


@dataclass(frozen=True)
class Rows:
    """Sentences as what they hold: the place of each thing, its value and its sentence."""

    places: Places
    values: Numbers
    row: Places
    rows: int
    width: int

    def times(self, weights: Numbers) -> Numbers:
        """Return what each sentence weighs."""
        weighed = self.values * weights[self.places]
        return np.bincount(self.row, weighed, minlength=self.rows)

    def back(self, of_rows: Numbers) -> Numbers:
        """Return what each thing has of a number of every sentence."""
        return np.bincount(self.places, self.values * of_rows[self.row], minlength=self.width)

    def scaled(self, by: Numbers) -> Rows:
        """Return the same sentences with each thing *by* so much."""
        return Rows(self.places, self.values * by[self.places], self.row, self.rows, self.width)


def rows_of(sentences: Sequence[Mapping[str, float]], names: Sequence[str]) -> Rows:
    """Return *sentences* as rows of what is in *names*."""
    at = {name: place for place, name in enumerate(names)}
    found = [
        (at[name], value, row)
        for row, sentence in enumerate(sentences)
        for name, value in sentence.items()
        if name in at
    ]
    places, values, row = zip(*found, strict=True)
    return Rows(
        np.array(places, np.int64),
        np.array(values, np.float64),
        np.array(row, np.int64),
        len(sentences),
        len(names),
    )


def fitted(rows: Rows, danger: Numbers) -> tuple[Numbers, float]:
    """Return the weight of each thing, and what every sentence begins with."""
    ratio = _ratio(rows, danger)
    scaled = rows.scaled(ratio)

    def loss(at: Numbers) -> tuple[float, Numbers]:
        weights, start = at[:-1], at[-1]
        score = scaled.times(weights) + start
        missed = 1 / (1 + np.exp(-np.clip(score, -500, 500))) - danger
        lost = np.logaddexp(0, score) - danger * score
        slope = np.append(TRUST * scaled.back(missed) + weights, TRUST * missed.sum())
        return TRUST * float(lost.sum()) + float(weights @ weights) / 2, slope

    at = _least(loss, np.zeros(rows.width + 1))
    return at[:-1] * ratio, float(at[-1])


def _ratio(rows: Rows, danger: Numbers) -> Numbers:
    held = np.bincount(rows.places, danger[rows.row], minlength=rows.width) + 1
    other = np.bincount(rows.places, 1 - danger[rows.row], minlength=rows.width) + 1
    ratio: Numbers = np.abs(np.log((held / held.sum()) / (other / other.sum())))
    return ratio


def _least(loss: Loss, at: Numbers) -> Numbers:
    """Return where *loss* is least, by its slope and the last few steps."""
    steps: deque[tuple[Numbers, Numbers]] = deque(maxlen=REMEMBERED)
    value, slope = loss(at)
    for _ in range(MOST_STEPS):
        way = _way(slope, steps)
        long = 1.0 if steps else 1 / float(np.linalg.norm(slope))
        for _ in range(MOST_TRIES):
            new_value, new_slope = loss(at + long * way)
            if new_value <= value + ENOUGH * long * float(way @ slope):
                break
            long *= SHORTER
        steps.append((long * way, new_slope - slope))
        at, value, slope = at + long * way, new_value, new_slope
        if float(np.abs(slope).max()) < EXACT * len(at) ** 0.5:
            break
    return at


def _way(slope: Numbers, steps: deque[tuple[Numbers, Numbers]]) -> Numbers:
    """Return which way to go: down the slope, bent by what the last steps found."""
    way, shares = -slope, []
    for step, change in reversed(steps):
        share = float(step @ way) / float(step @ change)
        shares.append(share)
        way = way - share * change
    if steps:
        step, change = steps[-1]
        way = way * (float(step @ change) / float(change @ change))
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        way = way + step * (share - float(change @ way) / float(step @ change))
    return way
