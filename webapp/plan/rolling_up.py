"""How far a plan has come, from what was reported up to its chapters.  Pure.

Nobody types a percentage: an instance is open or done, a task is the mean of its
instances, a chapter the mean of what stands in it.  What a lead says is done counts as 95
until somebody verified it, so that a plan is never complete on its own word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from webapp.plan.rules import OccurrenceState

REPORTED, VERIFIED = 95, 100
_NOT_COUNTED = frozenset({OccurrenceState.CANCELLED, OccurrenceState.SUPERSEDED})
_DONE = {OccurrenceState.REPORTED_DONE: REPORTED, OccurrenceState.VERIFIED: VERIFIED}


def of_instances(states: Iterable[OccurrenceState]) -> Fraction | None:
    """Return how far the instances of one task have come, in per cent; None without any.

    Dropped and superseded ones count neither as done nor as open.
    """
    return _mean([Fraction(_DONE.get(one, 0)) for one in states if one not in _NOT_COUNTED])


def rolled_up(
    rows: Sequence[tuple[str, str]], own: Mapping[str, Fraction | None]
) -> dict[str, Fraction | None]:
    """Return how far each row of a plan has come.

    *rows* are (code, code of the row above), parents before children; *own* is what a row's
    instances say.  A row above others is the mean of its own instances, if it has any, and
    of what stands under it; rows without anything to count weigh nothing.
    """
    below: dict[str, list[Fraction]] = {}
    found: dict[str, Fraction | None] = {}
    for code, parent in reversed(rows):
        mine = own.get(code)
        parts = [*below.get(code, ()), *(() if mine is None else (mine,))]
        found[code] = _mean(parts)
        if found[code] is not None:
            below.setdefault(parent, []).append(found[code] or Fraction(0))
    return found


def per_cent(value: Fraction | None) -> int | None:
    """Return a whole number to show; it is rounded down, so that 100 means all."""
    return None if value is None else int(value)


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None
