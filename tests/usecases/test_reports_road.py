"""One month walked through the use-cases themselves: the summary tells exactly what happened."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_round,
    add_school,
    add_submission,
    add_topic,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role, Viewer
from webapp.directory.records import Topic
from webapp.feedback import service as feedback
from webapp.feedback.records import FeedbackEntry
from webapp.feedback.rules import Rating
from webapp.opinions import service as opinions
from webapp.opinions.service import TextAnswer
from webapp.reports import service
from webapp.reports.figures.cells import Mark
from webapp.reports.rules import CaseLine, MonthFigures, Timeliness
from webapp.submissions.records import Submission
from webapp.tracker import service as tracker
from webapp.tracker.rules import CaseState, Decision
from webapp.tracker.service import ReplyText

NOVEMBER = date(2026, 11, 1)
REPLY = ReplyText(
    decision=Decision.PARTLY, heard="Các em muốn có nước uống.", decided="Nhà trường mua hai bình.",
    why="Kinh phí năm nay đủ hai bình.", when_text="Trong tháng 12", promised_on=date(2026, 12, 15),
)  # fmt: skip


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 3, tzinfo=UTC)


class Road:
    """A moderator, an official, six children and one matter."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.school = add_school(session)
        add_topic(session, "nuoc", "Nước uống")
        self.body = add_body(session, "vhxh", "Công chức Văn hóa - Xã hội")
        moderator = add_user(session, Role.MODERATOR)
        self.moderator: Viewer = viewer_of(moderator)
        self.official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.body))
        round_id = add_round(session)
        self.sent = [
            add_submission(session, round_id, date(2026, 11, 5), self.school.id) for _ in range(6)
        ]
        self.opinions = [
            opinions.open_opinions(
                session, one, [TextAnswer("q", "Em muốn nói gì?", "Em muốn có nước.", "nuoc")],
                date(2026, 11, 5), date(2026, 11, 9),
            )[0]
            for one in self.sent
        ]  # fmt: skip

    def send(self) -> int:
        """Accept five of six opinions, put them into one case, send it on."""
        case_id = tracker.open_case(
            self.session, self.moderator.user_id, title="Thêm bình nước ở trường",
            topic="nuoc", school_id=self.school.id, now=at(6),
        )  # fmt: skip
        for sent, opinion in list(zip(self.sent, self.opinions, strict=True))[:5]:
            opinions.start_reading(self.session, self.moderator.user_id, sent.id, at(6))
            opinions.accept(self.session, self.moderator.user_id, opinion, at(6))
            opinions.set_topic(self.session, self.moderator.user_id, opinion, "nuoc")
            opinions.attach(self.session, self.moderator.user_id, opinion, case_id, at(6))
        tracker.route(self.session, self.moderator.user_id, case_id, self.body, [], None, "", at(6))
        return case_id

    def answer(self, case_id: int, now: datetime) -> None:
        tracker.acknowledge(self.session, self.official, case_id, now)
        tracker.submit_reply(self.session, self.official, case_id, REPLY, now)
        tracker.publish_reply(self.session, self.moderator, case_id, now)

    def read_and_rate(self, place: int, rating: Rating, now: datetime) -> None:
        row = self.session.get_one(Submission, self.sent[place].id)
        view = feedback.look_up(self.session, row.receipt, now.date())
        assert view is not None
        feedback.note_read(self.session, view, now.date())
        feedback.rate(self.session, row.receipt, self.opinions[place], rating, now)

    def figures(self, month: date = NOVEMBER, today: date = date(2026, 12, 3)) -> MonthFigures:
        return service.month_figures(self.session, month, today)


def numbers(figures: MonthFigures, group: str) -> dict[str, int]:
    return {str(c.key): c.number for c in getattr(figures, group) if c.number}


def only(cases: tuple[CaseLine, ...]) -> CaseLine:
    (case,) = cases
    return case


