"""The commune's names as other rooms read them.

This is the door of the room.  Reads stand here; what the administrator changes
is in ``changes.py``, the first filling from files in ``seed.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.base.working_days import WorkCalendar
from webapp.directory import queries
from webapp.directory.records import (
    Body,
    Commune,
    HelpContact,
    School,
    SchoolClass,
    Setting,
    Topic,
)
from webapp.directory.rules import (
    SETTINGS,
    BodyKind,
    BodyView,
    ClassView,
    CommuneView,
    ContactView,
    DayKind,
    DayView,
    SchoolView,
    TopicView,
    class_sort_key,
    holidays_missing,
    valid_on,
)
from webapp.directory.seed import load_seed

__all__ = [
    "bodies",
    "body",
    "body_id",
    "body_name",
    "class_view",
    "classes",
    "commune",
    "contacts",
    "load_seed",
    "missing_holidays",
    "number",
    "school",
    "school_of_body",
    "schools",
    "special_days",
    "topics",
    "words",
    "work_calendar",
]


def commune(session: Session, day: date) -> CommuneView:
    """Return the commune under the name it bears on *day*.

    A day before the first name gets the first one: old plans must print too.
    Raise NotFound when nobody has loaded the commune's data.
    """
    found = queries.communes(session)
    if not found:
        raise NotFound
    row = next((row for row in found if valid_on(row, day)), None)
    if row is None:
        row = found[0] if day > found[0].valid_from else found[-1]
    return _commune_view(row)


def bodies(
    session: Session, day: date | None, kinds: Sequence[BodyKind] | None = None
) -> list[BodyView]:
    """Return the bodies that exist on *day* (all for None), of *kinds*."""
    return [_body_view(row) for row in queries.bodies(session, day, kinds)]


def body(session: Session, body_id: int) -> BodyView:
    """Return one body, ended or not; raise NotFound."""
    row = session.get(Body, body_id)
    if row is None:
        raise NotFound
    return _body_view(row)


def body_id(session: Session, code: str) -> int | None:
    """Return the id of the body of *code*, ended or not."""
    row = queries.body_by_code(session, code)
    return row.id if row else None


def body_name(session: Session, body_id: int) -> str:
    """Return the name of a body; raise NotFound."""
    return body(session, body_id).name


def schools(session: Session, day: date | None) -> list[SchoolView]:
    """Return the schools that exist on *day* (all for None)."""
    return [_school_view(row, its_body) for row, its_body in queries.schools(session, day)]


def school(session: Session, school_id: int) -> SchoolView:
    """Return one school; raise NotFound."""
    row = session.get(School, school_id)
    its_body = session.get(Body, row.body_id) if row else None
    if row is None or its_body is None:
        raise NotFound
    return _school_view(row, its_body)


def school_of_body(session: Session, body_id: int) -> SchoolView | None:
    """Return the school that is the body *body_id*, or None for other bodies."""
    row = queries.school_by_body(session, body_id)
    return school(session, row.id) if row else None


def classes(session: Session, school_id: int, school_year: str | None = None) -> list[ClassView]:
    """Return the classes of a school in natural order (6A2 before 6A10)."""
    found = [_class_view(row) for row in queries.classes(session, school_id, school_year)]
    return sorted(found, key=class_sort_key)


def class_view(session: Session, class_id: int) -> ClassView:
    """Return one class; raise NotFound."""
    row = session.get(SchoolClass, class_id)
    if row is None:
        raise NotFound
    return _class_view(row)


def contacts(session: Session, day: date | None) -> list[ContactView]:
    """Return the people a child can turn to on *day* (all for None)."""
    return [_contact_view(row) for row in queries.contacts(session, day)]


def topics(session: Session) -> list[TopicView]:
    """Return the topics in their order; ``protected`` ones are no tile for small children."""
    return [_topic_view(row) for row in queries.topics(session)]


def special_days(session: Session, year: int | None = None) -> list[DayView]:
    """Return holidays and swapped days, of one year or of all."""
    found = queries.special_days(session, year)
    return [DayView(row.day, row.kind, row.name) for row in found]


def work_calendar(session: Session) -> WorkCalendar:
    """Return the calendar that working-day limits are counted on."""
    days = queries.special_days(session)
    return WorkCalendar(
        days_off=frozenset(row.day for row in days if row.kind is DayKind.OFF),
        extra_days=frozenset(row.day for row in days if row.kind is DayKind.WORKED),
    )


def missing_holidays(session: Session, today: date) -> int | None:
    """Return the year whose holidays should have been entered by *today*, or None."""
    return holidays_missing(special_days(session), today)


def words(session: Session, setting_name: str) -> str:
    """Return a setting's text, its default when nobody changed it.

    A name that does not exist is a mistake of ours: KeyError.
    """
    default = SETTINGS[setting_name]
    row = session.get(Setting, setting_name)
    return row.value if row else default


def number(session: Session, setting_name: str) -> int:
    """Return a setting that counts something (days are working days)."""
    return int(words(session, setting_name))


def _commune_view(row: Commune) -> CommuneView:
    return CommuneView(
        row.id,
        row.name,
        row.place_name,
        row.province,
        row.youth_parent,
        row.youth_name,
        row.valid_from,
        row.valid_to,
    )


def _body_view(row: Body) -> BodyView:
    return BodyView(
        row.id,
        row.code,
        row.name,
        row.short_name,
        row.kind,
        row.valid_from,
        row.valid_to,
        row.successor_id,
    )


def _school_view(row: School, its_body: Body) -> SchoolView:
    return SchoolView(
        row.id, row.body_id, its_body.code, its_body.name, its_body.short_name, row.level
    )


def _class_view(row: SchoolClass) -> ClassView:
    return ClassView(row.id, row.school_id, row.name, row.grade, row.school_year, row.pupils)


def _contact_view(row: HelpContact) -> ContactView:
    return ContactView(
        row.id,
        row.position,
        row.title,
        row.name,
        row.phone,
        row.hours,
        row.valid_from,
        row.valid_to,
    )


def _topic_view(row: Topic) -> TopicView:
    return TopicView(
        row.code, row.name, row.child_name, row.position, row.default_body_id, row.protected
    )
