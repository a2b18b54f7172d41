"""What came by other roads: a wish to be met, a complaint in the sense of the law."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.desk.items import Count, Desk, Now
from webapp.meetings import service as meetings
from webapp.petitions import service as petitions


def wishes(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the children who want to be met on the desk: a number, no name."""
    desk.counts[Count.MEETINGS_WAITING] = meetings.waiting(session, viewer)
    desk.some(Count.MEETINGS_LATE, meetings.late(session, viewer, now.today))


def complaints(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the complaints to be handed on on the desk."""
    desk.some(Count.PETITIONS_WAITING, petitions.waiting(session, viewer))
    desk.some(Count.PETITIONS_LATE, petitions.late(session, viewer, now.today))
