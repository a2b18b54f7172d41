"""The moderators' queue: submissions that owe a decision, riskiest and oldest first.

What waits is read whole (``waiting.py``) and is small beside what was ever decided.
Archives (``ARCHIVES``) show their newest submissions, newest first and without counts:
older ones are reached by narrowing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.paging import PAGE_SIZE, Page
from webapp.opinions import queries
from webapp.opinions.reading import moderator_view, must_moderate
from webapp.opinions.rules import ARCHIVES, QUEUED, QueueFilter, QueueState
from webapp.opinions.views import OpinionView
from webapp.opinions.waiting import Counts, newest, waiting

# How far back an archive can be paged through.
ARCHIVED_SHOWN = 1000


@dataclass(frozen=True)
class QueueEntry:
    """One submission of the queue with those of its opinions that match."""

    submission_id: str
    risk: int
    received_on: date
    due: date
    opinions: tuple[OpinionView, ...]


@dataclass(frozen=True)
class Queue:
    """One page of the queue, and how many submissions each choice of a filter holds.

    ``counts`` maps a filter's name to its values; each count honours all other
    filters, so that a number always says what a click would show.  In an
    archive only the states that wait are counted.
    """

    page: Page[QueueEntry]
    counts: Counts = field(default_factory=dict)


def queue(
    session: Session, viewer: Viewer, wanted: QueueFilter, page_number: int, today: date
) -> Queue:
    """Return one page of the queue, for moderators only (``NotFound`` for others).

    The number of statements does not depend on what is stored.
    """
    must_moderate(viewer)
    found = waiting(session, wanted, today)
    archive = wanted.state in ARCHIVES
    line = newest(session, wanted, today, ARCHIVED_SHOWN) if archive else found.line
    chosen = line[(page_number - 1) * PAGE_SIZE : page_number * PAGE_SIZE]
    views = _views(session, [one.submission_id for one in chosen], wanted.state)
    entries = [
        QueueEntry(
            submission_id=one.submission_id,
            risk=one.risk,
            received_on=one.received_on,
            due=one.due,
            opinions=tuple(views.get(one.submission_id, ())),
        )
        for one in chosen
    ]
    counts = {"state": found.counts["state"]} if archive else found.counts
    return Queue(Page(entries, page_number, len(line)), counts)


def waiting_counts(session: Session, viewer: Viewer, today: date) -> Counts:
    """Return how many submissions each choice of the unfiltered queue holds; no words."""
    must_moderate(viewer)
    return waiting(session, QueueFilter(), today).counts


def next_waiting(session: Session, viewer: Viewer, after: str, today: date) -> str | None:
    """Return the first submission of the queue that is not *after*; None when all is done."""
    must_moderate(viewer)
    line = waiting(session, QueueFilter(), today).line
    return next((one.submission_id for one in line if one.submission_id != after), None)


def _views(
    session: Session, submission_ids: list[str], state: QueueState
) -> dict[str, list[OpinionView]]:
    rows = queries.rows_of_submissions(session, submission_ids)
    hidings = queries.hidings(session, [row.id for row in rows])
    views: dict[str, list[OpinionView]] = {}
    for row in rows:
        if row.state in QUEUED[state]:
            views.setdefault(row.submission_id, []).append(
                moderator_view(row, hidings.get(row.id, []))
            )
    return views
