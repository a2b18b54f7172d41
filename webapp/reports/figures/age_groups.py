"""The age groups a summary counts in; official forms differ, so they are data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

UNKNOWN = "unknown"
OTHER = "other"


@dataclass(frozen=True)
class AgeGroup:
    """Ages from ``low`` to ``high`` years, both included; None has no end."""

    code: str
    low: int
    high: int | None


def read_age_groups(text: str) -> tuple[AgeGroup, ...]:
    """Return the groups that a setting like ``6-9 10 11-13 14-15 16+`` names.

    Official forms use different age groups, so the groups are data.  Raises
    ValueError when a group is not understood or two overlap.
    """
    groups = []
    for code in text.split():
        if code.endswith("+"):
            groups.append(AgeGroup(code, int(code[:-1]), None))
        else:
            low, _, high = code.partition("-")
            groups.append(AgeGroup(code, int(low), int(high or low)))
    for before, after in zip(groups, groups[1:], strict=False):
        if before.high is None or before.high >= after.low:
            raise ValueError(f"the age groups {before.code} and {after.code} overlap")
    return tuple(groups)


def age_group(age: int | None, groups: Iterable[AgeGroup]) -> str:
    """Return the code of the group *age* falls into."""
    if age is None:
        return UNKNOWN
    for group in groups:
        if group.low <= age and (group.high is None or age <= group.high):
            return group.code
    return OTHER
