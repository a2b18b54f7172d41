"""One page of a longer list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_SIZE = 50
Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """The items of one page, and where it stands in the whole list."""

    items: Sequence[Item]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))


def nearest(number: int, total: int, size: int = PAGE_SIZE) -> int:
    """Return the page there is that is nearest to *number*, in a list of *total* items."""
    return max(1, min(number, Page((), 1, total, size).last))


def page_of(items: Sequence[Item], number: int, size: int = PAGE_SIZE) -> Page[Item]:
    """Return page *number* of a list that is at hand; a number past the end gives the last."""
    number = nearest(number, len(items), size)
    return Page(items[(number - 1) * size : number * size], number, len(items), size)