def test_before_anything_is_read(session: Session) -> None:
    figures = Road(session).figures()
    assert numbers(figures, "by_age") == {"6-9": 6}
    assert numbers(figures, "by_level") == {"lower_secondary": 6}
    # What a child ticked is a suggestion; a moderator sorts.
    assert numbers(figures, "by_topic") == {"unknown": 6}
    assert numbers(figures, "by_state") == {"reading": 6}
    assert figures.cases == ()


def test_a_protected_topic_is_no_line_of_a_summary(session: Session) -> None:
    session.get_one(Topic, add_topic(session, "bl_xh", "Bạo lực gia đình")).protected = True
    figures = Road(session).figures()
    assert "bl_xh" not in {count.key for count in figures.by_topic}
    assert "nuoc" in {count.key for count in figures.by_topic}


def test_sent_answered_read_and_reopened(session: Session) -> None:
    road = Road(session)
    case_id = road.send()
    waiting = only(road.figures(today=date(2026, 11, 7)).cases)
    assert (waiting.state, waiting.timeliness) == (CaseState.ROUTED, Timeliness.NOT_YET)
    assert (waiting.opinions, waiting.decision) == (5, None)

    road.answer(case_id, at(12))
    road.read_and_rate(0, Rating.YES, at(13))
    road.read_and_rate(1, Rating.NOT_YET, at(14))
    figures = road.figures()
    assert numbers(figures, "by_state") == {"reading": 1, "in_case": 5}
    assert numbers(figures, "by_topic") == {"nuoc": 5, "unknown": 1}
    assert numbers(figures, "answered") == {Timeliness.IN_TIME: 1}
    assert {c.label: c.number for c in figures.sent_to} == {"Công chức Văn hóa - Xã hội": 1}
    assert numbers(figures, "fed_back") == {"read": 2, "not_read": 3}
    assert numbers(figures, "ratings") == {"yes": 1, "not_yet": 1}
    assert figures.reopened == 1
    case = only(figures.cases)
    assert (case.state, case.decision) == (CaseState.REOPENED, Decision.PARTLY)
    assert (case.published_on, case.why) == (date(2026, 11, 12), REPLY.why)

    december = road.figures(date(2026, 12, 1), date(2026, 12, 20))
    assert only(december.still_open).number == case.number
    assert december.reopened == 0
    assert december.cases == ()


def test_a_second_answer_does_not_change_the_month_of_the_first(session: Session) -> None:
    road = Road(session)
    case_id = road.send()
    road.answer(case_id, at(12))
    road.read_and_rate(0, Rating.YES, at(13))
    november = road.figures()
    road.read_and_rate(0, Rating.NOT_YET, at(2, 12))
    tracker.start(session, road.official, case_id, at(3, 12))
    tracker.submit_reply(session, road.official, case_id, REPLY, at(4, 12))
    tracker.publish_reply(session, road.moderator, case_id, at(4, 12))
    assert road.figures() == november
    december = road.figures(date(2026, 12, 1), date(2026, 12, 20))
    assert december.reopened == 1
    assert only(december.cases).published_on == date(2026, 12, 4)
    assert only(december.cases).opinions == 5


def test_an_overdue_case_is_late_for_ever_once_it_is_answered(session: Session) -> None:
    road = Road(session)
    case_id = road.send()
    assert numbers(road.figures(today=date(2026, 11, 27)), "answered") == {Timeliness.OVERDUE: 1}
    road.answer(case_id, at(28))
    assert numbers(road.figures(), "answered") == {Timeliness.LATE: 1}


def test_small_groups_of_the_road_are_hidden(session: Session) -> None:
    road = Road(session)
    road.answer(road.send(), at(12))
    road.read_and_rate(0, Rating.YES, at(13))
    assert session.query(FeedbackEntry).count() == 1
    month = service.published_month(session, NOVEMBER, date(2026, 12, 3))
    assert month.ratings.total.mark is Mark.SMALL
    read, not_read = (line.figure for line in month.fed_back.lines)
    # One of five has read it: neither part is told, the total is.
    assert (read.mark, not_read.mark) == (Mark.SMALL, Mark.SMALL)
    assert month.by_survey.total.number == 6
    assert month.by_state.lines[0].figure.number is None
