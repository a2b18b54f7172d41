"""Answers on their way back to children: promises, class tickets, the public board."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.board import service as board
from webapp.desk.items import Count, Desk, Now
from webapp.feedback import service as feedback
from webapp.feedback.service import Coverage


def promises(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put promises whose day has come on the desk, and reports of them to look at."""
    found = feedback.promises(session, viewer)
    due = [one for one in found if one.due_on is not None and one.due_on <= now.today]
    desk.some(Count.PROMISES_DUE, sum(one.waiting is None for one in due))
    if viewer.can(Permission.REPLIES_PUBLISH):
        desk.some(Count.PROMISES_REPORTED, sum(one.waiting is not None for one in found))


def tickets(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the classes whose ticket is still to be read out on the coordinator's desk.

    Replies come weeks after the words, so three months are looked at.
    """
    if viewer.school_id is None or viewer.can(Permission.OPINIONS_MODERATE):
        return
    number, end = 0, _next(now.today)
    for _ in range(3):
        first = (end - timedelta(days=1)).replace(day=1)
        number += _classes(feedback.coverage_seen(session, viewer, first, end))
        end = first
    desk.some(Count.TICKETS_TO_READ, number)


def board_waits(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put replies nobody decided to show or not on the desk."""
    desk.some(Count.BOARD_WAITING, board.waiting(session, viewer, now.today))


def _classes(found: Coverage) -> int:
    """Return how many tickets wait: of classes, or of a school whose classes are too small."""
    number = 0
    for school in found.schools:
        waiting = [c for c in school.classes if c.tally is not None and c.tally.to_reach]
        whole = school.tally is not None and school.tally.to_reach > 0
        number += len(waiting) or whole
    return number


def _next(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
