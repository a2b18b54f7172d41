"""How well personal data is found: ``python -m benchmarks.suggesting [--words]``.

``--words`` lists misses and needless suggestions of the tuned half; those of the
unseen half are counted only, or it would not stay unseen.
"""

from __future__ import annotations

import sys
import time

from tests.support.marked_texts import Measured, measure, read_half


def table(halves: dict[str, Measured]) -> str:
    """Return recall by kind and false alarms, one column for each half, as Markdown."""
    kinds = sorted({kind for found in halves.values() for kind in found.asked})
    lines = [
        "| | " + " | ".join(halves) + " |",
        "| --- |" + " ---: |" * len(halves),
        *(
            f"| {kind} | "
            + " | ".join(f"{f.recall(kind):.1%} of {f.asked[kind]}" for f in halves.values())
            + " |"
            for kind in kinds
        ),
        "| **all kinds** | "
        + " | ".join(f"**{f.recall():.1%}** of {f.asked.total()}" for f in halves.values())
        + " |",
        "| needless suggestions per 100 innocent sentences | "
        + " | ".join(f"{f.alarms_per_hundred:.1f} of {f.innocent}" for f in halves.values())
        + " |",
        "| needless ones beside a real one | "
        + " | ".join(str(len(f.beside)) for f in halves.values())
        + " |",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure both halves and print the table."""
    began = time.perf_counter()
    halves = {half: measure(read_half(half)) for half in ("tuned", "unseen")}
    spent = time.perf_counter() - began
    print(table(halves))
    print(f"\nboth halves read in {spent * 1000:.0f} ms")
    if "--words" in sys.argv:
        found = halves["tuned"]
        for kind, lost in found.missed.items():
            print(*(f"missed {kind}: {words}" for words in lost), sep="\n")
        print(*(f"needless: {words}" for words in found.alarms + found.beside), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
