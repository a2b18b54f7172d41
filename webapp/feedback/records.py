"""The reply reaching the child, what the child says of it, questions, promises."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.database import Base, Moment, choice
from webapp.feedback.rules import (
    About,
    Channel,
    CheckState,
    ChildDid,
    Kept,
    Obstacle,
    QuestionState,
    Rating,
)


class FeedbackEntry(Base):
    """One line of the ledger: this reached the child this way, or could not.  Appended only.

    ``once`` names the thing and the way, so that the same is written down once.  A
    line goes with its opinion when that one is handed over to protection: what is
    left would tell that there was such an opinion.
    """

    __tablename__ = "feedback_entry"
    __table_args__ = (
        UniqueConstraint("opinion_id", "once"),
        CheckConstraint("(channel IS NULL) != (obstacle IS NULL)", name="one_way"),
        CheckConstraint("(about = 'reply') = (reply_id IS NOT NULL)", name="its_reply"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"))
    about: Mapped[About] = mapped_column(choice(About, "feedback_about"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"), index=True)
    channel: Mapped[Channel | None] = mapped_column(choice(Channel, "feedback_channel"))
    obstacle: Mapped[Obstacle | None] = mapped_column(choice(Obstacle, "feedback_obstacle"))
    note: Mapped[str] = mapped_column(String(300), default="")
    once: Mapped[str] = mapped_column(String(80))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    day: Mapped[date] = mapped_column(index=True)


class RatingGiven(Base):
    """One child's answer about one reply; the last one counts, all are kept."""

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), index=True
    )
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    rating: Mapped[Rating] = mapped_column(choice(Rating, "rating_value"))
    given_on: Mapped[date] = mapped_column(index=True)


class ChildStep(Base):
    """What a child did under its receipt besides rating.  Appended only.

    A step about everything that waits has no opinion: it looks alike whether
    the words are being read or lie sealed.
    """

    __tablename__ = "child_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    opinion_id: Mapped[str | None] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"))
    did: Mapped[ChildDid] = mapped_column(choice(ChildDid, "child_did"))
    day: Mapped[date]


class ChildQuestion(Base):
    """A question to the child under its receipt, written by the staff.

    ``heard_on`` is the day the child sent an answer, ``answer_id`` the opinion made
    of it.  An answer that tells of danger is sealed and makes no opinion: for the
    staff the question then stays without an answer, as if nobody had come.
    """

    __tablename__ = "child_question"
    __table_args__ = (
        CheckConstraint("state != 'asked' OR answer_by IS NOT NULL", name="asked_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[str] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), index=True
    )
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[QuestionState] = mapped_column(choice(QuestionState, "question_state"))
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    review_note: Mapped[str] = mapped_column(Text, default="")
    asked_on: Mapped[date | None]
    answer_by: Mapped[date | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]
    heard_on: Mapped[date | None]
    answer_id: Mapped[str | None] = mapped_column(ForeignKey("opinion.id", ondelete="SET NULL"))


class PromiseCheck(Base):
    """Whether a promise was kept, as the body says and Đoàn xã saw.  Appended only.

    ``late`` is frozen when the body reports; a check sent back is followed by a new one.
    """

    __tablename__ = "promise_check"
    __table_args__ = (
        CheckConstraint("outcome != 'not_yet' OR new_day IS NOT NULL", name="new_day_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    due_on: Mapped[date]
    outcome: Mapped[Kept] = mapped_column(choice(Kept, "promise_kept"))
    evidence: Mapped[str] = mapped_column(Text)
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id"))
    new_day: Mapped[date | None]
    state: Mapped[CheckState] = mapped_column(choice(CheckState, "check_state"), index=True)
    late: Mapped[bool] = mapped_column(default=False)
    reported_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reported_at: Mapped[datetime] = mapped_column(Moment)
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reviewed_on: Mapped[date | None] = mapped_column(index=True)
    review_note: Mapped[str] = mapped_column(Text, default="")
