"""What moderators and second readers have to read."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.desk.items import Count, Desk, Now
from webapp.feedback import service as feedback
from webapp.opinions import service as opinions


def queue(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the moderators' queue on the desk."""
    counts = opinions.waiting_counts(session, viewer, now.today)
    states, due = counts["state"], counts["due"]
    desk.counts[Count.OPINIONS_WAITING] = states["waiting"]
    desk.counts[Count.OPINIONS_LATE] = due["late"]
    desk.counts[Count.OPINIONS_WITHOUT_CASE] = states["without_case"]
    desk.some(Count.QUESTIONS_TO_READ, feedback.proposed(session, viewer).total)


def refusals(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put other people's proposed refusals on the desk."""
    desk.some(Count.REFUSALS_TO_READ, opinions.refusals_waiting(session, viewer))
