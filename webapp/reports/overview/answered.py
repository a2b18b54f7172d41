"""How many children were truly answered, and how a part of a whole may be shown.

The one number of the house: of the children who spoke, how many were told, of
everything they said, what became of it, and did not say that it failed to help.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.feedback.rules import Standing
from webapp.opinions.rules import OpinionState

# What a child took back, or what was handed on as a complaint, is answered elsewhere.
ELSEWHERE = frozenset({OpinionState.WITHDRAWN, OpinionState.PETITION, OpinionState.SPLIT})


@dataclass(frozen=True)
class Said:
    """One opinion of a child: where it stands, whether its reply arrived and did not help."""

    submission_id: str
    state: OpinionState
    standing: Standing
    unhelped: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a whole as it may be shown; None for what a small group forbids."""

    number: int | None
    whole: int | None
    percent: int | None


def spoke(said: Iterable[Said]) -> set[str]:
    """Return the sendings that hold something to be answered: each is one child's."""
    return {one.submission_id for one in said if one.state not in ELSEWHERE}


def truly_answered(said: Sequence[Said]) -> set[str]:
    """Return the sendings answered in full.

    Every opinion of them reached its child with a reply or with the reason why
    it was not carried on, at least one with a reply, and none was rated
    "not yet" or "I do not understand" last.
    """
    kept = [one for one in said if one.state not in ELSEWHERE]
    open_ones = {
        one.submission_id for one in kept if one.standing is not Standing.REACHED or one.unhelped
    }
    with_reply = {one.submission_id for one in kept if one.state is OpinionState.IN_CASE}
    return with_reply - open_ones


def part(number: int, whole: int, small: int) -> Part:
    """Return how *number* of *whole* children may be shown where groups under *small* hide.

    The part and its rest both have to be nobody or a group; otherwise either
    could be found by subtraction.  A whole that is small is not shown at all.
    """
    if 0 < whole < small:
        return Part(None, None, None)
    safe = all(size == 0 or size >= small for size in (number, whole - number))
    if not safe or not whole:
        return Part(None if whole else 0, whole, None)
    return Part(number, whole, round(100 * number / whole))
