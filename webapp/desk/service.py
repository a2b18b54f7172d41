"""What waits for one person today, gathered from the rooms that hold it.

Each room decides what the person may see; here it is only put in one order.  A
room that lands adds a provider to ``PROVIDERS`` and its words to ``labels.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.desk.items import Alarm, Count, Desk, Now, RoundNow, Waiting
from webapp.desk.waiting import (
    cases,
    house,
    other_roads,
    protection,
    reading,
    rounds,
    tasks,
    telling,
)
from webapp.plan.rules import Pace
from webapp.safeguarding.rules import ClockReading

__all__ = ["MOST_ROWS", "PROVIDERS", "Alarm", "Count", "Desk", "RoundNow", "Waiting", "desk_of"]

MOST_ROWS = 10
Provider = Callable[[Session, Viewer, Now, Desk], None]
_P = Permission

# Who is asked (one of the permissions is enough), and what is asked.
PROVIDERS: tuple[tuple[tuple[Permission, ...], Provider], ...] = (
    ((_P.CONCERNS_HANDLE,), protection.concerns),
    ((_P.CONCERNS_HANDLE, _P.PEOPLE_MANAGE), protection.on_call),
    ((_P.SUMMARY_SIGN,), protection.somebody_needed),
    ((_P.WORDS_AGREE,), protection.words),
    ((_P.OPINIONS_MODERATE,), reading.queue),
    ((_P.OPINIONS_SECOND_READ,), reading.refusals),
    ((_P.CASES_VIEW,), cases.cases),
    ((_P.CASES_ESCALATED,), cases.escalated),
    ((_P.CASES_VIEW_ALL, _P.CASES_REPLY), telling.promises),
    ((_P.FEEDBACK_RECORD,), telling.tickets),
    ((_P.BOARD_EDIT,), telling.board_waits),
    ((_P.MEETINGS_HANDLE,), other_roads.wishes),
    ((_P.PETITIONS_HANDLE,), other_roads.complaints),
    ((_P.TASKS_REPORT, _P.TASKS_VIEW_ALL), tasks.tasks),
    ((_P.ROUND_COUNTS,), rounds.open_rounds),
    ((_P.SURVEYS_VIEW,), rounds.surveys),
    ((_P.SUMMARY_SIGN,), house.to_sign),
    ((_P.DIRECTORY_MANAGE,), house.directory_gaps),
    ((_P.PEOPLE_MANAGE,), house.people),
    ((_P.PEOPLE_MANAGE,), house.machinery),
)


def desk_of(
    session: Session, viewer: Viewer, today: date, now: datetime, mail_set: bool = True
) -> Desk:
    """Return what waits for *viewer*: figures, the ten most urgent things, and alarms.

    *mail_set* tells whether the program has a mail server to send by.
    """
    desk, when = Desk(), Now(today, now, mail_set)
    for permissions, provider in PROVIDERS:
        if any(viewer.can(permission) for permission in permissions):
            provider(session, viewer, when, desk)
    desk.rows = sorted(desk.rows, key=_urgency)[:MOST_ROWS]
    return desk


def _urgency(row: Waiting) -> tuple[int, int, int]:
    """Sort signs of danger first, then cases, since a child waits behind each, then tasks.

    Among their own kind: overdue longest first, then due soonest, then without a date.
    """
    if isinstance(row.clock, ClockReading):
        return 0, 0, int(row.clock.due_at.timestamp())
    kind = 1 if row.kind == "case" else 2
    if row.clock.pace is Pace.OVERDUE:
        return kind, 0, -row.clock.days
    return kind, 2 if row.clock.pace is Pace.NO_DATE else 1, row.clock.days
