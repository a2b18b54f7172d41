"""Cells of a document, the sums that tie them together, and how each may appear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a cell appears: its number, "fewer than five", or not at all.

    ``AT_LEAST`` is for a sum over tables of which some hide a part: what they show.
    """

    SHOWN = "shown"
    SMALL = "small"
    WITHHELD = "withheld"
    AT_LEAST = "at_least"


@dataclass(frozen=True)
class Cell:
    """A count of a document.

    ``least`` is what everybody knows anyway (a case on the list has at least
    one opinion behind it).  A cell that is not ``printed`` only ties others
    together.
    """

    name: str
    value: int
    least: int = 0
    printed: bool = True


@dataclass(frozen=True)
class Sum:
    """The cell ``total`` is the sum of the cells ``parts``, as readers know."""

    total: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return all cells of the sum, the total last."""
        return (*self.parts, self.total)
