"""Reminders: the right people, each step once, none while a clock is paused, none at night."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.duties.reminding import reminders
from webapp.meetings import service as meetings
from webapp.meetings.rules import Asked, MeetingState, Wish
from webapp.opinions import service as opinions
from webapp.opinions.rules import RefusalReason
from webapp.opinions.service import TextAnswer
from webapp.outbox.records import Notice
from webapp.outbox.rules import Level
from webapp.petitions import service as petitions
from webapp.petitions.rules import PetitionKind, Words
from webapp.plan.records import Occurrence, Plan, Task, TaskBody
from webapp.plan.rules import BodyRole, OccurrenceState, TaskKind
from webapp.tracker import service as tracker
from webapp.tracker.rules import Decision
from webapp.tracker.service import ReplyText

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # nine in the morning
REPLY = ReplyText(Decision.DONE, "Các em muốn có đèn.", "Đã lắp đèn.", "Để đường sáng.", "Hôm nay")
AGAIN = 20


class Office:
    """One body with two officials, a stranger, Đoàn xã, a leader, and a case due on Friday."""

    def __init__(self, session: Session) -> None:
        self.session = session
        body, other = add_body(session, "cong-an", "Công an"), add_body(session, "y-te", "Y tế")
        self.moderator = add_user(session, Role.MODERATOR).id
        self.lead = add_user(session, Role.MODERATION_LEAD).id
        official = add_user(session, Role.BODY_OFFICIAL, body_id=body)
        self.official, self.viewer = official.id, viewer_of(official)
        self.colleague = add_user(session, Role.BODY_OFFICIAL, body_id=body).id
        self.stranger = add_user(session, Role.BODY_OFFICIAL, body_id=other).id
        self.leader = add_user(session, Role.LEADER).id
        self.body = body

    def case(self, due: date) -> int:
        case_id = tracker.open_case(
            self.session, self.moderator, title="Đường tối", topic=None, school_id=None, now=MONDAY
        )
        tracker.route(self.session, self.moderator, case_id, self.body, [], due, "", MONDAY)
        return case_id

    def told(self, level: Level = Level.REMINDER) -> dict[int, int]:
        """Return how many notices of *level* each person has."""
        rows = self.session.scalars(select(Notice.user_id).where(Notice.level == level)).all()
        return {user: rows.count(user) for user in set(rows)}


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def on(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)


def test_a_body_is_reminded_at_each_step_once_and_the_leader_of_what_is_late(
    office: Office,
) -> None:
    due = date(2026, 11, 27)
    office.case(due)
    counts = []
    for offset in range(-4, 18):
        day = due + timedelta(days=offset)
        for hour in (8, 9, 17):
            for _ in range(AGAIN if offset == 3 else 1):
                reminders.remind_of_cases(office.session, on(day, hour))
        counts.append(office.told().get(office.official, 0))
    # Tuesday (three days before), Friday, then 1, 3 and 7 working days late.
    steps = {-3: 1, 0: 2, 3: 3, 5: 4, 11: 5}
    assert counts == [max([n for at, n in steps.items() if at <= o], default=0)
                      for o in range(-4, 18)]  # fmt: skip
    told = office.told()
    assert (told[office.colleague], told[office.leader]) == (5, 3)
    assert office.stranger not in told
    assert office.told(Level.NEW_WORK) == {office.official: 1, office.colleague: 1}


def test_a_paused_clock_is_silent_and_a_moved_day_is_told_anew(office: Office) -> None:
    session, due = office.session, date(2026, 11, 24)
    case_id = office.case(due)
    tracker.acknowledge(session, office.viewer, case_id, MONDAY)
    reminders.remind_of_cases(session, on(due))
    assert office.told()[office.official] == 1
    tracker.pause_for_child(session, office.viewer, case_id, "hỏi chỗ nào", on(due))
    for offset in range(10):
        reminders.remind_of_cases(session, on(due + timedelta(days=offset)))
    assert office.told() == {office.official: 1, office.colleague: 1}
    tracker.resume(session, case_id, on(date(2026, 12, 1)))
    reminders.remind_of_cases(session, on(date(2026, 12, 1)))
    assert office.told()[office.official] == 2


def test_a_reply_waits_for_those_who_review_and_nobody_is_told_at_night(office: Office) -> None:
    session = office.session
    case_id = office.case(date(2026, 11, 27))
    tracker.acknowledge(session, office.viewer, case_id, MONDAY)
    tracker.submit_reply(session, office.viewer, case_id, REPLY, MONDAY)
    for hour in (7, 12, 16):
        reminders.remind_of_cases(session, on(date(2026, 11, 28), hour))  # a Saturday
    assert office.told(Level.NEW_WORK) == {}
    reminders.remind_of_cases(session, on(date(2026, 11, 24)))
    assert office.told(Level.NEW_WORK) == {office.moderator: 1, office.lead: 1}
    for offset in range(2, 14):
        reminders.remind_of_cases(session, on(date(2026, 11, 23) + timedelta(days=offset)))
    told = office.told()
    assert told[office.moderator] == told[office.lead] >= 3
    assert office.official not in told


def test_moderators_are_reminded_of_a_day_and_second_readers_of_others_refusals(
    office: Office,
) -> None:
    session, today = office.session, clock.local_day(MONDAY)
    sender = add_submission(session, add_round(session), today)
    due = date(2026, 11, 25)
    texts = [TextAnswer(f"q{n}", "Em muốn nói", f"Đường tối {n}") for n in range(3)]
    opinions.open_opinions(session, sender, texts, today, due)
    for offset in range(4):
        for _ in range(AGAIN):
            reminders.remind_of_opinions(session, on(today + timedelta(days=offset)))
    # One notice for all three, the day before, on the day, and one day late.
    assert office.told() == {office.moderator: 3, office.lead: 3}
    viewer = viewer_of(add_user(session, Role.MODERATOR))
    [first, *_] = opinions.of_submission(session, viewer, sender.id)
    opinions.start_reading(session, office.moderator, first.id, MONDAY)
    opinions.propose_refusal(
        session, office.moderator, first.id, RefusalReason.UNREADABLE, "", MONDAY
    )
    for _ in range(AGAIN):
        reminders.tell_of_second_readings(session, MONDAY)
    assert office.moderator not in office.told(Level.NEW_WORK)
    assert office.told(Level.NEW_WORK)[office.lead] == 1
    reminders.tell_of_second_readings(session, on(date(2026, 11, 24)))
    assert office.told()[office.lead] == 4
    assert office.told()[office.moderator] == 3


def test_leads_hear_of_the_plan_and_administrators_of_holidays(office: Office) -> None:
    session, due = office.session, date(2026, 11, 26)
    plan = Plan(year=2026, title="Kế hoạch", issued_on=date(2026, 1, 1), digest="0" * 64)
    session.add(plan)
    session.flush()
    task = Task(plan_id=plan.id, position=1, code="1", kind=TaskKind.TASK, title="Lắp đèn")
    session.add(task)
    session.flush()
    session.add(TaskBody(task_id=task.id, body_id=office.body, role=BodyRole.LEAD))
    for label, past in (("nay", False), ("xưa", True)):
        state = OccurrenceState.PLANNED
        session.add(Occurrence(task_id=task.id, label=label, due_on=due, past_when_issued=past,
                               state=state))  # fmt: skip
    administrator = add_user(session, Role.ADMINISTRATOR).id
    for offset in range(10):
        for _ in range(3):
            now = on(date(2026, 11, 23) + timedelta(days=offset))
            reminders.remind_of_tasks(session, now)
            reminders.remind_of_holidays(session, now)
    told = office.told()
    assert (told[office.official], told[office.leader]) == (4, 2)
    assert office.stranger not in told
    assert told[administrator] == 2  # November and December: the year to come is unknown


def test_who_handles_complaints_is_told_of_new_ones_and_of_their_days_and_nobody_else(
    office: Office,
) -> None:
    session, today = office.session, clock.local_day(MONDAY)
    officer, moderator = (
        viewer_of(add_user(session, role)) for role in (Role.POLICY_OFFICER, Role.MODERATOR)
    )
    sender = add_submission(session, add_round(session), today)
    text = TextAnswer("q", "Em muốn nói", "Tôi khiếu nại quyết định thu tiền")
    opinions.open_opinions(session, sender, [text], today, today)
    [opinion] = opinions.of_submission(session, moderator, sender.id)
    opinions.start_reading(session, moderator.user_id, sender.id, MONDAY)
    kind = PetitionKind.COMPLAINT
    number = petitions.propose(session, moderator, opinion.id, kind, "", MONDAY)

    def run(first: int, last: int) -> None:
        for offset in range(first, last):
            for _ in range(2):
                reminders.remind_of_petitions(session, on(today + timedelta(days=offset)))

    run(0, 1)
    assert office.told(Level.NEW_WORK) == {officer.user_id: 1, office.lead: 1}
    assert office.told() == {}
    # Three working days for the proposal: the day before, the day, and a day late.
    run(1, 5)
    assert office.told() == {officer.user_id: 3, office.lead: 3}
    assert petitions.late(session, officer, today + timedelta(days=4)) == 1
    assert petitions.late(session, moderator, today + timedelta(days=4)) == 0
    friday = on(today + timedelta(days=4))
    petitions.confirm(session, officer, number, kind, office.body, Words.MASKED, "", friday)
    assert petitions.late(session, officer, today + timedelta(days=4)) == 0
    # The handing over has days of its own, until Wednesday of the next week.
    run(4, 11)
    assert office.told() == {officer.user_id: 6, office.lead: 6}
    assert office.told(Level.NEW_WORK) == {officer.user_id: 1, office.lead: 1}


def test_who_took_a_wish_is_reminded_and_all_who_may_go_once_it_is_late(office: Office) -> None:
    session, today = office.session, clock.local_day(MONDAY)
    taker, other = (viewer_of(add_user(session, Role.ADVISER)) for _ in range(2))
    asked = Asked("Bống", "thư viện", "ra chơi", "", Wish.ADVICE_CLUB)
    meetings.ask(session, "w" * 16, asked, MONDAY)
    meetings.move(session, taker, "w" * 16, MeetingState.TAKEN, MONDAY)

    def run(first: int, last: int) -> None:
        for offset in range(first, last):
            for _ in range(2):
                reminders.remind_of_meetings(session, on(today + timedelta(days=offset)))

    run(0, 3)  # two working days: Wednesday
    assert office.told() == {taker.user_id: 2}
    assert meetings.late(session, other, today + timedelta(days=2)) == 0
    run(3, 4)
    assert office.told() == {taker.user_id: 3, other.user_id: 1, office.lead: 1}
    assert meetings.late(session, other, today + timedelta(days=3)) == 1
    on_day = today + timedelta(days=3)
    meetings.met(session, taker, "w" * 16, taker.user_id, on_day, on(on_day))
    run(4, 20)
    assert office.told() == {taker.user_id: 3, other.user_id: 1, office.lead: 1}
