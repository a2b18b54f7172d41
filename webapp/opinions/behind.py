"""Who stands behind a case: for reckoning what may be told and closed, never to be shown."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp.opinions.records import Opinion
from webapp.opinions.rules import WAITING, OpinionState
from webapp.submissions.rules import Speaker


def children_behind(session: Session, case_id: int) -> int:
    """Return how many submissions of children have an opinion in a case.

    One child with two opinions about the matter is one; guardians and those who speak for
    children are none.
    """
    statement = select(func.count(func.distinct(Opinion.submission_id))).where(
        Opinion.case_id == case_id,
        Opinion.state == OpinionState.IN_CASE,
        Opinion.speaker == Speaker.CHILD,
    )
    return session.scalar(statement) or 0


def later_words_wait(session: Session, case_id: int) -> bool:
    """Tell whether something a child added to an opinion of a case is not decided yet.

    Accepted it joins that case: nobody may close it before, or the words would lie behind a
    closed case and their child be told nothing.
    """
    before = aliased(Opinion)
    statement = select(Opinion.id).where(
        Opinion.follows_id == before.id,
        before.case_id == case_id,
        before.state == OpinionState.IN_CASE,
        Opinion.state.in_(WAITING),
    )
    return session.scalar(statement.limit(1)) is not None
