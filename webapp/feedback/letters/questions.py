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
    about = {row.id: row for row in rows if row.state is not OpinionState.WITHDRAWN}
    return tuple(
        QuestionShown(
            id=one.id,
            text=one.text,
            about=about[one.opinion_id].text,
            answer_by=one.answer_by,
            heard=bool(one.heard_on),
            asked="" if about[one.opinion_id].text else about[one.opinion_id].question_label,
        )
        for one in queries.questions_of(session, list(about))
        if one.answer_by is not None
        and (one.state is QuestionState.ASKED or one.heard_on is not None)
        and not (one.heard_on and taken_back_on and one.heard_on <= taken_back_on)
    )
