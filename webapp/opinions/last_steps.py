"""The step that brought each opinion where it stands, for whoever tells the child of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.opinions.records import OpinionEvent


def last_steps(session: Session, opinion_ids: Sequence[str]) -> dict[str, int]:
    """Return the number of the last step of each opinion.

    A decision taken anew has another number: a child is told of each one.
    """
    rows = session.execute(
        select(OpinionEvent.opinion_id, func.max(OpinionEvent.id))
        .where(OpinionEvent.opinion_id.in_(opinion_ids))
        .group_by(OpinionEvent.opinion_id)
    )
    return {opinion_id: number for opinion_id, number in rows}
