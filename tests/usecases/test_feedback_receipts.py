"""What a receipt opens, step by step, and what a child's answer does."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role
from webapp.base.errors import NotFound
from webapp.feedback import service
from webapp.feedback.records import FeedbackEntry, RatingGiven
from webapp.feedback.rules import OpinionStatus, Rating, Step
from webapp.opinions import service as opinions
from webapp.opinions.rules import RefusalReason
from webapp.opinions.service import TextAnswer
from webapp.submissions.records import Submission
from webapp.tracker import service as tracker
from webapp.tracker.records import Case
from webapp.tracker.rules import CaseState, Decision
from webapp.tracker.service import ReplyText

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WORDS = "Sân trường em không có cây."
REPLY = ReplyText(
    Decision.WILL_DO, "Các em muốn có cây.", "Trồng 10 cây.", "Sân nắng.", "Trước Tết."
)


class Paper:
    """One child's paper and the people who work on it."""

    def __init__(self, session: Session, texts: int = 1) -> None:
        self.session = session
        self.body_id = add_body(session, f"van-hoa-{secrets.token_hex(4)}", "Văn hóa")
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.body_id))
        sent = add_submission(session, add_round(session), TODAY)
        answers = [TextAnswer("q", "Em muốn nói gì?", f"{WORDS} {n}") for n in range(texts)]
        self.ids = opinions.open_opinions(session, sent, answers, TODAY, TODAY)
        self.receipt = session.get_one(Submission, sent.id).receipt
        self.case_id = 0

    def look(self, today: date = TODAY) -> service.ReceiptView:
        view = service.look_up(self.session, self.receipt, today)
        assert view is not None
        return view

    def only(self, today: date = TODAY) -> OpinionStatus:
        (status,) = self.look(today).opinions
        return status

    def to_case(self) -> None:
        actor = self.moderator.user_id
        self.case_id = tracker.open_case(
            self.session, actor, title="Sân trường ít cây", topic=None, school_id=None, now=NOW
        )
        opinions.accept(self.session, actor, self.ids[0], NOW)
        opinions.attach(self.session, actor, self.ids[0], self.case_id, NOW)

    def to_body(self) -> date:
        due = tracker.route(
            self.session, self.moderator.user_id, self.case_id, self.body_id, [], None, "", NOW
        )
        tracker.acknowledge(self.session, self.official, self.case_id, NOW)
        return due

    def replied(self, now: datetime = NOW) -> None:
        tracker.submit_reply(self.session, self.official, self.case_id, REPLY, now)
        tracker.publish_reply(self.session, self.moderator, self.case_id, now)

    def rate(self, rating: Rating) -> None:
        service.rate(self.session, self.receipt, self.ids[0], rating, NOW)

    @property
    def case(self) -> Case:
        return self.session.get_one(Case, self.case_id)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_unknown_receipt_opens_nothing(session: Session) -> None:
    assert service.look_up(session, "0" * 64, TODAY) is None


def test_before_a_decision_there_is_one_line_however_much_was_said(session: Session) -> None:
    """A sealed paper has no opinion at all; it must look like any that is being read."""
    seen = {(Paper(session, texts).look().reading) for texts in (0, 1, 2)}
    assert seen == {True}
    assert all(Paper(session, texts).look().opinions == () for texts in (0, 1, 2))


def test_a_refusal_names_its_reason(session: Session) -> None:
    paper = Paper(session)
    reason = RefusalReason.DUPLICATE
    actor, note = paper.moderator.user_id, "Em xem thư đầu."
    opinions.propose_refusal(session, actor, paper.ids[0], reason, note, NOW)
    assert paper.look().reading, "one reader alone decides nothing"
    second = viewer_of(add_user(session, Role.POLICY_OFFICER))
    opinions.confirm_refusal(session, second, paper.ids[0], NOW)
    status = paper.only()
    assert (status.step, status.reason) == (Step.NOT_CARRIED_ON, reason)
    assert status.note == "Em xem thư đầu."
    assert not paper.look().reading


def test_the_way_to_the_reply(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    assert paper.only().step is Step.SEEKING_BODY
    due = paper.to_body()
    status = paper.only()
    assert (status.step, status.body_name, status.due_on) == (Step.SENT, "Văn hóa", due)
    assert not status.overdue
    assert paper.only(due + timedelta(days=1)).overdue
    tracker.submit_reply(session, paper.official, paper.case_id, REPLY, NOW)
    assert paper.only().reply is None, "a reply is shown only when Đoàn xã has published it"
    tracker.publish_reply(session, paper.moderator, paper.case_id, NOW)
    status = paper.only()
    assert status.step is Step.REPLIED
    assert status.reply is not None
    assert (status.reply.heard, status.reply.decided) == (REPLY.heard, REPLY.decided)


def test_reading_is_recorded_once(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    service.note_read(session, paper.look(), TODAY)
    assert count(session, FeedbackEntry) == 0
    paper.replied()
    for day in (TODAY, TODAY + timedelta(days=3)):
        service.note_read(session, paper.look(), day)
    assert session.scalars(select(FeedbackEntry.day)).all() == [TODAY]


@pytest.mark.parametrize("rating", [Rating.NOT_YET, Rating.NOT_UNDERSTOOD])
def test_not_yet_reopens_the_case_each_time_it_was_answered(
    session: Session, rating: Rating
) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    paper.replied()
    paper.rate(rating)
    paper.rate(rating)
    assert paper.case.state is CaseState.REOPENED
    assert paper.case.times_reopened == 1, "a double click is one answer"
    assert paper.only().step is Step.ASKED_AGAIN
    paper.replied(NOW + timedelta(days=2))
    assert paper.only().rating is None, "a new reply has not been rated yet"
    paper.rate(rating)
    assert paper.case.times_reopened == 2
    assert count(session, RatingGiven) == 2


def test_yes_leaves_the_case_answered(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    paper.replied()
    paper.rate(Rating.YES)
    assert paper.case.state is CaseState.ANSWERED
    assert paper.only().rating is Rating.YES


def test_the_last_rating_counts_and_all_are_kept(session: Session) -> None:
    paper = Paper(session)
    paper.to_case()
    paper.to_body()
    paper.replied()
    for rating in (Rating.YES, Rating.NOT_YET, Rating.YES):
        paper.rate(rating)
    assert count(session, RatingGiven) == 3
    figures = service.figures(session, date(2026, 11, 1), date(2026, 12, 1))
    assert [row.rating for row in figures.ratings] == [Rating.YES]


def test_another_childs_opinion_cannot_be_rated(session: Session) -> None:
    paper, other = Paper(session), Paper(session)
    for each in (paper, other):
        each.to_case()
        each.to_body()
        each.replied()
    with pytest.raises(NotFound):
        service.rate(session, paper.receipt, other.ids[0], Rating.YES, NOW)
    with pytest.raises(NotFound):
        service.rate(session, "0" * 64, other.ids[0], Rating.YES, NOW)


def test_an_opinion_without_a_reply_cannot_be_rated(session: Session) -> None:
    paper = Paper(session)
    with pytest.raises(NotFound):
        paper.rate(Rating.YES)
