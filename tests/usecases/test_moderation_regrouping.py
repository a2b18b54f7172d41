"""Several opinions in one case, and some of them taken out again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_round,
    add_submission,
    add_topic,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.feedback.records import FeedbackEntry
from webapp.feedback.rules import About, Channel
from webapp.moderation.regrouping import take_apart
from webapp.moderation.service import Sending, send
from webapp.opinions import service as opinions
from webapp.opinions.records import OpinionEvent
from webapp.opinions.rules import OpinionState
from webapp.opinions.views import TextAnswer
from webapp.tracker.records import Case
from webapp.tracker.rules import CaseState

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def moderator(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.MODERATOR))


def gathered(session: Session, moderator: Viewer, sending: Sending) -> tuple[int, list[str]]:
    """Put what three children said into one case; return it and their opinions."""
    case_id, round_id, ids = None, add_round(session), []
    for text in ("Cầu không có lan can", "cau ko lan can", "Cầu hẹp quá"):
        submission = add_submission(session, round_id, DAY)
        answers = [TextAnswer("q", "Câu hỏi", text)]
        ids += opinions.open_opinions(session, submission, answers, DAY, DAY)
        (view,) = opinions.of_submission(session, moderator, submission.id)
        step = sending if case_id is None else Sending(sending.topic, case_id=case_id)
        case_id = send(session, moderator, view, step, NOW)
    assert case_id is not None
    return case_id, ids


def test_opinions_are_taken_out_of_a_case_and_keep_what_is_theirs(
    session: Session, moderator: Viewer
) -> None:
    topic = add_topic(session, "ATGT", "An toàn giao thông")
    lead = add_body(session, "ubnd", "UBND xã")
    own = Sending(topic, title="Cầu hẹp", lead_body_id=lead, why="Hai việc khác nhau")
    case_id, ids = gathered(session, moderator, Sending(topic, title="Cầu", lead_body_id=lead))
    session.add(
        FeedbackEntry(
            opinion_id=ids[2], about=About.REFUSAL, channel=Channel.RECEIPT, once="x", day=DAY
        )
    )
    session.flush()
    for chosen, problem in (([], "required"), (ids, "one_stays")):
        with pytest.raises(Invalid) as caught:
            take_apart(session, moderator, case_id, chosen, own, NOW)
        assert caught.value.fields == {"opinions": problem}
    with pytest.raises(NotFound):
        take_apart(session, moderator, case_id, ["not-in-this-one"], own, NOW)
    other = viewer_of(add_user(session, Role.LEADER))
    with pytest.raises(NotFound):
        take_apart(session, other, case_id, ids[2:], own, NOW)

    new = take_apart(session, moderator, case_id, ids[2:], own, NOW)
    assert opinions.ids_of_cases(session, [case_id, new]) == {
        case_id: sorted(ids[:2]),
        new: ids[2:],
    }
    assert session.get_one(Case, new).state is CaseState.ROUTED
    assert [entry.opinion_id for entry in session.scalars(select(FeedbackEntry))] == ids[2:]
    steps = session.scalars(
        select(OpinionEvent).where(OpinionEvent.opinion_id == ids[2]).order_by(OpinionEvent.id)
    ).all()
    assert [(step.to_state, step.why) for step in steps[-2:]] == [
        (OpinionState.ACCEPTED, "Hai việc khác nhau"),
        (OpinionState.IN_CASE, ""),
    ]

    again = take_apart(session, moderator, case_id, ids[1:2], Sending(topic, case_id=new), NOW)
    assert again == new
    assert opinions.counts_of_cases(session, [case_id, new]) == {case_id: 1, new: 2}
    with pytest.raises(Invalid):
        take_apart(session, moderator, new, ids[1:2], Sending(topic, case_id=new), NOW)
    session.get_one(Case, new).state = CaseState.ANSWERED
    session.flush()
    with pytest.raises(IllegalMove):
        take_apart(session, moderator, new, ids[1:2], own, NOW)
