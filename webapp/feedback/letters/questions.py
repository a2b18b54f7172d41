"""The questions that wait for a child under its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from webapp.feedback import queries
from webapp.feedback.rules import QuestionShown, QuestionState
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import ReceiptOpinion


def questions_shown(
    session: Session, rows: Sequence[ReceiptOpinion], taken_back_on: date | None
) -> tuple[QuestionShown, ...]:
    """Return the questions the child may answer, and those it has answered.

    What was answered is shown as heard, whether it is being read or lies sealed, until the
    child takes it back; a question about words that were taken back is shown no more.
    """
    texts = {row.id: row.text for row in rows if row.state is not OpinionState.WITHDRAWN}
    return tuple(
        QuestionShown(one.id, one.text, texts[one.opinion_id], one.answer_by, bool(one.heard_on))
        for one in queries.questions_of(session, list(texts))
        if one.answer_by is not None
        and (one.state is QuestionState.ASKED or one.heard_on is not None)
        and not (one.heard_on and taken_back_on and one.heard_on <= taken_back_on)
    )
