"""Making the invented commune, once: people, plan, and two months of work."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.directory import service as directory
from webapp.launch.demo import arriving, others
from webapp.launch.demo.agenda import Agenda
from webapp.launch.demo.cast import Cast, gather
from webapp.launch.demo.matters import read_book
from webapp.launch.demo.world import World
from webapp.plan import service as plan

SEED = 2023
PLAN_FILES = ("plan.toml", "plan.csv", "plan.txt", "body-aliases.toml")
FIRST_ROUND, SECOND_ROUND, FORUM, DIALOGUE = 60, 28, 42, 50
FORUM_CHILDREN, QUESTIONS, AT_HOME = 32, 28, 24


def make(session: Session, settings: Settings, now: datetime) -> Cast:
    """Fill an empty demonstration database; the caller commits."""
    today, random = now.date(), Random(SEED)  # noqa: S311 (the same commune each time is wanted)
    start = now - timedelta(days=FIRST_ROUND + 5)
    cast = gather(session, start)
    import_shifted_plan(session, settings, today)
    agenda = Agenda(random, directory.work_calendar(session))
    world = World(session, settings, random, agenda, cast, read_book(), today)
    _plan_rounds(world)
    agenda.work_through(now, session.commit)
    others.move_registrations(world, now)
    others.handle_concerns(world, now)
    others.report_plan(world, now)
    others.sign_last_month(world, now)
    return cast


def _plan_rounds(world: World) -> None:
    def before(days: int) -> date:
        return world.today - timedelta(days=days)

    for days, last in ((FIRST_ROUND, before(32)), (SECOND_ROUND, before(-5))):
        first = before(days)
        title = f"Ý kiến tháng {first.month}/{first.year}"
        number = arriving.plan_round(world, arriving.MONTHLY, title, first, last)
        arriving.plan_classes(world, number, first, last)
        arriving.plan_homes(world, number, first, AT_HOME // 2)
    for survey, title, days, count in (
        (others.FORUM, "Diễn đàn trẻ em xã", FORUM, FORUM_CHILDREN),
        (others.DIALOGUE, "Đối thoại học đường học kỳ này", DIALOGUE, QUESTIONS),
    ):
        number = arriving.plan_round(world, survey, title, before(days), before(-10))
        others.plan_registrations(world, survey, number, count, before(days))


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
        if name == "plan.toml":
            text = _with_year_in_title(text, year, today.year)
        (folder / name).write_text(text, encoding="utf-8")
    plan.import_plan(session, Path(folder), today=today, shift_years=today.year - year)


def _with_year_in_title(text: str, year: int, new_year: int) -> str:
    """Name the new year in the plan's title; its dates are shifted by the import."""
    return text.replace(f"năm {year}", f"năm {new_year}")
