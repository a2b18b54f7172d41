"""Making the invented commune, once: people, plan, and two months of work."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.directory import service as directory
from webapp.launch.demo import arriving, following, others, planwork, voices
from webapp.launch.demo.agenda import Agenda
from webapp.launch.demo.agreed import agree
from webapp.launch.demo.cast import Cast, gather
from webapp.launch.demo.matters import read_book
from webapp.launch.demo.world import World
from webapp.plan import service as plan

SEED = 2023
PLAN_FILES = ("plan.toml", "plan.csv", "plan.txt", "body-aliases.toml")
# From this day on a month has enough school days to be the second of the two.
ENOUGH_DAYS = 12
FORUM_CHILDREN, QUESTIONS, AT_HOME = 36, 30, 10


def make(session: Session, settings: Settings, now: datetime) -> Cast:
    """Fill an empty demonstration database; the caller commits."""
    today, random = now.date(), Random(SEED)  # noqa: S311 (the same commune each time is wanted)
    first_month, second_month = months(today)
    cast = gather(session, now - (today - first_month) - timedelta(days=5))
    import_shifted_plan(session, settings, today)
    agenda = Agenda(random, directory.work_calendar(session))
    world = World(session, settings, random, agenda, cast, read_book(), today, second_month)
    agree(world, agenda.office_hour(first_month))
    _plan_rounds(world, now)
    voices.plan_voices(world, first_month, today + timedelta(days=7))
    following.plan_dispute(world)
    agenda.work_through(now, session.commit)
    following.finish(world, now)
    others.move_registrations(world, now)
    others.handle_concerns(world, now)
    planwork.report_plan(world, now)
    planwork.in_the_way(world, now)
    others.sign_last_month(world, now)
    return cast


def months(today: date) -> tuple[date, date]:
    """Return the first days of the two months of work; early in a month those before it."""
    last = today if today.day >= ENOUGH_DAYS else today.replace(day=1) - timedelta(days=1)
    second = last.replace(day=1)
    return (second - timedelta(days=1)).replace(day=1), second


def _plan_rounds(world: World, now: datetime) -> None:
    today, (first_month, second_month) = world.today, months(world.today)
    in_a_week = today + timedelta(days=7)
    for month, last in ((first_month, first_month.replace(day=27)), (second_month, in_a_week)):
        title = f"Ý kiến tháng {month.month}/{month.year}"
        number = arriving.plan_round(world, arriving.MONTHLY, title, month, last)
        arriving.plan_classes(world, number, month, last)
        arriving.plan_homes(world, number, month, AT_HOME)
    # Nobody has opened it yet, and its half hour still runs.
    arriving.plan_danger(world, number, now - timedelta(minutes=12))
    for survey, title, count in (
        (others.FORUM, "Diễn đàn trẻ em xã", FORUM_CHILDREN),
        (others.DIALOGUE, "Đối thoại học đường học kỳ này", QUESTIONS),
    ):
        first = first_month + timedelta(days=14)
        number = arriving.plan_round(world, survey, title, first, in_a_week)
        others.plan_registrations(world, survey, number, count, first)


def import_shifted_plan(session: Session, settings: Settings, today: date) -> None:
    """Import the plan of the commune this one is based on, under its own name and year."""
    own = tomllib.loads((settings.commune / "commune.toml").read_text(encoding="utf-8"))
    based_on = settings.commune.parent / own["based_on"]
    theirs = tomllib.loads((based_on / "commune.toml").read_text(encoding="utf-8"))
    year = int(tomllib.loads((based_on / "plan.toml").read_text(encoding="utf-8"))["year"])
    folder = settings.instance / "plan"
    folder.mkdir(exist_ok=True)
    for name in PLAN_FILES:
        text = (based_on / name).read_text(encoding="utf-8")
        text = text.replace(theirs["place_name"], own["place_name"])
        text = _in_year(text, year, today.year)
        (folder / name).write_text(text, encoding="utf-8")
    plan.import_plan(session, Path(folder), today=today, shift_years=today.year - year)


def _in_year(text: str, year: int, new_year: int) -> str:
    """Name the new year where the plan's words name the old one; the import shifts its dates."""
    for before in ("năm ", "trẻ em ", "/"):
        text = text.replace(f"{before}{year}", f"{before}{new_year}")
    return text
