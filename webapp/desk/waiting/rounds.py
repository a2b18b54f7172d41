"""Rounds that are open, surveys that are broken or being written."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.authoring import service as authoring
from webapp.desk.items import Alarm, Count, Desk, Now, RoundNow
from webapp.forms.catalogue import CATALOGUE
from webapp.rounds import service as rounds


def open_rounds(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Put the open rounds on the desk, in numbers."""
    open_now = rounds.open_rounds(session, now.today)
    if not open_now and viewer.can(Permission.ROUNDS_MANAGE):
        desk.alarms[Alarm.NO_ROUND] = None
    for one in open_now:
        found = rounds.counts(session, viewer, one.id, now.at)
        running = sum(held.open for held in found.sessions)
        desk.rounds.append(
            RoundNow(one.id, one.title, one.closes_on, running, found.joined, found.finished)
        )
    desk.counts[Count.SESSIONS_OPEN] = sum(one.sessions_open for one in desk.rounds)


def surveys(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Tell of surveys left out because of a mistake, and of forms being written."""
    desk.quarantined = [str(problem) for problem in CATALOGUE.quarantined()]
    if viewer.can(Permission.FORMS_EDIT):
        desk.some(Count.FORMS_WRITTEN, authoring.being_written(session))
