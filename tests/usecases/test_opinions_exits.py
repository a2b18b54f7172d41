"""Nobody but a moderator reads an original, through whichever function of the room."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import NotFound
from webapp.opinions import holdings
from webapp.opinions import service as opinions
from webapp.opinions.rules import Due, HidingKind
from webapp.opinions.views import TextAnswer
from webapp.tracker.records import Case
from webapp.tracker.rules import CaseState

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
SECRET = "Bí mật"
WITH_ORIGINALS = {"of_submission", "queue", "take_out", "some"}


@pytest.fixture
def moderator(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.MODERATOR))


def in_case(session: Session, moderator: Viewer) -> tuple[str, str, int]:
    submission = add_submission(session, add_round(session), DAY)
    text = f"Bạn {SECRET} nói sân trường nóng"
    answers = [TextAnswer("q", "Câu hỏi", text)]
    (one,) = opinions.open_opinions(session, submission, answers, DAY, DAY)
    case = Case(number="1", title="Sân trường", state=CaseState.OPENED, opened_on=DAY)
    session.add(case)
    session.flush()
    opinions.hide_words(session, moderator.user_id, one, SECRET, HidingKind.MASK, "name", NOW)
    opinions.accept(session, moderator.user_id, one, NOW)
    opinions.attach(session, moderator.user_id, one, case.id, NOW)
    return submission.id, one, case.id


def test_no_reading_function_returns_what_was_hidden(session: Session, moderator: Viewer) -> None:
    submission_id, one, case_id = in_case(session, moderator)
    everything = (
        opinions.public_of_case(session, case_id),
        opinions.public_of_submission(session, submission_id),
        opinions.opinions_in(session, DAY, date(2026, 12, 1)),
        opinions.history(session, moderator, submission_id),
        opinions.case_of(session, one),
        opinions.counts_of_cases(session, [case_id]),
        opinions.next_waiting(session, moderator, "", DAY),
        opinions.similar_to(session, moderator, one),
        opinions.voices_of_case(session, moderator, case_id),
    )
    for found in everything:
        assert SECRET not in repr(found)
    assert "sân trường nóng" in repr(everything[0])


def test_every_function_with_originals_is_known(session: Session) -> None:
    """A new function returning ``OpinionView`` must be named here and ask who looks."""
    for name, function in inspect.getmembers(opinions, inspect.isfunction):
        answer = str(inspect.signature(function).return_annotation)
        if any(word in answer for word in ("OpinionView", "Queue", "SealedAnswer")):
            assert name in WITH_ORIGINALS, name
            if name != "take_out":
                assert "viewer" in inspect.signature(function).parameters, name


MODERATES = {Role.MODERATOR, Role.MODERATION_LEAD}


@pytest.mark.parametrize("role", [role for role in Role if role not in MODERATES])
def test_other_roles_find_nothing(session: Session, moderator: Viewer, role: Role) -> None:
    submission_id, _, _ = in_case(session, moderator)
    other = viewer_of(add_user(session, role))
    with pytest.raises(NotFound):
        opinions.of_submission(session, other, submission_id)
    with pytest.raises(NotFound):
        opinions.queue(session, other, opinions.QueueFilter(), 1, DAY)
    with pytest.raises(NotFound):
        opinions.history(session, other, submission_id)
    with pytest.raises(NotFound):
        opinions.next_waiting(session, other, "", DAY)


def test_the_queue_puts_risk_first_and_counts_every_choice(
    session: Session, moderator: Viewer
) -> None:
    round_id = add_round(session)
    texts = {"plain": "Sân trường ít cây", "name": "Thầy Hùng hay quên", "fear": "Em sợ lắm"}
    made = {}
    for number, (name, text) in enumerate(texts.items()):
        submission = add_submission(session, round_id, date(2026, 11, 20 + number))
        answers = [TextAnswer("q", "Câu hỏi", text, topic="CSVC" if name == "plain" else None)]
        opinions.open_opinions(session, submission, answers, DAY, date(2026, 11, 22 + number))
        made[name] = submission.id
    found = opinions.queue(session, moderator, opinions.QueueFilter(), 1, DAY)
    order = [entry.submission_id for entry in found.page.items]
    assert order == [made["fear"], made["name"], made["plain"]]
    assert found.page.total == 3
    assert found.counts["round"] == {str(round_id): 3}
    assert found.counts["topic"] == {"CSVC": 1}
    assert found.counts["due"] == {"late": 1, "today": 1, "later": 1}
    assert found.counts["state"]["new"] == 3
    late = opinions.queue(session, moderator, opinions.QueueFilter(due=Due.LATE), 1, DAY)
    assert [entry.submission_id for entry in late.page.items] == [made["plain"]]
    assert late.counts["due"] == {"late": 1, "today": 1, "later": 1}
    topic = opinions.queue(session, moderator, opinions.QueueFilter(topic="CSVC"), 1, DAY)
    assert topic.page.total == 1
    assert opinions.next_waiting(session, moderator, made["fear"], DAY) == made["name"]


def test_forgetting_leaves_no_words(session: Session, moderator: Viewer) -> None:
    submission_id, _, case_id = in_case(session, moderator)
    assert holdings.held(session, submission_id) == {"opinions": 1}
    holdings.forget(session, submission_id)
    assert holdings.held(session, submission_id) == {"opinions": 0}
    (shown,) = opinions.public_of_case(session, case_id)
    assert "sân" not in shown.text
