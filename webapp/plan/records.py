"""The commune's plan: its tasks word for word, and their dated occurrences."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.plan.rules import BodyRole, OccurrenceState, StepKind, TaskKind


class Plan(Base):
    """One year's plan as issued.

    ``digest`` is that of the files it was read from, so that reading them again
    changes nothing.
    """

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(300))
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text, default="")


class Task(Base):
    """A row of the plan.  Words of the plan are kept verbatim, oddities beside them.

    ``starts_on``, ``ends_on``, ``due_on`` and ``recurrence`` (RFC 5545 rules,
    several separated by `` | ``) are the machine reading of ``time_text``.
    """

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(20))
    parent_code: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[TaskKind] = mapped_column(choice(TaskKind, "task_kind"))
    title: Mapped[str] = mapped_column(Text)
    lead_text: Mapped[str] = mapped_column(Text, default="")
    lead_verbatim: Mapped[str] = mapped_column(Text, default="")
    coordinating_text: Mapped[str] = mapped_column(Text, default="")
    time_text: Mapped[str] = mapped_column(Text, default="")
    time_kind: Mapped[str] = mapped_column(String(60), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    due_on: Mapped[date | None]
    recurrence: Mapped[str] = mapped_column(Text, default="")
    past_when_issued: Mapped[bool] = mapped_column(default=False)
    participation: Mapped[bool] = mapped_column(default=False)
    product: Mapped[str] = mapped_column(Text, default="")
    oddity: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="")


class TaskBody(Base):
    """A body of a task, as a role on it."""

    __tablename__ = "task_body"
    __table_args__ = (UniqueConstraint("task_id", "body_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    role: Mapped[BodyRole] = mapped_column(choice(BodyRole, "body_role"))


class Occurrence(Base):
    """One dated instance of a task; a recurring task has many.

    ``due_on`` is empty for year-round work.  ``was_late`` is frozen when the
    lead reports it done, or when a date is moved that had already run out.
    """

    __tablename__ = "occurrence"
    __table_args__ = (UniqueConstraint("task_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    past_when_issued: Mapped[bool] = mapped_column(default=False)
    state: Mapped[OccurrenceState] = mapped_column(
        choice(OccurrenceState, "occurrence_state"), index=True
    )
    done_on: Mapped[date | None]
    was_late: Mapped[bool | None]


class Progress(Base):
    """What was reported about an occurrence, with its evidence.  Appended only.

    A postponement keeps both days and the number of the decision; a blocked one says who or
    what stands in the way.
    """

    __tablename__ = "progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    from_state: Mapped[OccurrenceState] = mapped_column(choice(OccurrenceState, "from_state"))
    to_state: Mapped[OccurrenceState] = mapped_column(choice(OccurrenceState, "to_state"))
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[StepKind] = mapped_column(choice(StepKind, "progress_kind"))
    decision: Mapped[str] = mapped_column(String(120), default="")
    blocked_by: Mapped[str] = mapped_column(String(200), default="")
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]


class Contribution(Base):
    """What a coordinating body was asked to add to an instance, by a day of its own.

    ``was_late`` is frozen when the body reports its part done; both reports are kept once.
    """

    __tablename__ = "contribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    done_on: Mapped[date | None] = mapped_column(index=True)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    done_text: Mapped[str] = mapped_column(Text, default="")
    was_late: Mapped[bool | None]
