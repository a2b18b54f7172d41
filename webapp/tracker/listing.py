"""The one list: cases, occurrences of the plan and registrations in one statement."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.paging import Page
from webapp.tracker.views import TrackerFilter, TrackerRow


def listing(
    session: Session, viewer: Viewer, wanted: TrackerFilter, page_number: int, today: date
) -> Page[TrackerRow]:
    """Return one page of what *viewer* may see and *wanted* asks for."""
    raise NotImplementedError


def my_cases(session: Session, viewer: Viewer, today: date) -> list[TrackerRow]:
    """Return the cases that wait for *viewer*, soonest due first.

    For a lead body: those whose clock runs.  For Đoàn xã: those to route and
    the replies to review.  For overseers: those overdue.
    """
    raise NotImplementedError
