"""What all parts of the demonstration share while it is being made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.launch.demo.agenda import Agenda
from webapp.launch.demo.cast import Cast
from webapp.launch.demo.matters import Book, Matter

FRESH_DAYS = 6


@dataclass
class World:
    """The commune while its two months go by."""

    session: Session
    settings: Settings
    random: Random
    agenda: Agenda
    cast: Cast
    book: Book
    today: date
    second_month: date
    # Open cases by matter, school and round; the receipts of the children behind each.
    cases: dict[tuple[str, int | None, int], int] = field(default_factory=dict)
    behind: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    matter_of: dict[int, Matter] = field(default_factory=dict)
    # The receipt's digest of every submission, and the last receipts as children hold them.
    digest_of: dict[str, str] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    # Opinions of these days that somebody only opened, by the receipt they stand behind.
    opened: list[tuple[str, str]] = field(default_factory=list)
    seats: int = 0

    def is_fresh(self, moment: datetime) -> bool:
        """Tell whether *moment* lies in these very days, whose work is not finished."""
        return (self.today - moment.date()).days <= FRESH_DAYS

    def chance(self, share: float) -> bool:
        """Return True in *share* of all cases."""
        return self.random.random() < share
