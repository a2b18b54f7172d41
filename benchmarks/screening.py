"""``python -m benchmarks.screening``: what the shipped list of words of danger finds, by kind.

Counts only: the sentences that measure are not shown, so that nobody tunes on them.
"""

from __future__ import annotations

import time
from collections import Counter

from benchmarks.sentences import written_beside
from webapp.safeguarding.lexicon.compiling import compiled
from webapp.safeguarding.lexicon.content import shipped
from webapp.safeguarding.lexicon.samples.reading import Half, samples
from webapp.safeguarding.screening import screen


def main() -> None:
    """Print recall and false alarms of each part of the corpus, kind by kind."""
    lexicon = compiled(shipped(), shipped().name)
    total: Counter[tuple[Half, bool, str]] = Counter()
    raised: Counter[tuple[Half, bool, str]] = Counter()
    began = time.process_time()
    every = (*samples(), *written_beside())
    for sample in every:
        hit = bool(screen(sample.texts, lexicon))
        for title in ("", sample.title):
            total[sample.half, not sample.danger, title] += 1
            raised[sample.half, not sample.danger, title] += hit
    spent = time.process_time() - began
    for half, innocent, title in sorted(total):
        what = title or ("ALL INNOCENT" if innocent else "ALL DANGER")
        number, found = total[half, innocent, title], raised[half, innocent, title]
        kind = "innocent" if innocent else "danger"
        print(f"{half:10} {kind:9} {what:45} {found:4} of {number:4}  {found / number:6.1%}")
    print(f"{spent / len(every) * 1000:.2f} ms of work for each, {lexicon.version}")


if __name__ == "__main__":
    main()
