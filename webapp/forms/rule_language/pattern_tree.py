"""The tree of a pattern, and classes of letters as ranges of code points."""

from __future__ import annotations

from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]

_LAST = 0x10FFFF


class BadPattern(Exception):
    """A pattern is unreadable, or says what only some engines understand."""


@dataclass(frozen=True)
class Chars:
    """One letter out of a class; no ranges: none fits."""

    ranges: Ranges


@dataclass(frozen=True)
class Edge:
    """``^`` or ``$``."""

    sign: str


@dataclass(frozen=True)
class Sequence:
    """One after another."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Choice:
    """One of several."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Repeat:
    """The same several times; ``most`` None: without end."""

    part: Part
    least: int
    most: int | None


Part = Chars | Edge | Sequence | Choice | Repeat


def complement(ranges: Ranges) -> Ranges:
    """Return all code points that are not in *ranges*."""
    found: list[tuple[int, int]] = []
    start = 0
    for low, high in merged(ranges):
        if low > start:
            found.append((start, low - 1))
        start = high + 1
    if start <= _LAST:
        found.append((start, _LAST))
    return tuple(found)


def merged(ranges: Ranges) -> Ranges:
    """Return *ranges* in order, without overlaps."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)
