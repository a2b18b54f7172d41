"""How many children stand behind a case: for reckoning what may be told, never to be shown."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState
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
