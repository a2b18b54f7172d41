"""Reminders before and after a last day, each once, to whoever has the turn.

Every function here is a duty.  A thing's last day is part of what is told, so
an extension, a pause that moved the day or a new turn is reminded of anew;
the outbox keeps each from being told twice, however often a duty runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.directory import service as directory
from webapp.duties.reminding.recipients import Recipients, recipients
from webapp.duties.reminding.stages import LATE, Stage, is_time, stage_of
from webapp.meetings import service as meetings
from webapp.opinions import service as opinions
from webapp.outbox import service as outbox
from webapp.outbox.rules import Level
from webapp.petitions import service as petitions
from webapp.petitions.rules import PetitionState
from webapp.plan import service as plan
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseState, DueCase

# Working days before the last one.
BODY_BEFORE, MODERATORS_BEFORE = 3, 1
# Calendar days around today that can hold a step; Tết is the longest gap.
PAST, AHEAD = timedelta(days=45), timedelta(days=21)

Told = tuple[set[int], Level, str]


def remind_of_opinions(session: Session, now: datetime) -> None:
    """Tell moderators of opinions at their own limit.

    One notice for all opinions of a last day: a round of three hundred is one matter.
    """
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    if not is_time(now, calendar):
        return
    people, told = recipients(session), []
    for day in opinions.days_due(session, today + AHEAD):
        stage = stage_of(day, today, calendar, MODERATORS_BEFORE)
        if stage is not None and day >= today - PAST:
            who = people.who(Permission.OPINIONS_MODERATE)
            told.append((who, Level.REMINDER, f"opinions.due:{day}:{stage}"))
    outbox.notify_many(session, told, now)


def tell_of_second_readings(session: Session, now: datetime) -> None:
    """Tell second readers of a proposed refusal, and once more when a working day went by."""
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    if not is_time(now, calendar):
        return
    readers, told = recipients(session).who(Permission.OPINIONS_SECOND_READ), []
    for one in opinions.refusal_turns(session):
        others = readers - {one.proposed_by}
        about = f"opinion.second:{one.opinion_id}:{one.turn}"
        told.append((others, Level.NEW_WORK, about))
        if calendar.between(one.since, today) >= 1:
            told.append((others, Level.REMINDER, f"{about}:late"))
    outbox.notify_many(session, told, now)


def remind_of_cases(session: Session, now: datetime) -> None:
    """Tell bodies of new cases and of their last days, Đoàn xã of replies to review.

    What is overdue is told to the leader as well.
    """
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    if not is_time(now, calendar):
        return
    people, told = recipients(session), list[Told]()
    for case in tracker.due_cases(session, today - PAST, today + AHEAD):
        if case.state is CaseState.ANSWER_REVIEW:
            day, before, who = case.publish_by, MODERATORS_BEFORE, _reviewers(people)
            told.append((who, Level.NEW_WORK, f"reply.review:{case.id}:{day}"))
        else:
            day, before, who = case.due_on, BODY_BEFORE, _body(people, case)
            if case.state is CaseState.ROUTED:
                told.append((who, Level.NEW_WORK, f"case.new:{case.id}:{case.routed_on}"))
        stage = stage_of(day, today, calendar, before) if day else None
        told += _staged(f"case.due:{case.id}:{case.state is CaseState.ANSWER_REVIEW}:{day}",
                        stage, who, people.who(Permission.CASES_ESCALATED))  # fmt: skip
    for case_id, escalated_on in tracker.escalations(session):
        leaders = people.who(Permission.CASES_ESCALATED)
        told.append((leaders, Level.NEW_WORK, f"case.escalated:{case_id}:{escalated_on}"))
    outbox.notify_many(session, told, now)


def remind_of_tasks(session: Session, now: datetime) -> None:
    """Tell leads of the plan's dates; what is overdue also the leader and who keeps the plan."""
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    if not is_time(now, calendar):
        return
    people, told = recipients(session), list[Told]()
    above = people.who(Permission.PLAN_MANAGE) | people.who(Permission.CASES_ESCALATED)
    for one in plan.due_occurrences(session, today - PAST, today + AHEAD):
        leads = set().union(*(people.who(Permission.TASKS_REPORT, b) for b in one.lead_body_ids))
        stage = stage_of(one.due_on, today, calendar, BODY_BEFORE)
        told += _staged(f"task.due:{one.id}:{one.due_on}", stage, leads, above)
    outbox.notify_many(session, told, now)


def remind_of_petitions(session: Session, now: datetime) -> None:
    """Tell who handles complaints by law of new ones and of their last days.

    Nobody above is told: that there is such a complaint is known to these people alone.
    """
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    if not is_time(now, calendar):
        return
    who, told = recipients(session).who(Permission.PETITIONS_HANDLE), list[Told]()
    for number, state, day in petitions.due_ones(session, today - PAST, today + AHEAD):
        about = f"petition.{state}:{number}:{day}"
        if state is PetitionState.PROPOSED:
            told.append((who, Level.NEW_WORK, about))
        told += _staged(about, stage_of(day, today, calendar, MODERATORS_BEFORE), who, ())
    outbox.notify_many(session, told, now)


def remind_of_meetings(session: Session, now: datetime) -> None:
    """Tell who took a wish of its last day, and all who may go when nobody took it or it is late.

    They were told of the wish itself when the child asked.
    """
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    if not is_time(now, calendar):
        return
    everybody, told = recipients(session).who(Permission.MEETINGS_HANDLE), list[Told]()
    for wish, day, taken_by in meetings.due_ones(session, today - PAST, today + AHEAD):
        stage = stage_of(day, today, calendar, MODERATORS_BEFORE)
        # Somebody who may not go any more cannot be the one who is waited for.
        who = everybody & {taken_by} or everybody
        told += _staged(f"meeting.due:{wish}:{day}", stage, who, everybody)
    outbox.notify_many(session, told, now)


def remind_of_holidays(session: Session, now: datetime) -> None:
    """Tell administrators once a month that holidays are missing, next year's from November."""
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    year = directory.missing_holidays(session, today)
    if year is None or not is_time(now, calendar):
        return
    who = recipients(session).who(Permission.DIRECTORY_MANAGE)
    outbox.notify(session, who, Level.REMINDER, f"holidays:{year}:{today:%Y-%m}", now)


def _staged(
    about: str, stage: Stage | None, who: Iterable[int], above: Iterable[int]
) -> list[Told]:
    if stage is None:
        return []
    people = set(who) | (set(above) if stage in LATE else set())
    return [(people, Level.REMINDER, f"{about}:{stage}")]


def _reviewers(people: Recipients) -> set[int]:
    return people.who(Permission.REPLIES_PUBLISH)


def _body(people: Recipients, case: DueCase) -> set[int]:
    """Return the lead body's people; a case without one has nobody yet."""
    if case.lead_body_id is None:
        return set()
    return people.who(Permission.CASES_REPLY, case.lead_body_id)
