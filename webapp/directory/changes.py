"""What the administrator changes.  A name is never overwritten: it ends, the next begins.

``Invalid.fields`` maps a field to a key of the page's sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.directory import queries
from webapp.directory.class_list import ClassLine
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
    SETTINGS,
    BodyKind,
    DayKind,
    SchoolLevel,
    code_for,
    setting_fault,
)

ONE_DAY = timedelta(days=1)


def name_commune(
    session: Session,
    actor_id: int,
    *,
    name: str,
    place_name: str,
    province: str,
    youth_parent: str,
    youth_name: str,
    valid_from: date,
) -> None:
    """Correct the commune's present name, or begin a new one on a later day.

    *valid_from* of the present name means a correction; a later day ends the
    present name the day before.  Raise Invalid for an earlier day.
    """
    values = {
        "name": name,
        "place_name": place_name,
        "province": province,
        "youth_parent": youth_parent,
        "youth_name": youth_name,
    }
    present = next(iter(queries.communes(session)), None)
    if present is not None and valid_from < present.valid_from:
        raise Invalid(fields={"valid_from": "before_present"})
    if present is not None and valid_from == present.valid_from:
        for key, value in values.items():
            setattr(present, key, value)
    else:
        if present is not None:
            present.valid_to = valid_from - ONE_DAY
        session.add(Commune(valid_from=valid_from, **values))
    session.flush()
    audit.record(session, actor_id, "commune.named", "commune", name, since=str(valid_from))


def add_body(
    session: Session, actor_id: int, *, name: str, short_name: str, kind: BodyKind, valid_from: date
) -> int:
    """Add a body and return its id; raise Invalid when the name stands in the list."""
    if any(row.name == name for row in queries.bodies(session, valid_from, None)):
        raise Invalid(fields={"name": "stands_already"})
    row = Body(
        code=_free_code(session, name),
        name=name,
        short_name=short_name,
        kind=kind,
        valid_from=valid_from,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor_id, "body.added", "body", row.id)
    return row.id


def end_body(
    session: Session, actor_id: int, body_id: int, last_day: date, successor_id: int | None
) -> None:
    """End a body on *last_day*; its successor answers from then on.

    Raise IllegalMove when it ended already, Invalid for a day before it began or
    a successor that is the body itself or unknown.
    """
    row = session.get(Body, body_id)
    if row is None:
        raise NotFound
    if row.valid_to is not None:
        raise IllegalMove
    if last_day < row.valid_from:
        raise Invalid(fields={"last_day": "before_present"})
    if successor_id == body_id or (successor_id and session.get(Body, successor_id) is None):
        raise Invalid(fields={"successor_id": "unknown"})
    row.valid_to, row.successor_id = last_day, successor_id
    for topic in queries.topics(session):
        if topic.default_body_id == body_id:
            topic.default_body_id = successor_id
    session.flush()
    audit.record(session, actor_id, "body.ended", "body", body_id, successor=successor_id)


def add_school(
    session: Session,
    actor_id: int,
    *,
    name: str,
    short_name: str,
    level: SchoolLevel,
    valid_from: date,
) -> int:
    """Add a school with its body and return the school's id."""
    body_id = add_body(
        session,
        actor_id,
        name=name,
        short_name=short_name,
        kind=BodyKind.SCHOOL,
        valid_from=valid_from,
    )
    row = School(body_id=body_id, level=level)
    session.add(row)
    session.flush()
    return row.id


def save_classes(
    session: Session, actor_id: int, school_id: int, school_year: str, lines: Sequence[ClassLine]
) -> int:
    """Add the classes of *lines*, or set the pupils of those that exist; return how many.

    Raise Invalid when a line has a fault: all are saved or none.
    """
    if session.get(School, school_id) is None:
        raise NotFound
    if not lines or any(line.faults for line in lines):
        raise Invalid(fields={"text": "faulty_lines"})
    known = {row.name.upper(): row for row in queries.classes(session, school_id, school_year)}
    for line in lines:
        row = known.get(line.name.upper())
        if row is None:
            row = SchoolClass(
                school_id=school_id, name=line.name, grade=line.grade, school_year=school_year
            )
            session.add(row)
        row.pupils = line.pupils
    session.flush()
    audit.record(
        session, actor_id, "classes.saved", "school", school_id, year=school_year, n=len(lines)
    )
    return len(lines)


def add_contact(
    session: Session, actor_id: int, *, title: str, name: str, phone: str, hours: str, today: date
) -> int:
    """Add a person children can turn to, shown after the others from *today* on."""
    position = 1 + max((row.position for row in queries.contacts(session, None)), default=0)
    row = HelpContact(
        position=position, title=title, name=name, phone=phone, hours=hours, valid_from=today
    )
    session.add(row)
    session.flush()
    audit.record(session, actor_id, "contact.added", "contact", row.id)
    return row.id


def end_contact(session: Session, actor_id: int, contact_id: int, today: date) -> None:
    """Stop showing a contact from *today* on."""
    row = session.get(HelpContact, contact_id)
    if row is None:
        raise NotFound
    row.valid_to = today - ONE_DAY
    session.flush()
    audit.record(session, actor_id, "contact.ended", "contact", contact_id)


def set_day(session: Session, actor_id: int, *, day: date, kind: DayKind, name: str) -> None:
    """Say that *day* differs from the plain week; what was said of it before is replaced.

    Deadlines given before keep their day: only those given from now on count it.
    """
    row = session.get(SpecialDay, day) or SpecialDay(day=day)
    row.kind, row.name = kind, name
    session.add(row)
    session.flush()
    audit.record(session, actor_id, "day.set", "day", day, kind=kind)


def remove_day(session: Session, actor_id: int, day: date) -> None:
    """Make *day* a day of the plain week again."""
    row = session.get(SpecialDay, day)
    if row is None:
        raise NotFound
    session.delete(row)
    session.flush()
    audit.record(session, actor_id, "day.removed", "day", day)


def change_topic(
    session: Session,
    actor_id: int,
    code: str,
    *,
    name: str,
    child_name: str,
    default_body_id: int | None,
) -> None:
    """Change a topic's words and who usually answers; its code never changes."""
    row = session.get(Topic, code)
    if row is None:
        raise NotFound
    row.name, row.child_name, row.default_body_id = name, child_name, default_body_id
    session.flush()
    audit.record(session, actor_id, "topic.changed", "topic", code)


def change_settings(session: Session, actor_id: int, values: Mapping[str, str]) -> None:
    """Set settings, all or none; raise Invalid naming every one out of its limits."""
    faults = {
        name: fault for name, value in values.items() if (fault := setting_fault(name, value))
    }
    if faults:
        raise Invalid(fields=faults)
    for name, value in values.items():
        row = session.get(Setting, name) or Setting(name=name, value=SETTINGS[name])
        before, row.value = row.value, value
        session.add(row)
        if before != value:
            audit.record(
                session, actor_id, "setting.changed", "setting", name, before=before, after=value
            )
    session.flush()


def confirm_hotline(session: Session, actor_id: int) -> None:
    """Show children the province's number, now that somebody rang it."""
    found = session.get(Setting, "province_hotline_to_check")
    if found is None or not found.value:
        raise IllegalMove
    rung = {"province_hotline": found.value, "province_hotline_to_check": ""}
    change_settings(session, actor_id, rung)


def _free_code(session: Session, name: str) -> str:
    """Return a code made from *name* that no body has."""
    base = code_for(name) or "don-vi"
    code, number = base, 1
    while queries.body_by_code(session, code):
        number += 1
        code = f"{base[:36]}-{number}"
    return code
