"""What the administrator has to look after, and what waits for the leader's name."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Viewer
from webapp.desk.first_steps import first_steps
from webapp.desk.items import Alarm, Desk, Now
from webapp.directory import service as directory
from webapp.duties import service as duties
from webapp.outbox import service as outbox
from webapp.reports import service as reports


def directory_gaps(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Tell of missing holidays and of the first steps still to be taken."""
    year = directory.missing_holidays(session, now.today)
    if year is not None:
        desk.alarms[Alarm.HOLIDAYS_MISSING] = year
    desk.first_steps = first_steps(session, now.today)


def people(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Tell of people who have not chosen a password."""
    waiting = sum(p.active and not p.has_password for p in accounts.people(session))
    if waiting:
        desk.alarms[Alarm.WITHOUT_PASSWORD] = waiting


def machinery(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Tell when what must happen by itself does not, and whom no mail reaches.

    Of mail that was never set up it is told once the first steps are done.
    """
    standing = duties.standing(session, now.at)
    if standing.stopped:
        desk.alarms[Alarm.DUTIES_STOPPED] = standing.ran_at
    elif standing.failing:
        desk.alarms[Alarm.DUTIES_FAILING] = standing.failing
    troubles = outbox.mail_troubles(session)
    if not now.mail_set:
        desk.alarms[Alarm.MAIL_NOT_SET] = None
    elif troubles.server_down_since:
        desk.alarms[Alarm.MAIL_SERVER_DOWN] = troubles.server_down_since
    if now.mail_set and troubles.people:
        desk.alarms[Alarm.MAIL_FAILING] = len(troubles.people)


def to_sign(session: Session, viewer: Viewer, now: Now, desk: Desk) -> None:
    """Tell a leader who has not signed last month's figures as they stand."""
    month = (now.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    published = reports.published_month(session, month, now.today)
    signed = any(
        s.current and s.name == viewer.name for s in reports.signatures(session, published)
    )
    if not signed:
        desk.alarms[Alarm.TO_SIGN] = month
