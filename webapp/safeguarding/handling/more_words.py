"""Words of danger that come later: a child answers a question under its receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.safeguarding import queries
from webapp.safeguarding.handling.access import step
from webapp.safeguarding.oncall import notices
from webapp.safeguarding.rules import ConcernState, NoticeWhy
from webapp.safeguarding.screening import Hit

# What had been ended begins again where somebody has to look at it.
_BEGUN_AGAIN = {
    ConcernState.RELEASED: ConcernState.NEW,
    ConcernState.CLOSED: ConcernState.ACTING,
}
WHY = "Em trả lời câu hỏi dưới mã tra cứu; lời mới có dấu hiệu nguy cơ."


def add_words(
    session: Session,
    submission_id: str,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    asked_by: int,
    now: datetime,
) -> bool:
    """Seal further *texts* in the concern of a submission and tell people again.

    Texts once released lie with the moderators and are not sealed twice.  A concern
    that had ended begins again, in the name of *asked_by*, whose question was
    answered.  Return False when the submission has no concern: then one is raised.
    """
    row = queries.of_submission(session, submission_id, for_change=True)
    if row is None:
        return False
    kept = [] if row.state is ConcernState.RELEASED else json.loads(row.texts)
    row.texts = _sealed([*kept, *(asdict(text) for text in texts)])
    row.reasons = _sealed([*json.loads(row.reasons), *(asdict(hit) for hit in hits)])
    session.flush()
    again = _BEGUN_AGAIN.get(row.state)
    if again is not None:
        step(session, asked_by, row, again, WHY, now)
    notices.tell_first(session, row, NoticeWhy.RAISED, now, now)
    return True


def _sealed(values: list[dict[str, Any]]) -> str:
    return json.dumps(values, ensure_ascii=False)
