"""Words of danger that come later: a child answers a question under its receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.safeguarding import queries
from webapp.safeguarding.handling.raising import take_in
from webapp.safeguarding.oncall import notices
from webapp.safeguarding.rules import NoticeWhy
from webapp.safeguarding.screening import Hit

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

    A concern that had ended begins again, in the name of *asked_by*, whose question was
    answered.  The same words sent once more change nothing.  Return False when the
    submission has no concern: then one is raised.
    """
    row = queries.of_submission(session, submission_id, for_change=True)
    if row is None:
        return False
    known = {(text["question"], text["text"]) for text in json.loads(row.texts)}
    fresh = [text for text in texts if (text.question, text.text) not in known]
    if fresh:
        take_in(session, asked_by, row, fresh, hits, WHY, now)
        notices.tell_first(session, row, NoticeWhy.RAISED, now, now)
    return True
