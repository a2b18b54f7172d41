"""Reads of the room ``feedback``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.base.paging import PAGE_SIZE, Page, nearest
from webapp.feedback.records import (
    ChildQuestion,
    ChildStep,
    FeedbackEntry,
    PromiseCheck,
    RatingGiven,
)
from webapp.feedback.rules import CheckState, ChildDid, QuestionState, Rating

# Both databases bound how many values one statement may carry.
AT_ONCE = 5000


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    left = iter(values)
    while portion := list(islice(left, AT_ONCE)):
        yield portion


def entries_of(session: Session, opinion_ids: Iterable[str]) -> list[FeedbackEntry]:
    """Return the lines of the ledger about these opinions, oldest first."""
    found: list[FeedbackEntry] = []
    for portion in _portions(opinion_ids):
        found += session.scalars(
            select(FeedbackEntry)
            .where(FeedbackEntry.opinion_id.in_(portion))
            .order_by(FeedbackEntry.id)
        )
    return found


def entry(session: Session, opinion_id: str, once: str) -> FeedbackEntry | None:
    """Return the line that says *once* about an opinion, or None."""
    return session.scalar(
        select(FeedbackEntry).where(
            FeedbackEntry.opinion_id == opinion_id, FeedbackEntry.once == once
        )
    )


def last_rating(session: Session, opinion_id: str, reply_id: int) -> Rating | None:
    """Return what the child last said of a reply, or None."""
    return session.scalars(
        select(RatingGiven.rating)
        .where(RatingGiven.opinion_id == opinion_id, RatingGiven.reply_id == reply_id)
        .order_by(RatingGiven.id.desc())
        .limit(1)
    ).first()


def last_ratings(session: Session, reply_ids: Sequence[int]) -> dict[tuple[str, int], Rating]:
    """Return the last rating of each opinion about each of these replies."""
    rows = session.execute(
        select(RatingGiven.opinion_id, RatingGiven.reply_id, RatingGiven.rating)
        .where(RatingGiven.reply_id.in_(reply_ids))
        .order_by(RatingGiven.id)
    )
    return {(opinion_id, reply_id): rating for opinion_id, reply_id, rating in rows}


def entries_between(session: Session, first_day: date, next_month: date) -> Sequence[FeedbackEntry]:
    """Return the lines of [*first_day*, *next_month*), oldest first."""
    return session.scalars(
        select(FeedbackEntry)
        .where(FeedbackEntry.day >= first_day, FeedbackEntry.day < next_month)
        .order_by(FeedbackEntry.day, FeedbackEntry.id)
    ).all()


def last_ratings_between(
    session: Session, first_day: date, next_month: date
) -> Sequence[RatingGiven]:
    """Return the last rating of each opinion and reply given in the period."""
    last = (
        select(func.max(RatingGiven.id))
        .where(RatingGiven.given_on >= first_day, RatingGiven.given_on < next_month)
        .group_by(RatingGiven.opinion_id, RatingGiven.reply_id)
    )
    return session.scalars(
        select(RatingGiven).where(RatingGiven.id.in_(last)).order_by(RatingGiven.id)
    ).all()


def last_step(session: Session, submission_id: str) -> ChildDid | None:
    """Return what the child last did about everything that waits, or None."""
    return session.scalars(
        select(ChildStep.did)
        .where(ChildStep.submission_id == submission_id, ChildStep.did != ChildDid.APPEALED)
        .order_by(ChildStep.id.desc())
        .limit(1)
    ).first()


def appealed(session: Session, opinion_ids: Sequence[str]) -> set[str]:
    """Return which of these opinions the child asked about once more."""
    found = session.scalars(
        select(ChildStep.opinion_id).where(
            ChildStep.opinion_id.in_(opinion_ids), ChildStep.did == ChildDid.APPEALED
        )
    )
    return {opinion_id for opinion_id in found if opinion_id is not None}


def taken_back_on(session: Session, submission_id: str) -> date | None:
    """Return the last day a child took back what waited, or None."""
    return session.scalar(
        select(func.max(ChildStep.day)).where(
            ChildStep.submission_id == submission_id, ChildStep.did == ChildDid.WITHDREW
        )
    )


def taken_back(session: Session) -> Sequence[str]:
    """Return the submissions whose child last took back everything that waits."""
    last = (
        select(func.max(ChildStep.id))
        .where(ChildStep.did != ChildDid.APPEALED)
        .group_by(ChildStep.submission_id)
    )
    return session.scalars(
        select(ChildStep.submission_id)
        .where(ChildStep.id.in_(last), ChildStep.did == ChildDid.WITHDREW)
        .order_by(ChildStep.id)
    ).all()


def question(session: Session, question_id: int) -> ChildQuestion | None:
    """Return a question, locked until the transaction ends."""
    return session.get(ChildQuestion, question_id, with_for_update=True, populate_existing=True)


def questions_of(session: Session, opinion_ids: Sequence[str]) -> Sequence[ChildQuestion]:
    """Return the questions about these opinions, oldest first."""
    return session.scalars(
        select(ChildQuestion)
        .where(ChildQuestion.opinion_id.in_(opinion_ids))
        .order_by(ChildQuestion.id)
    ).all()


def questions_in(session: Session, state: QuestionState, number: int) -> Page[ChildQuestion]:
    """Return one page of the questions in *state*, oldest first."""
    here = ChildQuestion.state == state
    total = session.scalar(select(func.count()).select_from(ChildQuestion).where(here)) or 0
    number = nearest(number, total)
    rows = session.scalars(
        select(ChildQuestion)
        .where(here)
        .order_by(ChildQuestion.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows.all(), number, total)


def questions_overdue(session: Session, today: date) -> Sequence[ChildQuestion]:
    """Return the questions whose child had until before *today* to answer."""
    return session.scalars(
        select(ChildQuestion)
        .where(ChildQuestion.state == QuestionState.ASKED, ChildQuestion.answer_by < today)
        .order_by(ChildQuestion.id)
    ).all()


def asked_in_case(session: Session, case_id: int) -> Sequence[ChildQuestion]:
    """Return the questions that keep a case waiting."""
    return session.scalars(
        select(ChildQuestion)
        .where(ChildQuestion.state == QuestionState.ASKED, ChildQuestion.case_id == case_id)
        .order_by(ChildQuestion.id)
    ).all()


def checks_of(session: Session, reply_ids: Sequence[int]) -> Sequence[PromiseCheck]:
    """Return every look at these promises, oldest first."""
    return session.scalars(
        select(PromiseCheck).where(PromiseCheck.reply_id.in_(reply_ids)).order_by(PromiseCheck.id)
    ).all()


def check(session: Session, check_id: int) -> PromiseCheck | None:
    """Return one look at a promise, locked until the transaction ends."""
    return session.get(PromiseCheck, check_id, with_for_update=True, populate_existing=True)


def checks_verified(session: Session, first_day: date, next_month: date) -> Sequence[PromiseCheck]:
    """Return the looks that Đoàn xã confirmed in [*first_day*, *next_month*)."""
    return session.scalars(
        select(PromiseCheck)
        .where(
            PromiseCheck.state == CheckState.VERIFIED,
            PromiseCheck.reviewed_on >= first_day,
            PromiseCheck.reviewed_on < next_month,
        )
        .order_by(PromiseCheck.id)
    ).all()
