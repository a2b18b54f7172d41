"""A concern belongs to the protection officer: nobody else lists, opens or moves it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.safeguarding import service
from webapp.safeguarding.rules import ConcernState as State
from webapp.safeguarding.service import Hit, SealedText

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WORDS = "Chuyện rất kín của em."
OTHERS = [role for role in Role if role is not Role.PROTECTION_OFFICER]


@pytest.fixture
def officer(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.PROTECTION_OFFICER))


@pytest.fixture
def sent(session: Session) -> str:
    return add_submission(session, add_round(session), date(2026, 11, 23)).id


def seal(session: Session, submission_id: str, now: datetime = NOW) -> str:
    texts = [SealedText("q", "Em muốn nói gì?", WORDS)]
    hits = [Hit("violence", "rất kín", WORDS)]
    return service.raise_concern(session, submission_id, "6-10", None, None, texts, hits, now)


@pytest.mark.parametrize("role", OTHERS)
def test_for_everybody_else_it_does_not_exist(session: Session, sent: str, role: Role) -> None:
    concern_id = seal(session, sent)
    other = viewer_of(add_user(session, role))
    with pytest.raises(NotFound):
        service.concerns(session, other, NOW)
    for wanted in (concern_id, "khong-co-nhu-the"):
        with pytest.raises(NotFound):
            service.open_concern(session, other, wanted, NOW)
        with pytest.raises(NotFound):
            service.move(session, other, wanted, State.ACKNOWLEDGED, "", NOW)
        with pytest.raises(NotFound):
            service.release(session, other, wanted, "Không sao", NOW)


def test_nothing_of_it_is_readable_in_the_database(
    session: Session, sent: str, officer: Viewer
) -> None:
    concern_id = seal(session, sent)
    service.move(session, officer, concern_id, State.ACKNOWLEDGED, "Ghi chú kín", NOW)
    rows = [
        *session.execute(text("SELECT * FROM concern")),
        *session.execute(text("SELECT * FROM concern_event")),
        *session.execute(text("SELECT * FROM audit_event")),
    ]
    stored = " ".join(str(value) for row in rows for value in row)
    assert "kín" not in stored
    opened = service.open_concern(session, officer, concern_id, NOW)
    assert opened.texts[0].text == WORDS
    assert opened.steps[0].note == "Ghi chú kín"


def test_one_submission_has_one_concern(session: Session, sent: str, officer: Viewer) -> None:
    assert seal(session, sent) == seal(session, sent, NOW + timedelta(hours=1))
    assert len(service.concerns(session, officer, NOW)) == 1


def test_steps_need_words_and_an_order(session: Session, sent: str, officer: Viewer) -> None:
    concern_id = seal(session, sent)
    with pytest.raises(IllegalMove):
        service.move(session, officer, concern_id, State.CLOSED, "Xong", NOW)
    with pytest.raises(IllegalMove):
        service.move(session, officer, concern_id, State.RELEASED, "Không sao", NOW)
    service.move(session, officer, concern_id, State.ACKNOWLEDGED, "", NOW)
    with pytest.raises(Invalid):
        service.move(session, officer, concern_id, State.ACTING, "  ", NOW)
    service.move(session, officer, concern_id, State.ACTING, "Gặp em", NOW)
    service.move(session, officer, concern_id, State.CLOSED, "An toàn", NOW)
    service.move(session, officer, concern_id, State.ACTING, "Có tin mới", NOW)
    steps = service.open_concern(session, officer, concern_id, NOW).steps
    assert [step.to_state for step in steps] == [
        State.ACKNOWLEDGED,
        State.ACTING,
        State.CLOSED,
        State.ACTING,
    ]


def test_a_released_one_can_be_raised_again_and_the_clock_restarts(
    session: Session, sent: str, officer: Viewer
) -> None:
    concern_id = seal(session, sent)
    moderator = add_user(session, Role.MODERATOR)
    texts = [SealedText("q", "Em muốn nói gì?", "Đọc lại thấy lo.")]
    # While it is handled the moderator must not notice that there is one: words are added.
    service.raise_again(session, moderator.id, sent, texts, "Đọc lại", NOW)
    opened = service.open_concern(session, officer, concern_id, NOW)
    assert [text.text for text in opened.texts][1:] == ["Đọc lại thấy lo."]
    assert opened.hits[-1].excerpt == "Đọc lại"
    service.move(session, officer, concern_id, State.ACKNOWLEDGED, "", NOW)
    assert service.release(session, officer, concern_id, "Đùa", NOW).submission_id == sent
    assert not service.is_sealed(session, sent)
    later = NOW + timedelta(days=2)
    service.raise_again(session, moderator.id, sent, texts, "Đọc lại", later)
    assert service.is_sealed(session, sent)
    (line,) = service.concerns(session, officer, later)
    assert (line.state, line.clock.hours) == (State.NEW, 12)


def test_the_most_urgent_stands_on_top_and_finished_ones_below(
    session: Session, officer: Viewer
) -> None:
    round_id, day = add_round(session), date(2026, 11, 23)
    ids = [
        seal(session, add_submission(session, round_id, day).id, NOW - timedelta(hours=hours))
        for hours in (1, 20, 5)
    ]
    for state, note in ((State.ACKNOWLEDGED, ""), (State.ACTING, "a"), (State.CLOSED, "b")):
        service.move(session, officer, ids[1], state, note, NOW)
    listed = [line.id for line in service.concerns(session, officer, NOW)]
    assert listed == [ids[2], ids[0], ids[1]]
