"""One submission arriving: the only place that knows the order of what happens then."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer


def receive(
    session: Session, seat: str, seat_secret: str, receipt_key: str, today: date, now: datetime
) -> str:
    """Take in the draft of *seat* and return the receipt's 16 digits.

    Sent again, in any way, it returns the same receipt and changes nothing.
    Raises ``Invalid`` (``fields``: question → what is wrong) when answers are
    missing or wrong, and ``NotFound`` when the seat has neither draft nor
    submission.
    """
    raise NotImplementedError


def receipt_again(session: Session, seat: str, seat_secret: str, receipt_key: str) -> str | None:
    """Return the receipt of what was sent from *seat*, or None."""
    raise NotImplementedError


def release_concern(
    session: Session, viewer: Viewer, concern_id: str, note: str, today: date, now: datetime
) -> None:
    """Hand the sealed texts of a concern to the moderators, saying why."""
    raise NotImplementedError
