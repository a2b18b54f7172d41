"""What happens around a reply: more days, a question, the leader, promises, tickets, board."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp.accounts.rules import Viewer
from webapp.board import service as board
from webapp.directory import service as directory
from webapp.feedback import service as feedback
from webapp.feedback.rules import Channel, Kept, Rating
from webapp.launch.demo.world import World
from webapp.tracker import service as tracker
from webapp.tracker.service import CaseState, ExtensionReason

DISPUTED_DAYS = 13
AT_WORK = (CaseState.ACKNOWLEDGED, CaseState.IN_PROGRESS)
MORE_DAYS = "Thợ hẹn đến xem vào tuần sau, cần thêm thời gian để trả lời cho chắc."
ASKED_BY_US = "Em cho anh chị biết chỗ em nói ở gần đâu để đến xem nhé?"
ASKED_BY_BODY = "Em thấy việc này vào buổi nào trong ngày?"
HEARD_FROM_CHILD = "Dạ, ở chỗ rẽ vào trường ạ."
HALF_DONE = "Đã làm được một nửa; phần còn lại xong trong tháng sau."
DONE = "Đã làm xong; anh chị Đoàn xã đã đến xem và chụp ảnh."
PUT_OFF = "Mưa nhiều nên chưa làm xong; tháng sau làm tiếp."
OUTCOMES = (
    *((Kept.KEPT, DONE), (Kept.KEPT, DONE), (Kept.NOT_YET, PUT_OFF)),
    *((Kept.PARTLY, HALF_DONE), (Kept.KEPT, DONE)),
)


def plan_dispute(world: World) -> None:
    """Let two children say "not yet" about one reply and the one after it."""
    moment = world.agenda.office_hour(world.today - timedelta(days=DISPUTED_DAYS))
    world.agenda.at(moment, lambda at: _not_yet(world, _most_talked_about(world), 0, at))


def _most_talked_about(world: World) -> int:
    """Return the answered case with the most children behind it, 0 when there is none."""
    answered = tracker.answered_cases(world.session)
    return max(answered, key=lambda case_id: len(world.behind[case_id]), default=0)


def _not_yet(world: World, case_id: int, turn: int, now: datetime) -> None:
    if turn >= len(world.behind[case_id]):
        return
    receipt, opinion_id = world.behind[case_id][turn]
    view = feedback.look_up(world.session, receipt, now.date())
    if view is None or tracker.published_reply(world.session, case_id) is None:
        return
    feedback.note_read(world.session, view, now.date())
    feedback.rate(world.session, receipt, opinion_id, Rating.NOT_YET, now)
    if turn == 0:
        world.agenda.in_days(now, 1, lambda at: _answer_again(world, case_id, at))


def _answer_again(world: World, case_id: int, now: datetime) -> None:
    """Let the body do a little more; the next child is still not content."""
    state = tracker.case_state(world.session, case_id).state
    matter, official = world.matter_of[case_id], _lead(world, case_id, now)
    if state is not CaseState.REOPENED or official is None:
        return
    reviewer = world.cast.moderators[1]
    tracker.start(world.session, official, case_id, now)
    decided = f"{matter.decided} Chúng tôi đã đến xem lại cùng các em."
    text = matter.reply(decided)
    tracker.submit_reply(world.session, official, case_id, text, now + timedelta(hours=1))
    tracker.publish_reply(world.session, reviewer, case_id, now + timedelta(hours=2))
    world.agenda.in_days(now, 2, lambda at: _not_yet(world, case_id, 1, at))


def finish(world: World, now: datetime) -> None:
    """Do what is done after two months of replies, up to *now*."""
    ask_children(world, now)
    take_more_days(world, now)
    look_after_promises(world, now)
    hand_out_tickets(world, now)
    fill_board(world, now)


def ask_children(world: World, now: datetime) -> None:
    """Ask the children of two opinions that are being read; one of them has answered."""
    asked_at = now - timedelta(hours=5)
    for turn, (receipt, opinion_id) in enumerate(world.opened[:2]):
        reader = world.cast.moderators[0]
        number = feedback.ask(world.session, reader, opinion_id, ASKED_BY_US, asked_at)
        if turn == 0:
            answered_at = now - timedelta(hours=1)
            feedback.answer(world.session, receipt, number, HEARD_FROM_CHILD, answered_at)


def take_more_days(world: World, now: datetime) -> None:
    """Let one body extend, one wait for a child, and one propose a question."""
    moment = now - timedelta(minutes=40)
    at_work = _at_work(world, now)
    longer = [
        (view, official)
        for view, official in at_work
        if view.actions.extend and view.due_on is not None and view.due_on >= world.today
    ][:1]
    for view, official in longer:
        later = directory.work_calendar(world.session).add(view.due_on or world.today, 2)
        reason = ExtensionReason.SEE_THE_PLACE
        tracker.extend(world.session, official, view.id, later, MORE_DAYS, moment, reason)
    others = [one for one in at_work if one not in longer]
    for turn, (view, official) in enumerate(others[:2]):
        opinion_id = world.behind[view.id][-1][1]
        number = feedback.propose(
            world.session, official, view.id, opinion_id, ASKED_BY_BODY, moment
        )
        if turn == 0:
            reader = world.cast.moderators[1]
            feedback.approve(world.session, reader, number, ASKED_BY_BODY, moment)


def _lead(world: World, case_id: int, now: datetime) -> Viewer | None:
    """Return who works on a case, None while nobody leads it."""
    reader = world.cast.moderators[0]
    view = tracker.case_view(world.session, reader, case_id, now.date())
    return world.cast.officials.get(view.lead_body_id or 0)


def _at_work(world: World, now: datetime) -> list[tuple[tracker.CaseView, Viewer]]:
    """Return the cases being worked on, as those who lead them see them."""
    found = []
    for case_id in sorted(world.matter_of):
        official = _lead(world, case_id, now)
        if official is not None:
            view = tracker.case_view(world.session, official, case_id, now.date())
            if view.state in AT_WORK and view.escalated_on is None:
                found.append((view, official))
    return found


def look_after_promises(world: World, now: datetime) -> None:
    """Report most promises whose day has come; Đoàn xã confirms all but the last report."""
    reviewer = world.cast.moderators[0]
    due = [
        one
        for one in feedback.promises(world.session, reviewer)
        if one.due_on is not None and one.due_on < world.today
    ]
    for number, one in enumerate(due[:-1]):
        day = one.due_on or world.today
        moment = world.agenda.office_hour(day)
        official = world.cast.officials[one.promised.body_id]
        reply_id = one.promised.reply_id
        outcome, seen = OUTCOMES[number % len(OUTCOMES)]
        new_day = world.today + timedelta(days=30) if outcome is Kept.NOT_YET else None
        said = feedback.Report(outcome, seen, new_day)
        check_id = feedback.report(world.session, official, reply_id, said, moment)
        if number < len(due) - 2:
            later = min(now, moment + timedelta(hours=20))
            feedback.verify(world.session, reviewer, check_id, seen, later)


def hand_out_tickets(world: World, now: datetime) -> None:
    """Let the coordinators hand out the tickets of last month in most classes."""
    this_month = world.today.replace(day=1)
    month = (this_month - timedelta(days=1)).replace(day=1)
    for coordinator in list(world.cast.coordinators.values())[:-1]:
        for line in feedback.tickets(world.session, coordinator, month):
            if line.group.class_id is None or not line.replies or world.chance(0.3):
                continue
            feedback.record_ticket(
                world.session, coordinator, line.group, month, feedback.Way(Channel.CLASS_TICKET),
                world.today - timedelta(days=1), now.date(),
            )  # fmt: skip


def fill_board(world: World, now: datetime) -> None:
    """Put two replies of three on the board; the others wait to be decided about."""
    editor = world.cast.moderators[0]
    found = board.candidates(world.session, editor, world.today)
    for number, one in enumerate(found):
        if number % 3 == 0:
            continue
        reply_id = one.reply.id
        words = board.prepare(world.session, editor, reply_id, world.today).words
        board.post(world.session, editor, reply_id, words, (), True, now - timedelta(minutes=30))
