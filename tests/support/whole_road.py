"""Children, moderators and a body on the whole road of an opinion, for machines to walk at random.

Every step is taken as the web takes it: refused means that nothing of it stays.
What must hold whatever was pressed is in ``promises``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_user, fill_draft, survey_round, viewer_of
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.base.errors import NotFound, Refused
from webapp.directory.records import Topic
from webapp.feedback import service as feedback
from webapp.feedback.records import ChildQuestion, FeedbackEntry, RatingGiven
from webapp.feedback.rules import Channel, Obstacle, QuestionState, Rating
from webapp.feedback.service import Way
from webapp.intake import service as intake
from webapp.moderation import service as moderation
from webapp.moderation.regrouping import take_apart
from webapp.moderation.service import Sending
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion, OpinionEvent
from webapp.opinions.rules import OpinionState, RefusalReason
from webapp.submissions.records import Submission
from webapp.submissions.rules import Speaker, receipt_digest
from webapp.tracker import service as tracker
from webapp.tracker.records import Case, CaseEvent
from webapp.tracker.rules import CaseState, Decision
from webapp.tracker.service import ReplyText

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KEY = "test-receipt-key"
CHILDREN, PARENTS = "y-kien-hang-thang", "kien-nghi-phu-huynh"
_GOOD = ReplyText(Decision.DONE, "Các em muốn có sách.", "Đã mua sách.", "", "Tuần qua.")
_COUNTED = (Submission, Opinion, OpinionEvent, Case, CaseEvent, FeedbackEntry, ChildQuestion)


@dataclass
class Sent:
    """What somebody sent: the secret of the seat, the digest of the receipt, a word of its own."""

    secret: str
    digest: str
    word: str
    speaker: Speaker
    submission_id: str


class Road:
    """The office and everybody who sent something."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.office = add_body(session, "van-hoa", "Văn hóa")
        session.add(Topic(code="CSVC", name="Trường lớp", child_name="Trường lớp", position=1))
        self.moderator = viewer_of(add_user(session, Role.MODERATOR))
        self.second = viewer_of(add_user(session, Role.MODERATOR))
        self.official = viewer_of(add_user(session, Role.BODY_OFFICIAL, body_id=self.office))
        self.rounds = {one: survey_round(session, one, TODAY) for one in (CHILDREN, PARENTS)}
        self.begin()

    def begin(self) -> None:
        """Start another walk; the office stays."""
        self.now = NOW
        self.sent: list[Sent] = []

    @property
    def today(self) -> date:
        return clock.local_day(self.now)

    def take(self, step: Callable[[], object]) -> bool:
        """Take a step as a request does; tell whether it was let, and see that it was whole."""
        before = self.shape()
        part = self.session.begin_nested()
        try:
            step()
        except Refused:
            part.rollback()
            assert self.shape() == before, "a refused step leaves nothing behind"
            return False
        part.commit()
        return True

    def shape(self) -> list[object]:
        """Return how many rows there are and how everything stands."""
        s = self.session
        counts = [s.scalar(select(func.count()).select_from(table)) for table in _COUNTED]
        states = s.execute(select(Opinion.id, Opinion.state, Opinion.case_id).order_by(Opinion.id))
        cases = s.execute(select(Case.id, Case.state, Case.due_on).order_by(Case.id))
        return [counts, states.all(), cases.all()]

    def send(self, speaker: Speaker) -> None:
        """Let somebody send one text."""
        secret = f"seat-{len(self.sent)}"
        word = f"Riêng{len(self.sent)}từ"
        text = f"Thư viện cần thêm sách {word}."
        adult = speaker is not Speaker.CHILD
        survey, band = (PARENTS, "phu-huynh") if adult else (CHILDREN, "6-10")
        answers = {"y_kien": text, "cach_nhan": "ma_so"} if adult else {"tuoi": "9"}
        if not adult:
            answers["noi_them"] = text
        seat = fill_draft(self.session, secret, self.rounds[survey], band, answers, self.now)
        receipt = intake.receive(self.session, seat, secret, KEY, self.today, self.now)
        again = intake.receive(self.session, seat, secret, KEY, self.today, self.now)
        assert again == receipt, "sent twice is one submission with one receipt"
        digest = receipt_digest(KEY, receipt)
        found = self.session.scalars(select(Submission).where(Submission.receipt == digest)).one()
        self.sent.append(Sent(secret, digest, word, speaker, found.id))

    def opinion(self, pick: int) -> Opinion:
        statement = select(Opinion).join(OpinionEvent).where(OpinionEvent.from_state.is_(None))
        rows = self.session.scalars(statement.order_by(OpinionEvent.id)).all()
        if not rows:
            raise NotFound
        return rows[pick % len(rows)]

    def sender(self, row: Opinion) -> Sent:
        return next(one for one in self.sent if one.submission_id == row.submission_id)

    def case(self, pick: int) -> Case:
        rows = self.session.scalars(select(Case).order_by(Case.id)).all()
        if not rows:
            raise NotFound
        return rows[pick % len(rows)]

    def steps(self, pick: int, other: int) -> dict[str, Callable[[], object]]:
        """Return everything that can be pressed about one opinion and its case."""
        s, now, row = self.session, self.now, self.opinion(pick)
        m, actor = self.moderator, self.moderator.user_id
        one, digest, case_id = row.id, self.sender(row).digest, row.case_id or 0
        return {
            "read": lambda: opinions.start_reading(s, actor, row.submission_id, now),
            "accept": lambda: opinions.accept(s, actor, one, now),
            "to_case": lambda: self._gather(row, None),
            "join": lambda: self._gather(row, self.case(other).id),
            "apart": lambda: take_apart(
                s, m, case_id, [one], Sending("CSVC", title="Sách", lead_body_id=self.office), now
            ),
            "refuse": lambda: opinions.propose_refusal(
                s, actor, one, RefusalReason.DUPLICATE, "", now
            ),
            "confirm": lambda: opinions.confirm_refusal(s, self.second, one, now),
            "confirm_alone": lambda: opinions.confirm_refusal(s, m, one, now),
            "decline": lambda: opinions.decline_refusal(s, self.second, one, "nên nhận", now),
            "reconsider": lambda: opinions.reconsider(s, actor, one, "", now),
            "split": lambda: opinions.split(s, actor, one, ["Thư viện", row.original[9:]], now),
            "ask": lambda: feedback.ask(s, m, one, "Sách nào ạ?", now),
            "answer": lambda: feedback.answer(s, digest, self._asked(one), "Sách truyện.", now),
            "silence": lambda: feedback.return_unanswered(s, now),
            "withdraw": lambda: feedback.withdraw(s, digest, now),
            "appeal": lambda: feedback.appeal(s, digest, one, now),
            "look": lambda: self._look(digest),
            "yes": lambda: feedback.rate(s, digest, one, Rating.YES, now),
            "not_yet": lambda: feedback.rate(s, digest, one, Rating.NOT_YET, now),
            "told": lambda: self._record(case_id, one, Way(Channel.READ_IN_CLASS)),
            "hindered": lambda: self._record(case_id, one, Way(obstacle=Obstacle.LEFT_SCHOOL)),
            "acknowledge": lambda: tracker.acknowledge(s, self.official, case_id, now),
            "back": lambda: tracker.send_back(s, self.official, case_id, "không phải", now),
            "submit": lambda: tracker.submit_reply(s, self.official, case_id, _GOOD, now),
            "publish": lambda: tracker.publish_reply(s, m, case_id, now),
            "close": lambda: feedback.close(s, m, case_id, "", now),
            "duty": lambda: feedback.close_what_is_done(s, now),
        }

    def forward(self, pick: int) -> list[str]:
        """Return what would come next for an opinion if all went well."""
        row = self.opinion(pick)
        if row.state is not OpinionState.IN_CASE:
            return ["accept", "to_case"]
        state = tracker.case_state(self.session, row.case_id or 0).state
        road = {
            CaseState.ROUTED: ["acknowledge", "submit", "publish"],
            CaseState.ACKNOWLEDGED: ["submit", "publish"],
            CaseState.REOPENED: ["submit", "publish"],
            CaseState.ANSWER_REVIEW: ["publish"],
            CaseState.ANSWERED: ["look", "yes", "duty", "close"],
        }
        return road.get(state, [])

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def _gather(self, row: Opinion, case_id: int | None) -> None:
        (view,) = opinions.some(self.session, self.moderator, [row.id])
        new = Sending("CSVC", title="Thư viện ít sách", lead_body_id=self.office)
        sending = new if case_id is None else Sending("CSVC", case_id=case_id)
        moderation.send(self.session, self.moderator, view, sending, self.now)

    def _asked(self, opinion_id: str) -> int:
        asked = feedback.questions_of(self.session, [opinion_id])
        if not asked:
            raise NotFound
        waits = [one for one in asked if one.state is QuestionState.ASKED]
        return (waits or asked)[-1].id

    def _look(self, digest: str) -> None:
        view = feedback.look_up(self.session, digest, self.today)
        assert view is not None, "a receipt always opens"
        feedback.note_read(self.session, view, self.today)

    def _record(self, case_id: int, opinion_id: str, way: Way) -> None:
        feedback.record_case(
            self.session, self.moderator, case_id, [opinion_id], way, self.today, self.today
        )

    def ratings(self) -> int:
        return self.session.scalar(select(func.count()).select_from(RatingGiven)) or 0
