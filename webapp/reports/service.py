"""The month's figures, what may be printed of them, and the leader's signature.

This is the door of the room.  Counting is in ``figures/counting.py``, hiding small
groups in ``figures/publication.py``; documents are made by ``files/letters.py``,
``workbook.py`` and ``table_file.py`` from what ``published_month`` returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotAllowed
from webapp.directory import service as directory
from webapp.reports import queries
from webapp.reports.figures.counting import count_month
from webapp.reports.figures.fingerprint import digest
from webapp.reports.figures.publication import PublishedMonth, publish
from webapp.reports.records import SignOff
from webapp.reports.rules import MonthFigures, first_of

__all__ = ["Signature", "month_figures", "published_month", "sign", "signatures"]


@dataclass(frozen=True)
class Signature:
    """A leader read the summary; ``current`` tells that nothing changed since."""

    name: str
    signed_at: datetime
    current: bool


def month_figures(session: Session, first_day: date, today: date) -> MonthFigures:
    """Return the month's figures as counted, small groups included: never show these."""
    return count_month(session, first_day, today)


def published_month(session: Session, first_day: date, today: date) -> PublishedMonth:
    """Return the month as it may be shown and printed (setting ``small_group``)."""
    figures = month_figures(session, first_day, today)
    return publish(figures, directory.number(session, "small_group"))


def signatures(session: Session, published: PublishedMonth) -> list[Signature]:
    """Return who signed the month, newest first, and whether it changed since."""
    now = digest(published)
    return [
        Signature(accounts.name_of(session, row.signed_by), row.signed_at, row.digest == now)
        for row in queries.sign_offs(session, published.month)
    ]


def sign(session: Session, viewer: Viewer, first_day: date, seen: str, now: datetime) -> None:
    """Sign the summary whose digest the leader has *seen*.

    Raises ``NotAllowed`` without the permission, and ``IllegalMove`` when the
    figures are no longer those on the leader's page, or when the leader
    signed these very figures already.
    """
    if not viewer.can(Permission.SUMMARY_SIGN):
        raise NotAllowed
    published = published_month(session, first_day, clock.local_day(now))
    current = digest(published)
    before = queries.sign_offs(session, first_of(first_day))
    if seen != current or any(
        row.digest == current and row.signed_by == viewer.user_id for row in before
    ):
        raise IllegalMove
    row = SignOff(period=published.month, signed_by=viewer.user_id, signed_at=now, digest=current)
    session.add(row)
    session.flush()
    audit.record(
        session,
        viewer.user_id,
        "summary.signed",
        "summary",
        published.month.isoformat(),
        digest=current,
    )
