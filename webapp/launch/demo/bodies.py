"""The bodies work on their cases, Đoàn xã reviews, children read and say what they think."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp.feedback import service as feedback
from webapp.feedback.rules import PROMISES, REOPENING, Rating
from webapp.launch.demo.world import World
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseState, Decision, NoteKind

# Working days from one step to the next; the longest replies come late.
UNTIL_ACCEPTED, UNTIL_STARTED = (1, 1, 2, 4), (1, 2)
UNTIL_REPLY = (1, 2, 3, 3, 4, 5, 12)
UNTIL_REVIEWED = (1, 1, 2)
READ_SHARE, RATED_SHARE, READ_IN_CLASS_SHARE = 0.6, 0.7, 0.75
RATINGS = (Rating.YES,) * 30 + (Rating.NOT_YET, Rating.NOT_UNDERSTOOD)
PROMISED_AFTER = timedelta(days=21)
WRONG_BODY = "Việc này không thuộc phần việc của chúng tôi, đề nghị chuyển lại giúp."
BETTER_WORDS = "Xin viết dễ hiểu hơn cho các em và nói rõ khi nào làm."
STEP = "Đã đến xem tận nơi và ghi lại những chỗ cần sửa."


def work_begins(world: World, case_id: int, lead: int, now: datetime) -> None:
    """Let the lead body find a new case on its desk."""
    days = world.random.choice(UNTIL_ACCEPTED)
    world.agenda.in_days(now, days, lambda at: _accept(world, case_id, lead, at))


def _accept(world: World, case_id: int, lead: int, now: datetime) -> None:
    official = world.cast.officials[lead]
    if world.chance(0.06):
        tracker.send_back(world.session, official, case_id, WRONG_BODY, now)
        world.agenda.in_days(now, 2, lambda at: _route_again(world, case_id, lead, at))
        return
    tracker.acknowledge(world.session, official, case_id, now)
    days = world.random.choice(UNTIL_STARTED)
    world.agenda.in_days(now, days, lambda at: _start(world, case_id, lead, at))


def _route_again(world: World, case_id: int, lead: int, now: datetime) -> None:
    actor = world.cast.moderators[0].user_id
    why = "Anh chị Đoàn xã đã hỏi lại: việc này vẫn do đơn vị trả lời."
    tracker.route(world.session, actor, case_id, lead, (), None, why, now)
    tracker.acknowledge(world.session, world.cast.officials[lead], case_id, now)
    world.agenda.in_days(now, 1, lambda at: _start(world, case_id, lead, at))


def _start(world: World, case_id: int, lead: int, now: datetime) -> None:
    official = world.cast.officials[lead]
    tracker.start(world.session, official, case_id, now)
    if world.chance(0.5):
        tracker.add_note(world.session, official, case_id, NoteKind.STEP, STEP, now)
    days = world.random.choice(UNTIL_REPLY)
    world.agenda.in_days(now, days, lambda at: _reply(world, case_id, lead, at))


def _reply(world: World, case_id: int, lead: int, now: datetime) -> None:
    matter = world.matter_of[case_id]
    decision = Decision(matter.decision)
    promised = now.date() + PROMISED_AFTER if decision in PROMISES else None
    text = matter.reply(promised_on=promised)
    tracker.submit_reply(world.session, world.cast.officials[lead], case_id, text, now)
    days = world.random.choice(UNTIL_REVIEWED)
    world.agenda.in_days(now, days, lambda at: _review(world, case_id, lead, at))


def _review(world: World, case_id: int, lead: int, now: datetime) -> None:
    reviewer = world.cast.moderators[0]
    if world.chance(0.1):
        tracker.send_reply_back(world.session, reviewer, case_id, BETTER_WORDS, now)
        world.agenda.in_days(now, 2, lambda at: _reply(world, case_id, lead, at))
        return
    tracker.publish_reply(world.session, reviewer, case_id, now)
    for receipt, opinion_id in list(world.behind[case_id]):
        if world.chance(READ_SHARE):
            _reads_later(world, case_id, lead, receipt, opinion_id, now)
    world.agenda.in_days(now, 12, lambda at: _close(world, case_id, at))


def _reads_later(
    world: World, case_id: int, lead: int, receipt: str, opinion_id: str, now: datetime
) -> None:
    moment = now + timedelta(hours=world.random.randint(3, 200))
    world.agenda.at(moment, lambda at: _reads(world, case_id, lead, receipt, opinion_id, at))


def _reads(
    world: World, case_id: int, lead: int, receipt: str, opinion_id: str, now: datetime
) -> None:
    """Let a child read the reply and, often, say whether it helped."""
    view = feedback.look_up(world.session, receipt, now.date())
    if view is None:
        return
    feedback.note_read(world.session, view, now.date())
    published = tracker.published_reply(world.session, case_id)
    if published is None or not world.chance(RATED_SHARE):
        return
    rating = world.random.choice(RATINGS)
    before = tracker.case_state(world.session, case_id).state
    feedback.rate(world.session, receipt, opinion_id, rating, now)
    after = tracker.case_state(world.session, case_id).state
    if rating in REOPENING and after is CaseState.REOPENED and before is not after:
        world.agenda.in_days(now, 1, lambda at: _start(world, case_id, lead, at))


def _close(world: World, case_id: int, now: datetime) -> None:
    # Only when every child behind it was told; the others stay answered.
    if feedback.closing_now(world.session, case_id) is not None:
        moderator = world.cast.moderators[0]
        why = "Đã trả lời, không em nào nói chưa."
        feedback.close(world.session, moderator, case_id, why, now)
