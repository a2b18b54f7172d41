"""The commune and everything in it that has a name: data, with validity dates.

Bodies, schools and villages were merged and renamed in 2024 and 2025; a
document of an earlier date must keep the names valid at its date, so a row is
never renamed: it ends, and its successor begins.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, choice
from webapp.directory.rules import BodyKind, DayKind, SchoolLevel


class Commune(Base):
    """The commune whose children are heard, as its letterheads name it."""

    __tablename__ = "commune"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    place_name: Mapped[str] = mapped_column(String(120))
    province: Mapped[str] = mapped_column(String(120))
    youth_parent: Mapped[str] = mapped_column(String(200))
    youth_name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Body(Base):
    """A body that leads or coordinates: an office, a union, a school, a village."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[BodyKind] = mapped_column(choice(BodyKind, "body_kind"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))


class School(Base):
    """A school; it is also a body, so that cases can be routed to it."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), unique=True)
    level: Mapped[SchoolLevel] = mapped_column(choice(SchoolLevel, "school_level"))


class SchoolClass(Base):
    """A class of one school year, with how many pupils it has."""

    __tablename__ = "school_class"
    __table_args__ = (UniqueConstraint("school_id", "name", "school_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    grade: Mapped[int]
    school_year: Mapped[str] = mapped_column(String(9))
    pupils: Mapped[int | None]


class HelpContact(Base):
    """A person of the commune a child can turn to, set by the administrator."""

    __tablename__ = "help_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(40))
    hours: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class SpecialDay(Base):
    """A day on which offices differ from the plain week (holiday or swapped day)."""

    __tablename__ = "special_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(choice(DayKind, "day_kind"))
    name: Mapped[str] = mapped_column(String(120))


class Topic(Base):
    """A topic of the commune's taxonomy and the body that usually answers it."""

    __tablename__ = "topic"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    child_name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    default_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    protected: Mapped[bool] = mapped_column(default=False)


class Setting(Base):
    """A number or a text the administrator may change (see ``rules.SETTINGS``)."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(500))
