"""``python -m benchmarks.conformance REPOSITORY``: how we fare on pyxform's own test forms.

REPOSITORY is a clone of https://github.com/XLSForm/pyxform (bare or not).  Prints a table of
counts and every disagreement, and ends with 1 when there is one.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.conformance.corpus import fixtures, unpack, written
from benchmarks.conformance.filling import filler
from benchmarks.conformance.judging import WRONG, Outcome, Verdict, judge_sample


def main() -> None:
    """Judge every sample and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--named", action="store_true", help="also print refusals by name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, filler(Path(folder)) as fill:
        tree = unpack(options.repository, Path(folder) / "pyxform")
        files = [judge_sample(sample, fill) for sample in fixtures(tree)]
        forms = [judge_sample(sample, fill) for sample in written(tree)]
    _table(files, forms)
    for what, number in sorted(fill.counts.items()):
        print(f"{what:70} {'':5}  {number:5}")
    shown = WRONG | ({Outcome.NAMED} if options.named else set())
    wrong = [verdict for verdict in (*files, *forms) if verdict.outcome in shown]
    for verdict in sorted(wrong, key=lambda v: (v.outcome, v.kinds)):
        print(f"\n{verdict.outcome} {' '.join(verdict.kinds)}\n  {verdict.sample.origin}")
        print(f"  {verdict.detail[:600]}")
    if any(verdict.outcome in WRONG for verdict in (*files, *forms)):
        raise SystemExit(1)


def _table(files: Sequence[Verdict], forms: Sequence[Verdict]) -> None:
    print(f"{'':70} files  forms")
    for outcome in Outcome:
        counts = [sum(v.outcome is outcome for v in found) for found in (files, forms)]
        print(f"{outcome:70} {counts[0]:5}  {counts[1]:5}")
        if outcome is Outcome.NAMED:
            _kinds([*files, *forms])
    print(f"{'all':70} {len(files):5}  {len(forms):5}")


def _kinds(verdicts: Iterable[Verdict]) -> None:
    """Print why forms were refused by name; a form may have several reasons."""
    named = [verdict for verdict in verdicts if verdict.outcome is Outcome.NAMED]
    for kind, count in Counter(k for v in named for k in v.kinds).most_common():
        print(f"    {kind:66} {'':5}  {count:5}")


if __name__ == "__main__":
    main()
