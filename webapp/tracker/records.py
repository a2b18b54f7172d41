"""Cases: one matter raised by one or many children, on its way to an answer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.tracker.rules import CaseBodyRole, CaseState, Decision, NoteKind, ReplyState


class Case(Base):
    """What the tracker follows.

    ``title`` is written by a moderator in words that identify nobody.
    ``due_on`` belongs to the lead body and was counted from ``term_days``
    working days; ``replied_late`` is frozen when the body hands in its reply
    and never turns back, so that history cannot be made prettier.
    """

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("state IN ('opened', 'closed') OR due_on IS NOT NULL", name="due_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    topic: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    state: Mapped[CaseState] = mapped_column(choice(CaseState, "case_state"), index=True)
    decision: Mapped[Decision | None] = mapped_column(choice(Decision, "decision"))
    opened_on: Mapped[date] = mapped_column(index=True)
    routed_on: Mapped[date | None] = mapped_column(index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    due_by_law: Mapped[bool] = mapped_column(default=False)
    term_days: Mapped[int | None]
    replied_on: Mapped[date | None]
    replied_late: Mapped[bool | None]
    published_on: Mapped[date | None]
    times_reopened: Mapped[int] = mapped_column(default=0)
    search_text: Mapped[str] = mapped_column(Text, default="")


class CaseNumber(Base):
    """The last number given in a year; its row is the queue for the next one."""

    __tablename__ = "case_number"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class CaseBody(Base):
    """A body a case was sent to; at most one leads."""

    __tablename__ = "case_body"
    __table_args__ = (
        UniqueConstraint("case_id", "body_id"),
        Index(
            "uq_case_body_one_lead",
            "case_id",
            unique=True,
            sqlite_where=text("role = 'lead'"),
            postgresql_where=text("role = 'lead'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    role: Mapped[CaseBodyRole] = mapped_column(choice(CaseBodyRole, "case_body_role"))


class CaseEvent(Base):
    """A step of a case: who, when, from, to, why.  Appended only."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[CaseState | None] = mapped_column(choice(CaseState, "from_state"))
    to_state: Mapped[CaseState] = mapped_column(choice(CaseState, "to_state"))
    why: Mapped[str] = mapped_column(Text, default="")


class CaseNote(Base):
    """A note or a step done, for the staff.  Appended only."""

    __tablename__ = "case_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind, "note_kind"))
    text: Mapped[str] = mapped_column(Text)


class Reply(Base):
    """What the responsible body says and decides, in four blocks.

    ``heard`` (what we heard), ``decided`` with ``decision``, ``why``, and
    ``when_text`` with an optional ``promised_on``.  Once submitted, a reply is
    not edited: a reply sent back is followed by a new one.
    """

    __tablename__ = "reply"
    __table_args__ = (
        CheckConstraint("state != 'published' OR published_on IS NOT NULL", name="published_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    state: Mapped[ReplyState] = mapped_column(choice(ReplyState, "reply_state"), index=True)
    decision: Mapped[Decision] = mapped_column(choice(Decision, "reply_decision"))
    heard: Mapped[str] = mapped_column(Text)
    decided: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    when_text: Mapped[str] = mapped_column(Text, default="")
    promised_on: Mapped[date | None]
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    late: Mapped[bool | None]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    review_note: Mapped[str] = mapped_column(Text, default="")
    published_on: Mapped[date | None]
