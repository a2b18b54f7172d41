"""Quick decisions and undoing them, steps for many, and who has which sheet open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_round,
    add_submission,
    add_topic,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, Invalid
from webapp.moderation import service as moderation
from webapp.moderation.queue import bulk
from webapp.moderation.queue.bulk import Skipped, Ticked
from webapp.moderation.service import Changed, Sending
from webapp.moderation.triage.deciding import Decision, Quick, decide, undo
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState, RefusalReason
from webapp.opinions.service import OpinionView, TextAnswer
from webapp.tracker import service as tracker
from webapp.tracker.records import Case, CaseBody, CaseEvent

DAY, DUE = date(2026, 11, 23), date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
SOON, TOO_LATE = NOW + timedelta(seconds=9), NOW + timedelta(seconds=11)


class Desk:
    """A moderator with opinions of several submissions, a topic and a body."""

    def __init__(self, session: Session, *texts: str) -> None:
        self.session = session
        add_topic(session, "CSVC", "Cơ sở vật chất")
        self.body = add_body(session, "vhxh", "Văn hóa – Xã hội")
        self.one, self.two = (viewer_of(add_user(session, Role.MODERATOR)) for _ in range(2))
        self.official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.body))
        round_id = add_round(session)
        self.ids: list[str] = []
        for words in texts:
            sent = add_submission(session, round_id, DAY)
            answers = [TextAnswer("q", "Em muốn nói gì?", words)]
            self.ids += opinions.open_opinions(session, sent, answers, DAY, DUE)
            opinions.start_reading(session, self.one.user_id, sent.id, NOW)

    def row(self, opinion_id: str) -> Opinion:
        self.session.expire_all()
        return self.session.get_one(Opinion, opinion_id)

    def view(self, opinion_id: str) -> OpinionView:
        (found,) = opinions.some(self.session, self.one, [opinion_id])
        return found

    def sending(self, case_id: int | None = None) -> Sending:
        return Sending("CSVC", case_id=case_id, title="Sân nắng", lead_body_id=self.body)

    def decide(self, opinion_id: str, quick: Quick, case_id: int | None = None) -> int | None:
        reason = RefusalReason.INSULT if quick is Quick.REFUSE else None
        decision = Decision(quick, self.sending(case_id), reason)
        return decide(self.session, self.one, self.view(opinion_id), decision, NOW)

    def ticked(self) -> list[Ticked]:
        views = opinions.some(self.session, self.one, self.ids)
        return [Ticked(view.id, view.turn) for view in views]


@pytest.mark.parametrize("quick", list(Quick))
def test_a_decision_is_really_undone(session: Session, quick: Quick) -> None:
    desk = Desk(session, "Sân nắng", "Nhà vệ sinh bẩn")
    first, other = desk.ids
    joined = desk.decide(other, Quick.SEND) if quick is Quick.JOIN else None
    desk.decide(first, quick, joined)
    assert desk.row(first).state is not OpinionState.SCREENING
    with pytest.raises(IllegalMove):
        undo(session, desk.two, first, SOON)
    with pytest.raises(IllegalMove):
        undo(session, desk.one, first, TOO_LATE)
    undo(session, desk.one, first, SOON)
    row = desk.row(first)
    assert (row.state, row.case_id, row.topic) == (OpinionState.SCREENING, None, None)
    assert (row.reason, row.proposed_by, row.search_text) == (None, None, "")
    assert (row.decided_on, row.decided_late) == (None, None)
    assert session.scalars(select(Case.id)).all() == ([joined] if joined else [])
    with pytest.raises(IllegalMove):
        undo(session, desk.one, first, SOON)
    # Nothing was overwritten: the steps and the way back are both on record.
    history = opinions.history(session, desk.one, row.submission_id)
    assert history[-1].why == "undone"


def test_a_case_undone_leaves_no_hole_in_the_numbers(session: Session) -> None:
    desk = Desk(session, "Sân nắng", "Nhà vệ sinh bẩn", "Thiếu sách", "Đường tối")
    one, two, three, four = desk.ids
    desk.decide(one, Quick.SEND)
    desk.decide(two, Quick.SEND)
    undo(session, desk.one, one, SOON)
    assert session.scalars(select(CaseBody.case_id)).all() == [desk.row(two).case_id]
    assert set(session.scalars(select(CaseEvent.case_id))) == {desk.row(two).case_id}
    desk.decide(three, Quick.SEND)
    desk.decide(four, Quick.SEND)
    numbers = session.scalars(select(Case.number).order_by(Case.number)).all()
    assert numbers == ["VV-2026-0001", "VV-2026-0002", "VV-2026-0003"]


def test_what_somebody_has_built_on_stays(session: Session) -> None:
    desk = Desk(session, "Sân nắng", "Nhà vệ sinh bẩn", "Thiếu sách")
    one, two, three = desk.ids
    # The body has taken it.
    case_id = desk.decide(one, Quick.SEND)
    assert case_id is not None
    tracker.acknowledge(session, desk.official, case_id, NOW)
    with pytest.raises(IllegalMove), session.begin_nested():
        undo(session, desk.one, one, SOON)
    # Another opinion stands behind it.
    case_id = desk.decide(two, Quick.SEND)
    desk.decide(three, Quick.JOIN, case_id)
    with pytest.raises(IllegalMove), session.begin_nested():
        undo(session, desk.one, two, SOON)
    # Somebody else has changed the opinion.
    opinions.set_topic(session, desk.two.user_id, three, None)
    with pytest.raises(IllegalMove), session.begin_nested():
        undo(session, desk.one, three, SOON)
    assert desk.row(two).case_id == desk.row(three).case_id == case_id
    with pytest.raises(Changed):
        desk.decide(one, Quick.ACCEPT)


def test_one_step_for_many_names_what_it_left(session: Session) -> None:
    desk = Desk(session, "Sân nắng", "Thiếu sách", "Em sợ bị đánh", "Cô Lan 0912 345 678", "Cây")
    sun, books, fear, name, tree = desk.ids
    ticked = desk.ticked()
    with pytest.raises(Invalid):
        bulk.accept_all(session, desk.one, [], NOW)
    opinions.accept(session, desk.two.user_id, tree, NOW)
    outcome = bulk.accept_all(session, desk.one, ticked, NOW)
    left = {one.opinion.id: one.why for one in outcome.left}
    assert outcome.done == 2
    assert left == {
        fear: Skipped.DISTRESSING,
        name: Skipped.IDENTIFIES,
        tree: Skipped.CHANGED,
    }
    outcome = bulk.gather(session, desk.one, desk.ticked(), desk.sending(), NOW)
    assert outcome.done == 3
    assert {desk.row(one).case_id for one in (sun, books, tree)} == {outcome.case_id}
    assert [row.state for row in map(desk.row, (fear, name))] == [OpinionState.SCREENING] * 2
    outcome = bulk.set_topics(session, desk.one, desk.ticked(), "CSVC")
    assert {one.why for one in outcome.left} == {Skipped.DECIDED}
    assert desk.row(name).topic == "CSVC"
    assert session.scalar(text('SELECT count(*) FROM "case"')) == 1


def test_two_people_are_told_of_each_other(session: Session) -> None:
    desk = Desk(session, "Sân nắng", "Em sợ bị đánh")
    calm, fear = map(desk.row, desk.ids)
    first, second = desk.one.user_id, desk.two.user_id
    found = opinions.next_one(session, desk.one, [], NOW)
    assert found is not None
    assert found.opinion_id == fear.id, "the riskiest comes first"
    for _ in range(2):
        opinions.note_open(session, second, fear.submission_id, NOW)
    assert moderation.others_at(session, desk.one, fear.submission_id, NOW) == [desk.two.name]
    assert moderation.others_at(session, desk.two, fear.submission_id, NOW) == []
    found = opinions.next_one(session, desk.one, [], NOW)
    assert found is not None
    assert found.opinion_id == calm.id, "what somebody reads is passed over"
    assert opinions.next_one(session, desk.one, [calm.id], NOW) is None
    later = NOW + timedelta(minutes=3)
    assert opinions.others_at(session, first, fear.submission_id, later) == []
    # A form shown before somebody else's step is refused.
    turn = desk.view(calm.id).turn
    opinions.set_topic(session, second, calm.id, "CSVC")
    with pytest.raises(Changed):
        moderation.one_of(session, desk.one, calm.submission_id, calm.id, turn)
