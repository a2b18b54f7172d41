"""What is asked of a child, what it adds, and what it takes back; clocks across a pause."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove
from webapp.opinions import service as opinions
from webapp.opinions.records import Hiding, Opinion, OpinionEvent
from webapp.opinions.rules import FILLER, HidingKind, OpinionState
from webapp.opinions.views import TextAnswer
from webapp.tracker.records import Case
from webapp.tracker.rules import CaseState

# A Monday; the moderators have until Wednesday.
MONDAY, DUE = date(2026, 11, 23), date(2026, 11, 25)


def at(day: int) -> datetime:
    """Return the morning of a day of November 2026 in the commune."""
    return datetime(2026, 11, day, 3, tzinfo=UTC)


class Paper:
    """One submission with texts, and a moderator."""

    def __init__(self, session: Session, *texts: str) -> None:
        self.session = session
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.actor = self.moderator.user_id
        self.sent = add_submission(session, add_round(session), MONDAY)
        answers = [TextAnswer("q", "Em muốn nói gì?", text) for text in texts]
        self.ids = opinions.open_opinions(session, self.sent, answers, MONDAY, DUE)

    def row(self, opinion_id: str) -> Opinion:
        self.session.expire_all()
        return self.session.get_one(Opinion, opinion_id)


def test_a_pause_moves_the_last_day_by_working_days(session: Session) -> None:
    paper = Paper(session, "Đường tối", "Sân nắng")
    asked, late = paper.ids
    opinions.ask_child(session, paper.actor, asked, at(24))
    assert paper.row(asked).paused_since == date(2026, 11, 24)
    with pytest.raises(IllegalMove):
        opinions.accept(session, paper.actor, asked, at(25))
    # Tuesday to next Tuesday: five working days, a weekend between.
    opinions.child_answered(session, asked, at(30))
    row = paper.row(asked)
    assert (row.moderation_due, row.paused_days) == (date(2026, 12, 1), 4)
    assert (row.paused_since, row.state) == (None, OpinionState.SCREENING)
    opinions.accept(session, paper.actor, asked, at(30))
    assert paper.row(asked).decided_late is False
    with pytest.raises(IllegalMove):
        opinions.child_answered(session, asked, at(30))
    # A clock that had run out before the question stays as overdue as it was.
    opinions.ask_child(session, paper.actor, late, at(27))
    opinions.child_answered(session, late, at(27))
    assert (paper.row(late).moderation_due, paper.row(late).paused_days) == (DUE, 0)
    opinions.accept(session, paper.actor, late, at(27))
    assert paper.row(late).decided_late is True
    # A step of the child keeps its day and no time.
    events = session.scalars(
        select(OpinionEvent).where(OpinionEvent.opinion_id == asked).order_by(OpinionEvent.id)
    ).all()
    answered = next(event for event in events if event.why == "child_answered")
    assert (answered.actor_id, answered.at) == (None, datetime(2026, 11, 29, 17, tzinfo=UTC))


def test_a_child_takes_its_words_back(session: Session) -> None:
    paper = Paper(session, "Em Lan kể: sân nắng. Nhà vệ sinh bẩn.", "Em thôi ạ")
    whole, asked = paper.ids
    first, second = opinions.split(
        session, paper.actor, whole, ["Em Lan kể: sân nắng.", "Nhà vệ sinh bẩn."], at(24)
    )
    opinions.hide_words(session, paper.actor, first, "Lan", HidingKind.MASK, "name", at(24))
    opinions.withdraw(session, first, at(24))
    row = paper.row(first)
    assert (row.state, row.original, row.search_text) == (OpinionState.WITHDRAWN, FILLER, "")
    assert session.scalar(select(Hiding.id)) is None
    assert paper.row(whole).original == "Nhà vệ sinh bẩn."
    opinions.withdraw(session, second, at(24))
    assert paper.row(whole).original == FILLER
    opinions.ask_child(session, paper.actor, asked, at(24))
    opinions.withdraw(session, asked, at(25))
    assert paper.row(asked).paused_since is None
    with pytest.raises(IllegalMove):
        opinions.withdraw(session, asked, at(25))


def test_later_words_join_the_case_of_the_first(session: Session) -> None:
    paper = Paper(session, "Đường tối")
    (first,) = paper.ids
    assert opinions.add_words(session, first, "Ở đâu?", "  ", MONDAY, DUE) is None
    later = opinions.add_words(session, first, "Ở đâu?", "Gần cầu ạ", MONDAY, DUE)
    assert later is not None
    case = Case(number="1", title="Đường", state=CaseState.OPENED, opened_on=MONDAY)
    session.add(case)
    session.flush()
    opinions.accept(session, paper.actor, first, at(24))
    opinions.attach(session, paper.actor, first, case.id, at(24))
    opinions.accept(session, paper.actor, later, at(24))
    assert (paper.row(later).state, paper.row(later).case_id) == (OpinionState.IN_CASE, case.id)
    with pytest.raises(IllegalMove):
        opinions.withdraw(session, later, at(24))
    # Figures count what the child said once.
    rows = opinions.opinions_in(session, MONDAY, date(2026, 12, 1))
    assert [row.id for row in rows] == [first]


def test_a_complaint_by_law_leaves_the_queue_decided(session: Session) -> None:
    paper = Paper(session, "Em tố cáo")
    opinions.to_petition(session, paper.actor, paper.ids[0], at(26))
    row = paper.row(paper.ids[0])
    assert (row.state, row.decided_late) == (OpinionState.PETITION, True)
    with pytest.raises(IllegalMove):
        opinions.accept(session, paper.actor, paper.ids[0], at(26))
