"""The plan is worked on: most dates are reported, some are in the way of something."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp.accounts.rules import Viewer
from webapp.launch.demo.world import World
from webapp.plan import service as plan
from webapp.plan.rules import OccurrenceState
from webapp.plan.views import OccurrenceView, TaskLine

_O = OccurrenceState
BLOCKED_BY = "Chờ huyện cấp kinh phí"
BLOCKED = "Đã gửi tờ trình hai lần, chưa có văn bản trả lời."
MOVED_BY, MOVED = "Công văn số 12/UBND", "Lùi sang sau kỳ thi để các em tham gia được."
HELP = "Lập danh sách trẻ em tham gia và cử người đi cùng."
HELPED = "Đã gửi danh sách 42 em, cử hai người đi cùng."


def report_plan(world: World, now: datetime) -> None:
    """Report most occurrences that are due; most of them are verified, a few forgotten."""
    today = now.date()
    seen = plan.plan_view(world.session, world.cast.policy, today)
    for line in seen.lines if seen else ():
        reporter = next(
            (world.cast.officials[body] for body in line.lead_ids if body in world.cast.officials),
            world.cast.policy,
        )
        for occurrence in line.occurrences:
            due = occurrence.due_on
            if due is None or occurrence.past_when_issued or due > today or world.chance(0.06):
                continue
            moment = min(now, world.agenda.office_hour(due) + timedelta(days=_lateness(world)))
            _step(world, reporter, line.id, occurrence.id, _O.REPORTED_DONE, moment)
            if world.chance(0.75):
                later = min(now, moment + timedelta(days=2))
                _step(world, world.cast.policy, line.id, occurrence.id, _O.VERIFIED, later)


def _step(
    world: World,
    viewer: Viewer,
    task_id: int,
    occurrence_id: int,
    to_state: OccurrenceState,
    now: datetime,
) -> None:
    """Move an occurrence of a task, where this person may."""
    text = "Đã thực hiện; báo cáo và hình ảnh lưu tại văn phòng."
    task = plan.task_view(world.session, viewer, task_id, now.date())
    if to_state in task.moves.get(occurrence_id, ()):
        plan.report_progress(world.session, viewer, occurrence_id, to_state, text, now)


def _lateness(world: World) -> int:
    return world.random.choice((-4, -2, -1, 0, 0, 5))


def in_the_way(world: World, now: datetime) -> None:
    """Block one date to come, move another one, and ask two bodies for their parts."""
    policy, today = world.cast.policy, now.date()
    seen = plan.plan_view(world.session, policy, today)
    planned = [
        (line, occurrence)
        for line in (seen.lines if seen else ())
        for occurrence in line.occurrences
        if occurrence.state is _O.PLANNED
    ]
    to_come = [one for _line, one in planned if one.due_on is not None and one.due_on > today]
    for one in to_come[:1]:
        new_day = (one.due_on or today) + timedelta(days=14)
        plan.postpone(world.session, policy, one.id, new_day, MOVED_BY, MOVED, now)
    for one in to_come[1:2]:
        plan.report_progress(
            world.session, policy, one.id, _O.BLOCKED, BLOCKED, now, blocked_by=BLOCKED_BY
        )
    touched = {one.id for one in to_come[:2]}
    _ask_for_parts(world, [pair for pair in planned if pair[1].id not in touched], now)


def _ask_for_parts(
    world: World, planned: list[tuple[TaskLine, OccurrenceView]], now: datetime
) -> None:
    """Ask for the parts of two bodies; the first one has done its own."""
    officials = world.cast.officials
    parts = [
        (occurrence.id, body) for line, occurrence in planned for body in line.coordinating_ids
    ]
    with_somebody = [part for part in parts if part[1] in officials]
    others = [part for part in parts if part not in with_somebody]
    day, yesterday = now.date() + timedelta(days=10), now - timedelta(days=1)
    for occurrence_id, body in with_somebody[:1] + others[:1]:
        part = plan.ask_contribution(
            world.session, world.cast.policy, occurrence_id, body, HELP, day, yesterday
        )
        if body in officials:
            plan.report_contribution(world.session, officials[body], part, HELPED, now)
