"""Đoàn xã reads what has come in: hides, refuses, gathers into cases, sends on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from webapp.accounts.rules import Viewer
from webapp.base.text import fold
from webapp.directory import service as directory
from webapp.launch.demo.bodies import work_begins
from webapp.launch.demo.matters import Matter, Said
from webapp.launch.demo.world import World
from webapp.moderation import service as moderation
from webapp.moderation.service import Sending
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind
from webapp.opinions.service import OpinionView
from webapp.plan import service as plan
from webapp.tracker import service as tracker

# Working days until somebody reads a sheet; the usual promise is two.
READING_DAYS = (1, 1, 1, 2, 2, 2, 3, 4)
# Of the sheets of these days: only opened yet, only accepted yet.
ONLY_OPENED_SHARE, ONLY_ACCEPTED_SHARE = 0.15, 0.15


def read_later(
    world: World, submission_id: str, said: Sequence[Said], school_id: int | None, now: datetime
) -> None:
    """Put the reading of a submission on the agenda."""
    days = world.random.choice(READING_DAYS)
    world.agenda.in_days(now, days, lambda at: _read(world, submission_id, said, school_id, at))


def _read(
    world: World, submission_id: str, said: Sequence[Said], school_id: int | None, now: datetime
) -> None:
    reader = world.random.choice(world.cast.moderators)
    opinions.start_reading(world.session, reader.user_id, submission_id, now)
    views = opinions.of_submission(world.session, reader, submission_id)
    if world.is_fresh(now) and world.chance(ONLY_OPENED_SHARE):
        digest = world.digest_of[submission_id]
        world.opened.extend((digest, view.id) for view in views)
        return
    known = {one.text: one for one in said}
    for view in views:
        found = known.get(view.original)
        if found is not None:
            _decide(world, reader, view, found, school_id, now + timedelta(minutes=3))


def _decide(
    world: World,
    reader: Viewer,
    view: OpinionView,
    said: Said,
    school_id: int | None,
    now: datetime,
) -> None:
    actor = reader.user_id
    for words in said.hide:
        reason = "phone" if words[0].isdigit() else "name"
        opinions.hide_words(world.session, actor, view.id, words, HidingKind.MASK, reason, now)
    if said.reason is not None:
        opinions.propose_refusal(world.session, actor, view.id, said.reason, said.note, now)
        _read_second(world, reader, view.id, now)
    elif said.matter is None or (world.is_fresh(now) and world.chance(ONLY_ACCEPTED_SHARE)):
        opinions.accept(world.session, actor, view.id, now)
    else:
        _send(world, reader, view, said.matter, school_id, now)


def _read_second(world: World, reader: Viewer, opinion_id: str, now: datetime) -> None:
    """Let somebody else agree an hour later; one of the last days waits still."""
    others = [one for one in world.cast.moderators if one.user_id != reader.user_id]
    if others and not world.is_fresh(now):
        later = now + timedelta(hours=1)
        opinions.confirm_refusal(world.session, others[0], opinion_id, later)


def _send(
    world: World,
    reader: Viewer,
    view: OpinionView,
    matter: Matter,
    school_id: int | None,
    now: datetime,
) -> None:
    """Put an opinion behind the case of its matter, or open and route a new one."""
    lead = _lead(world, matter, school_id)
    school = school_id if matter.lead == "school" else None
    key = (matter.title, school, view.round_id)
    known = world.cases.get(key)
    sending = Sending(
        topic=matter.topic,
        case_id=known,
        title=matter.title,
        title_sure=True,
        lead_body_id=lead,
        coordinating=tuple(_bodies(world, matter.coordinating)),
    )
    case_id = moderation.send(world.session, reader, view, sending, now)
    world.behind[case_id].append((world.digest_of[view.submission_id], view.id))
    if known is None:
        world.cases[key] = case_id
        world.matter_of[case_id] = matter
        _link(world, reader, case_id, matter)
        work_begins(world, case_id, lead, now)


def _lead(world: World, matter: Matter, school_id: int | None) -> int:
    """Return the body that answers; at home without a school it is the commune's office."""
    if matter.lead == "school" and school_id is not None:
        return directory.school(world.session, school_id).body_id
    code = "ubnd-xa" if matter.lead == "school" else matter.lead
    return next(iter(_bodies(world, (code,))))


def _bodies(world: World, codes: Sequence[str]) -> list[int]:
    found = (directory.body_id(world.session, code) for code in codes)
    return [number for number in found if number is not None]


def _link(world: World, reader: Viewer, case_id: int, matter: Matter) -> None:
    """Link the case to a task of the plan that speaks of the same thing."""
    if not matter.task:
        return
    for task in plan.tasks_for_choice(world.session):
        if fold(matter.task) in fold(task.title):
            tracker.link_task(world.session, reader, case_id, task.id)
            return
