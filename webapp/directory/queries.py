"""Reads of the directory, always ordered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from webapp.directory.records import (
    Body,
    Commune,
    HelpContact,
    School,
    SchoolClass,
    SpecialDay,
    Topic,
)
from webapp.directory.rules import BodyKind


def _on(table: type[Body] | type[Commune] | type[HelpContact], day: date) -> ColumnElement[bool]:
    return (table.valid_from <= day) & or_(table.valid_to.is_(None), table.valid_to >= day)


def communes(session: Session) -> Sequence[Commune]:
    """Return every commune's name there was, newest first."""
    return session.scalars(select(Commune).order_by(Commune.valid_from.desc(), Commune.id)).all()


def bodies(session: Session, day: date | None, kinds: Sequence[BodyKind] | None) -> Sequence[Body]:
    """Return bodies valid on *day* (all without one), of *kinds*, in order of entry."""
    query = select(Body).order_by(Body.id)
    if day is not None:
        query = query.where(_on(Body, day))
    if kinds is not None:
        query = query.where(Body.kind.in_(kinds))
    return session.scalars(query).all()


def body_by_code(session: Session, code: str) -> Body | None:
    """Return the body of *code*."""
    return session.scalar(select(Body).where(Body.code == code))


def schools(session: Session, day: date | None) -> Sequence[tuple[School, Body]]:
    """Return schools valid on *day* (all without one) with their bodies."""
    query = select(School, Body).join(Body, School.body_id == Body.id).order_by(School.id)
    if day is not None:
        query = query.where(_on(Body, day))
    return [(school, body) for school, body in session.execute(query)]


def school_by_body(session: Session, body_id: int) -> School | None:
    """Return the school that is the body *body_id*."""
    return session.scalar(select(School).where(School.body_id == body_id))


def classes(session: Session, school_id: int, school_year: str | None) -> Sequence[SchoolClass]:
    """Return the classes of a school, of one year or of all."""
    query = select(SchoolClass).where(SchoolClass.school_id == school_id)
    if school_year is not None:
        query = query.where(SchoolClass.school_year == school_year)
    ordered = query.order_by(SchoolClass.school_year.desc(), SchoolClass.grade, SchoolClass.name)
    return session.scalars(ordered).all()


def contacts(session: Session, day: date | None) -> Sequence[HelpContact]:
    """Return help contacts valid on *day* (all without one) as they are shown."""
    query = select(HelpContact).order_by(HelpContact.position, HelpContact.id)
    if day is not None:
        query = query.where(_on(HelpContact, day))
    return session.scalars(query).all()


def topics(session: Session) -> Sequence[Topic]:
    """Return the topics in their order."""
    return session.scalars(select(Topic).order_by(Topic.position, Topic.code)).all()


def special_days(session: Session, year: int | None = None) -> Sequence[SpecialDay]:
    """Return special days, of one year or of all."""
    query = select(SpecialDay).order_by(SpecialDay.day)
    if year is not None:
        query = query.where(SpecialDay.day.between(date(year, 1, 1), date(year, 12, 31)))
    return session.scalars(query).all()
