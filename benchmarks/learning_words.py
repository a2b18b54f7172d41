"""``python -m benchmarks.learning_words``: learns the points of words and signs from the samples.

Logistic regression (``benchmarks.fitting``) over the words, neighbours and signs of the
sentences that may be looked at: the samples of the program, and those of eleven hands
beside it (``benchmarks/sentences``).  Each is read twice, as written and typed without
any marks, so that the points hold for children who type none.  The limit is set by
leaving out hand after hand: with what the sure lines raise, one innocent sentence in ten
of a hand that was not learned from.  Writes ``points.txt``, and the number of each sign
into ``shipped.toml``; which lines are signs is decided by whoever edits that file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.fitting import Numbers, fitted, rows_of
from benchmarks.sentences import MENDED, written_beside
from webapp.base.text import fold
from webapp.safeguarding.lexicon import compiling
from webapp.safeguarding.lexicon.compiling import Lexicon
from webapp.safeguarding.lexicon.content import shipped
from webapp.safeguarding.lexicon.points import START, WITHOUT_MARKS, read_points
from webapp.safeguarding.lexicon.reading import Token, sentences, tokens
from webapp.safeguarding.lexicon.samples.reading import Half, samples
from webapp.safeguarding.lexicon.weighing import features
from webapp.safeguarding.screening import lines_in

POINTS = Path(compiling.__file__).with_name("points.txt")
LINES = Path(compiling.__file__).with_name("shipped.toml")
# A point is a hundredth of what was learned.
POINT = 100
KEPT, FALSE_ALARMS = 9000, 0.1
# What fewer sentences hold says nothing of others.
LEAST_SEEN = 2
# A sign is damped more than a word: it has words, which count as well.
SIGN, SIGN_MARK = 0.1, "line "
OWN = ""


@dataclass(frozen=True)
class Read:
    """A sample as the list reads it: its words, its signs, whether a sure line raises it."""

    hand: str
    danger: bool
    words: Sequence[Token]
    harmless: frozenset[int]
    signs: Sequence[str]
    sure: bool

    def things(self) -> dict[str, float]:
        """Return what is learned from: marked words, words and neighbours without marks, signs."""
        here = features(self.words)
        share = 1 / math.sqrt(len(here))
        found = {key: share for key in here if " " not in key or key.startswith(WITHOUT_MARKS)}
        return found | {SIGN_MARK + line: SIGN for line in self.signs}


@dataclass(frozen=True)
class Learned:
    """What each thing weighs, and what every sentence begins with."""

    weights: dict[str, float]
    start: float

    def score(self, read: Read) -> float:
        """Return what a sentence weighs as the program weighs it."""
        here = features(read.words)
        known = [(self.weights[key], at) for key, at in here.items() if key in self.weights]
        total = sum(value for value, at in known if value < 0 or at not in read.harmless)
        signs = sum(max(0.0, self.weights.get(SIGN_MARK + line, 0.0)) for line in read.signs)
        return self.start + total / math.sqrt(len(here)) + SIGN * signs


def main() -> None:
    """Learn, set the limit, and write points and numbers down."""
    lexicon = compiling.compiled(shipped(), "")
    beside = [(OWN if s.kind == MENDED else s.kind, s) for s in written_beside()]
    known = [
        (hand, sample.texts[0], sample.danger)
        for hand, sample in (*((OWN, sample) for sample in samples()), *beside)
        if sample.half is not Half.UNSEEN and len(sample.texts) == 1
    ]
    marked = [read_as(hand, text, danger, lexicon) for hand, text, danger in known]
    unmarked = [read_as(hand, _unmarked(text), danger, lexicon) for hand, text, danger in known]
    limit = _limit(marked, unmarked)
    learned = _learned([*marked, *unmarked])
    spelled = _spelled([*marked, *unmarked])
    lines = [f"{START} = {round((learned.start - limit) * POINT)}"]
    for key, weight in sorted(learned.weights.items(), key=lambda each: -abs(each[1])):
        if key in spelled and round(weight * POINT):
            lines.append(f"{spelled[key]} = {round(weight * POINT)}")
    POINTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _write_signs(learned)
    print(f"{len(lines)} lines of points, limit {limit:.2f}")


def read_as(hand: str, text: str, danger: bool, lexicon: Lexicon) -> Read:
    """Return *text* as the list reads it, all of it as one sentence."""
    words = [word for each in sentences(text) for word in tokens(each, lexicon)]
    found, harmless = lines_in(words, lexicon)
    return Read(
        hand=hand,
        danger=danger,
        words=words,
        harmless=harmless,
        # In one order, so that what is learned is the same each time.
        signs=sorted({words_of(line.line) for *_, line in found if line.points is not None}),
        sure=any(line.points is None for _, _, line in found),
    )


def words_of(line: str) -> str:
    """Return a line of a rule without its number: what was learned last says nothing now."""
    return line.partition("=")[0].strip()


def _unmarked(text: str) -> str:
    return "".join(fold(char) if char.isalpha() else char for char in text)


def _spelled(read: Sequence[Read]) -> dict[str, str]:
    """Return how each word is written: as it was most often, where that is read so again."""
    seen: dict[str, Counter[str]] = {}
    for one in read:
        for key, at in features(one.words).items():
            written = key if key.startswith(WITHOUT_MARKS) else one.words[at].meant
            if key in read_points((f"{START} = -1", f"{written} = 1")).points:
                seen.setdefault(key, Counter())[written] += 1
    return {key: found.most_common(1)[0][0] for key, found in seen.items()}


def _learned(read: Sequence[Read]) -> Learned:
    """Return the weights of the things that tell most, and of every sign."""
    held = [one.things() for one in read]
    danger = np.array([one.danger for one in read], np.float64)
    # Every sentence is here twice.
    counts = Counter(name for things in held for name in things)
    names = sorted(name for name, count in counts.items() if count >= 2 * LEAST_SEEN)
    weights, _ = fitted(rows_of(held, names), danger)
    told = {name: abs(w) * counts[name] ** 0.5 for name, w in zip(names, weights, strict=True)}
    signs = [name for name in names if name.startswith(SIGN_MARK)]
    words = sorted((name for name in names if name not in set(signs)), key=told.__getitem__)
    names = [*words[-KEPT:], *signs]
    weights, start = fitted(rows_of(held, names), danger)
    return Learned(dict(zip(names, map(float, weights), strict=True)), start)


def _limit(marked: Sequence[Read], unmarked: Sequence[Read]) -> float:
    """Return the limit that raises few innocent sentences of a hand that was not learned from."""
    scores = np.full(len(marked), -math.inf)
    hands = sorted({one.hand for one in marked} - {OWN})
    for hand in hands:
        learned = _learned([one for one in (*marked, *unmarked) if one.hand != hand])
        for at, one in enumerate(marked):
            if one.hand == hand:
                scores[at] = math.inf if one.sure else learned.score(one)
    left_out = np.array([one.hand != OWN for one in marked])
    danger = np.array([one.danger for one in marked])
    limit = float(np.quantile(scores[left_out & ~danger], 1 - FALSE_ALARMS))
    of_hand = np.array([one.hand for one in marked])
    for hand in ("all", *hands):
        here = left_out if hand == "all" else of_hand == hand
        print(f"{hand:10} left out: {_share(scores, here & danger, limit)} found, "
              f"{_share(scores, here & ~danger, limit)} raised")  # fmt: skip
    return limit


def _share(scores: Numbers, which: Numbers, limit: float) -> str:
    return f"{(scores[which] > limit).mean():6.1%}"


def _write_signs(learned: Learned) -> None:
    """Put what each sign weighs into the file, at least one point."""

    def number(found: re.Match[str]) -> str:
        weight = learned.weights.get(SIGN_MARK + found["words"], 0.0) * SIGN * POINT
        if weight < 1:
            print("weighs nothing:", found["words"])
        return f'"{found["words"]} = {max(1, round(weight))}"'

    text = LINES.read_text(encoding="utf-8")
    rules, innocent = text.split("[innocent]")
    rules = re.sub(r'"(?P<words>[^"=]+?) = \d+"', number, rules)
    LINES.write_text(f"{rules}[innocent]{innocent}", encoding="utf-8")


if __name__ == "__main__":
    main()
