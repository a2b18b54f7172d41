"""Opinions, what was hidden in them, and every step they took."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.opinions.rules import HidingKind, OpinionState, RefusalReason
from webapp.privacy.encryption import SealedText
from webapp.submissions.rules import Speaker


class Opinion(Base):
    """One thing a child says, taken out of a submission.

    ``original`` is sealed; only moderators read it.  Everybody else reads the
    text with its hidden spans replaced.  ``search_text`` is the folded public
    text and stays empty until the opinion was accepted, so that a search can
    never find what was not moderated.
    """

    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint("state != 'not_accepted' OR reason IS NOT NULL", name="reason_given"),
        CheckConstraint("state != 'in_case' OR case_id IS NOT NULL", name="case_known"),
        # Holds all that the queue asks of an opinion, so that the row with its sealed words
        # is not touched: for what waits, and for the newest of an archive.
        Index(
            "ix_opinion_queue",
            *("state", "received_on", "submission_id", "risk", "moderation_due", "round_id"),
            *("school_id", "topic", "suggested_topic", "survey", "band", "identifies"),
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    survey: Mapped[str] = mapped_column(String(60))
    band: Mapped[str] = mapped_column(String(20))
    speaker: Mapped[Speaker] = mapped_column(
        choice(Speaker, "speaker"), default=Speaker.CHILD, server_default=Speaker.CHILD.value
    )
    age: Mapped[int | None]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    question: Mapped[str] = mapped_column(String(120))
    question_label: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    part: Mapped[int] = mapped_column(default=0)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("opinion.id"))
    # A later answer of the same child to this opinion.
    follows_id: Mapped[str | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    original: Mapped[str] = mapped_column(SealedText)
    risk: Mapped[int] = mapped_column(default=0)
    # Which kinds of what may identify somebody were found at arrival, with spaces around each.
    identifies: Mapped[str] = mapped_column(String(200), default="", server_default="")
    state: Mapped[OpinionState] = mapped_column(choice(OpinionState, "opinion_state"), index=True)
    topic: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    suggested_topic: Mapped[str | None] = mapped_column(String(20))
    wanted_answerer: Mapped[str | None] = mapped_column(String(200))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    reason: Mapped[RefusalReason | None] = mapped_column(choice(RefusalReason, "refusal_reason"))
    reason_note: Mapped[str] = mapped_column(Text, default="")
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    appealed_on: Mapped[date | None]
    search_text: Mapped[str] = mapped_column(Text, default="")
    received_on: Mapped[date] = mapped_column(index=True)
    moderation_due: Mapped[date]
    # While a question waits for the child; then the working days of all pauses.
    paused_since: Mapped[date | None]
    paused_days: Mapped[int] = mapped_column(default=0, server_default="0")
    decided_on: Mapped[date | None]
    decided_late: Mapped[bool | None]
    # Grows with every change; a form carries the one it was shown with.
    turn: Mapped[int] = mapped_column(default=1, server_default="1")


class Hiding(Base):
    """A stretch of an original text that nobody but a moderator may read."""

    __tablename__ = "hiding"
    __table_args__ = (CheckConstraint("start >= 0 AND start < stop", name="span"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(ForeignKey("opinion.id"), index=True)
    start: Mapped[int]
    stop: Mapped[int]
    kind: Mapped[HidingKind] = mapped_column(choice(HidingKind, "hiding_kind"))
    reason: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class OpinionEvent(Base):
    """A step of an opinion: who, when, from, to, why.  Appended only."""

    __tablename__ = "opinion_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(ForeignKey("opinion.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    from_state: Mapped[OpinionState | None] = mapped_column(choice(OpinionState, "from_state"))
    to_state: Mapped[OpinionState] = mapped_column(choice(OpinionState, "to_state"))
    why: Mapped[str] = mapped_column(Text, default="")


class OpenSheet(Base):
    """Who has a submission open, and when that was last heard of."""

    __tablename__ = "open_sheet"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class Undoable(Base):
    """The last quick decision about an opinion, as long as it can be undone.

    ``turn`` is the opinion's right after the decision: any other says that
    somebody has built on it.  ``first`` tells whether the decision froze day
    and lateness.  ``opened_case`` names the case it opened, by number alone,
    since that case goes when the decision is undone.
    """

    __tablename__ = "undoable"

    opinion_id: Mapped[str] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    turn: Mapped[int]
    topic: Mapped[str | None] = mapped_column(String(20))
    first: Mapped[bool]
    opened_case: Mapped[int | None]
