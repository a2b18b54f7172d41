"""Cases: one matter raised by one or many children, on its way to an answer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.tracker.rules import (
    CaseBodyRole,
    CaseState,
    Closing,
    Decision,
    ExtensionReason,
    NoteKind,
    ReplyState,
    TermKind,
)


class Case(Base):
    """What the tracker follows.

    ``title`` is written by a moderator in words that identify nobody.
    ``due_on`` belongs to the lead body and was counted from ``term_days``
    working days; ``replied_late`` is frozen when the body hands in its reply
    and never turns back, so that history cannot be made prettier.  The same
    holds for ``published_late``: ``publish_by`` is Đoàn xã's own last day to
    review and publish what was handed in.  ``paused_on`` is set while something
    is asked of the child, ``paused_days`` are the working days of pauses that
    are over.  ``extensions`` counts those of the body that leads now.
    """

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("state IN ('opened', 'closed') OR due_on IS NOT NULL", name="due_known"),
        CheckConstraint("state != 'waiting_child' OR paused_on IS NOT NULL", name="paused_when"),
        CheckConstraint("extensions BETWEEN 0 AND 2", name="twice_at_most"),
        CheckConstraint("paused_days >= 0", name="no_negative_pause"),
        # The list counts, narrows and sorts from this alone; rows hold long texts.
        Index("ix_case_listing", "state", "due_on", "due_by_law", "number", "topic", "school_id"),
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
    publish_by: Mapped[date | None]
    published_on: Mapped[date | None]
    published_late: Mapped[bool | None]
    times_reopened: Mapped[int] = mapped_column(default=0)
    escalated_on: Mapped[date | None] = mapped_column(index=True)
    extensions: Mapped[int] = mapped_column(default=0, server_default="0")
    paused_on: Mapped[date | None]
    paused_days: Mapped[int] = mapped_column(default=0, server_default="0")
    closing: Mapped[Closing | None] = mapped_column(choice(Closing, "closing"))
    closed_on: Mapped[date | None]
    search_text: Mapped[str] = mapped_column(Text, default="")


class CaseNumber(Base):
    """The last number given in a year; its row is the queue for the next one."""

    __tablename__ = "case_number"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class CaseNumberFree(Base):
    """A number given back within seconds by undoing; the next case takes it, so none is missing."""

    __tablename__ = "case_number_free"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int]


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
    closing: Mapped[Closing | None] = mapped_column(choice(Closing, "event_closing"))
    why: Mapped[str] = mapped_column(Text, default="")


class CaseTerm(Base):
    """A last day that was set or moved: who, when, from, to, why.  Appended only.

    ``days`` are the working days given with it.  ``reason`` is said for an
    extension: the child reads it in plain words, ``why`` only staff.
    """

    __tablename__ = "case_term"
    __table_args__ = (
        CheckConstraint("kind != 'extended' OR reason IS NOT NULL", name="extension_explained"),
        CheckConstraint("days >= 0", name="no_negative_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[TermKind] = mapped_column(choice(TermKind, "term_kind"))
    was_due: Mapped[date | None]
    due_on: Mapped[date]
    by_law: Mapped[bool]
    days: Mapped[int]
    reason: Mapped[ExtensionReason | None] = mapped_column(
        choice(ExtensionReason, "extension_reason")
    )
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
    ``when_text`` with an optional ``promised_on``.  ``referred_to`` names the
    body a matter was passed up to (with the number of the letter) or that could
    decide it.  Once submitted, a reply is not edited: a reply sent back is
    followed by a new one.
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
    referred_to: Mapped[str] = mapped_column(String(200), default="", server_default="")
    referred_number: Mapped[str] = mapped_column(String(60), default="", server_default="")
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    late: Mapped[bool | None]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    review_note: Mapped[str] = mapped_column(Text, default="")
    published_on: Mapped[date | None]


class RoutingRule(Base):
    """Who leads what children say about a topic, from a school, in a village.

    An empty condition means any.  A rule is never edited: it ends, and another
    begins, so that it can be told why a case went where it went.  ``lead_body_id``
    is empty when the child's own school leads.
    """

    __tablename__ = "routing_rule"
    __table_args__ = (
        CheckConstraint("(lead_body_id IS NULL) = own_school", name="one_lead"),
        CheckConstraint(
            "topic IS NOT NULL OR school_id IS NOT NULL OR village_id IS NOT NULL",
            name="says_when",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    lead_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    own_school: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(300), default="")
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class RoutingHelper(Base):
    """A body that coordinates under a routing rule."""

    __tablename__ = "routing_helper"

    rule_id: Mapped[int] = mapped_column(ForeignKey("routing_rule.id"), primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)


class ReplyTemplate(Base):
    """Words to begin a reply with; empty conditions fit every topic or every body.

    Those of a body are its own, the others belong to Đoàn xã.
    """

    __tablename__ = "reply_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    decision: Mapped[Decision] = mapped_column(choice(Decision, "template_decision"))
    topic: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    heard: Mapped[str] = mapped_column(Text, default="")
    decided: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    when_text: Mapped[str] = mapped_column(Text, default="")
    in_use: Mapped[bool] = mapped_column(default=True)
    changed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)
