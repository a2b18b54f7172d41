"""What must happen by itself: each duty is idempotent and finds its work in the tables.

A duty is a plain function of a room, ``(session, now) -> None``.  Each runs in a
transaction of its own, so that one that fails never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.duties.lease import Standing, standing
from webapp.duties.reminding import reminders
from webapp.feedback import service as feedback
from webapp.meetings import service as meetings
from webapp.opinions import service as opinions
from webapp.outbox import service as outbox
from webapp.safeguarding import service as safeguarding
from webapp.submissions import service as submissions
from webapp.tracker import service as tracker

__all__ = ["DUTIES", "Duty", "Standing", "standing"]

# What a duty returns nobody looks at.
Duty = Callable[[Session, datetime], object]

# By name, in the order they run: what may concern a child in danger comes first.
DUTIES: Mapping[str, Duty] = {
    "concerns.watch": safeguarding.watch,
    "feedback.take_back_released": feedback.take_back_released,
    "feedback.return_unanswered": feedback.return_unanswered,
    "cases.resume_waiting": tracker.resume_waiting,
    "cases.close_what_is_done": feedback.close_what_is_done,
    "opinions.remind": reminders.remind_of_opinions,
    "opinions.second_readings": reminders.tell_of_second_readings,
    "cases.remind": reminders.remind_of_cases,
    "petitions.remind": reminders.remind_of_petitions,
    "meetings.remind": reminders.remind_of_meetings,
    "promises.remind": feedback.remind_of_promises,
    "tasks.remind": reminders.remind_of_tasks,
    "holidays.remind": reminders.remind_of_holidays,
    "opinions.catch_up": opinions.catch_up_likeness,
    "meetings.forget_old": meetings.forget_old,
    "notices.forget_old": outbox.forget_old,
    "drafts.purge": submissions.purge_drafts,
}
