"""Reads of the room ``feedback``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.feedback.records import Delivery, RatingGiven
from webapp.feedback.rules import Rating


def delivered(session: Session, opinion_ids: Sequence[str]) -> set[tuple[str, int]]:
    """Return which replies were read already, as (opinion, reply)."""
    rows = session.execute(
        select(Delivery.opinion_id, Delivery.reply_id)
        .where(Delivery.opinion_id.in_(opinion_ids))
        .order_by(Delivery.id)
    )
    return {(opinion_id, reply_id) for opinion_id, reply_id in rows}


def last_rating(session: Session, opinion_id: str, reply_id: int) -> Rating | None:
    """Return what the child last said of a reply, or None."""
    return session.scalars(
        select(RatingGiven.rating)
        .where(RatingGiven.opinion_id == opinion_id, RatingGiven.reply_id == reply_id)
        .order_by(RatingGiven.id.desc())
        .limit(1)
    ).first()


def deliveries_between(session: Session, first_day: date, next_month: date) -> Sequence[Delivery]:
    """Return replies first read in [*first_day*, *next_month*)."""
    return session.scalars(
        select(Delivery)
        .where(Delivery.read_on >= first_day, Delivery.read_on < next_month)
        .order_by(Delivery.read_on, Delivery.id)
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
