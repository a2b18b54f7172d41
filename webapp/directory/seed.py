"""Filling an empty directory from a commune's folder of plain files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.directory import queries
from webapp.directory.records import (
    Body,
    Commune,
    HelpContact,
    School,
    SchoolClass,
    Setting,
    SpecialDay,
    Topic,
)
from webapp.directory.rules import (
    NUMBER_SETTINGS,
    SETTINGS,
    BodyKind,
    DayKind,
    SchoolLevel,
    grade_of,
    grades_of,
    school_year_of,
)
from webapp.directory.seed_files import Entry, SeedFolder

# How a topic says "the school of the child who wrote".
OWN_SCHOOL = "school"


def load_seed(session: Session, folder: Path, today: date) -> bool:
    """Fill an empty directory with what *folder* says; tell whether anything was loaded.

    A directory that has a commune already is left alone, whatever *folder* says:
    from then on the administrator decides, and what they removed must not come
    back at the next start.  Raise Invalid with a sentence naming the file and the
    entry that does not fit; the caller's transaction is rolled back then.
    """
    if queries.communes(session):
        return False
    seed = SeedFolder(folder)
    _add_commune(session, seed.commune)
    bodies = _add_bodies(session, seed)
    _add_schools(session, seed, bodies, today)
    _add_topics(session, seed, bodies)
    _add_contacts(session, seed, today)
    _add_days(session, seed)
    _add_settings(session, seed)
    session.flush()
    audit.record(session, None, "directory.loaded", "commune", seed.commune.text("name", 120))
    return True


def _add_commune(session: Session, entry: Entry) -> None:
    session.add(
        Commune(
            name=entry.text("name", 120),
            place_name=entry.text("place_name", 120),
            province=entry.text("province", 120),
            youth_parent=entry.text("youth_parent", 200, empty=True),
            youth_name=entry.text("youth_name", 200),
            valid_from=entry.first_day(),
            valid_to=entry.day("valid_to", empty=True),
        )
    )


def _add_body(entry: Entry, kind: BodyKind, bodies: dict[str, Body]) -> Body:
    code = entry.text("code", 40)
    if code in bodies:
        raise entry.refuse("code", "đã có ở một mục khác")
    bodies[code] = Body(
        code=code,
        name=entry.text("name", 200),
        short_name=entry.text("short_name", 80),
        kind=kind,
        valid_from=entry.first_day(),
        valid_to=entry.day("valid_to", empty=True),
    )
    return bodies[code]


def _add_bodies(session: Session, seed: SeedFolder) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    entries = [*seed.entries("bodies.toml", "body"), *seed.entries("villages.toml", "body")]
    for entry in entries:
        kind = entry.choice("kind", BodyKind)
        if kind is BodyKind.SCHOOL:
            raise entry.refuse("kind", "không đặt ở đây: trường học ghi trong schools.toml")
        _add_body(entry, kind, bodies)
    session.add_all(bodies.values())
    session.flush()
    for entry in entries:
        successor = entry.known("successor", bodies)
        if successor is not None:
            bodies[entry.text("code", 40)].successor_id = successor.id
    return bodies


def _add_schools(session: Session, seed: SeedFolder, bodies: dict[str, Body], today: date) -> None:
    for entry in seed.entries("schools.toml", "school"):
        body = _add_body(entry, BodyKind.SCHOOL, bodies)
        session.add(body)
        session.flush()
        school = School(body_id=body.id, level=entry.choice("level", SchoolLevel))
        session.add(school)
        session.flush()
        _add_classes(session, entry, school, today)


def _add_classes(session: Session, entry: Entry, school: School, today: date) -> None:
    for name, pupils in entry.values.get("classes", {}).items():
        grade = grade_of(name)
        if grade is None or grade not in grades_of(school.level):
            raise entry.refuse(f"classes.{name}", "không phải lớp của cấp học này")
        if not isinstance(pupils, int) or not 0 < pupils < 100:
            raise entry.refuse(f"classes.{name}", "phải là số học sinh từ 1 đến 99")
        session.add(
            SchoolClass(
                school_id=school.id,
                name=name,
                grade=grade,
                school_year=school_year_of(today),
                pupils=pupils,
            )
        )


def _add_topics(session: Session, seed: SeedFolder, bodies: dict[str, Body]) -> None:
    for position, entry in enumerate(seed.entries("topics.toml", "topic"), start=1):
        own_school = entry.text("receiver", 40, empty=True) == OWN_SCHOOL
        receiver = None if own_school else entry.known("receiver", bodies)
        session.add(
            Topic(
                code=entry.text("code", 20),
                name=entry.text("name", 120),
                child_name=entry.text("child_name", 120, empty=True),
                position=position,
                default_body_id=receiver.id if receiver else None,
                protected=entry.flag("protected"),
            )
        )


def _add_contacts(session: Session, seed: SeedFolder, today: date) -> None:
    for position, entry in enumerate(seed.entries("contacts.toml", "contact"), start=1):
        session.add(
            HelpContact(
                position=position,
                title=entry.text("title", 120),
                name=entry.text("name", 120),
                phone=entry.text("phone", 40),
                hours=entry.text("hours", 120, empty=True),
                valid_from=today,
            )
        )


def _add_days(session: Session, seed: SeedFolder) -> None:
    seen: set[date] = set()
    for entry in seed.rows("holidays.csv"):
        day = entry.day("day")
        if day is None or day in seen:
            raise entry.refuse("day", "đã có ở một dòng khác")
        seen.add(day)
        kind = entry.choice("kind", DayKind)
        session.add(SpecialDay(day=day, kind=kind, name=entry.text("name", 120)))


def _add_settings(session: Session, seed: SeedFolder) -> None:
    entry = seed.values("settings.toml")
    for name, value in entry.values.items():
        if name not in SETTINGS:
            raise entry.refuse(name, "không phải một thiết lập của chương trình")
        if name in NUMBER_SETTINGS and not (isinstance(value, int) and 0 < value < 1000):
            raise entry.refuse(name, "phải là số từ 1 đến 999")
        session.add(Setting(name=name, value=str(value)))
