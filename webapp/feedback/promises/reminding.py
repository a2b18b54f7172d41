"""Reminding of promises that are due: the body first, then Đoàn xã as well."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, permissions_of
from webapp.accounts.service import Person
from webapp.base import clock
from webapp.feedback.promises.following import PromiseView, views
from webapp.outbox import service as outbox
from webapp.outbox.rules import Level

# A body that has said nothing two weeks after the day is asked by Đoàn xã too.
SECOND_REMINDER = timedelta(days=14)
# Nobody is reminded of what was already old when reminders began.
OLDEST = timedelta(days=60)


def remind_of_promises(session: Session, now: datetime) -> None:
    """Tell each once that a promise is due, and again when nothing was said (a duty)."""
    today = clock.local_day(now)
    due = [
        view
        for view in views(session)
        if view.due_on is not None and today - OLDEST <= view.due_on <= today and not view.waiting
    ]
    if not due:
        return
    people = [person for person in accounts.people(session) if person.active]
    for view in due:
        _remind(session, view, people, now)


def _remind(session: Session, view: PromiseView, people: list[Person], now: datetime) -> None:
    if view.due_on is None:
        return
    about = f"promise.due:{view.promised.reply_id}:{view.due_on.isoformat()}"
    body = [
        person.id
        for person in people
        if person.body_id == view.promised.body_id and _can(person, Permission.CASES_REPLY)
    ]
    outbox.notify(session, body, Level.REMINDER, about, now)
    if view.due_on + SECOND_REMINDER <= clock.local_day(now):
        office = [person.id for person in people if _can(person, Permission.REPLIES_PUBLISH)]
        outbox.notify(session, [*body, *office], Level.REMINDER, f"{about}:late", now)


def _can(person: Person, permission: Permission) -> bool:
    return permission in permissions_of(person.roles)
