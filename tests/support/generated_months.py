"""Some hundred random rows over three months, written straight into the tables.

The rows follow the rules of the house (a published reply has its day, a case
its history) but no use-case made them: what counts them has to agree with
plain SQL, whatever is in there.
"""

from __future__ import annotations

import random
import secrets
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from tests.support.builders import add_form_version
from webapp.directory.records import Body, School, Topic
from webapp.directory.rules import BodyKind, SchoolLevel
from webapp.feedback.records import FeedbackEntry, RatingGiven
from webapp.feedback.rules import About, Channel, Rating
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState, RefusalReason
from webapp.rounds.records import Round
from webapp.rounds.rules import RoundState
from webapp.submissions.records import Submission
from webapp.submissions.rules import SurveyKind
from webapp.tracker.records import Case, CaseBody, CaseEvent, Reply
from webapp.tracker.rules import CaseBodyRole, CaseState, Decision, ReplyState

FIRST = date(2026, 9, 1)
DAYS = 91
# How often an opinion stands where.
STATES = {
    OpinionState.RECEIVED: 2,
    OpinionState.SCREENING: 2,
    OpinionState.NEEDS_INFO: 1,
    OpinionState.ACCEPTED: 3,
    OpinionState.REFUSAL_PROPOSED: 1,
    OpinionState.NOT_ACCEPTED: 1,
    OpinionState.SPLIT: 1,
    OpinionState.IN_CASE: 8,
    OpinionState.WITHDRAWN: 1,
    OpinionState.PETITION: 1,
}
SURVEYS = ("y-kien-hang-thang", "dien-dan-tre-em", "doi-thoai-hoc-duong")


class Generated:
    """A small world with a seed of its own; the same seed, the same figures."""

    def __init__(self, session: Session, seed: int, author: int) -> None:
        self.session, self.author = session, author
        self.chance = random.Random(seed)  # noqa: S311 (test data, no secret)
        self.bodies = [self._body(n) for n in range(4)]
        self.schools = [self._school(level) for level in SchoolLevel for _ in range(2)]
        self.topics = [self._topic(n) for n in range(6)]
        self.rounds = [self._round(survey, month) for survey in SURVEYS for month in (9, 10, 11)]
        self.cases = [self._case(n) for n in range(40)]
        self.form_version = add_form_version(session)
        submissions = [self._submission() for _ in range(400)]
        opinions = [
            self._opinion(s) for s in submissions for _ in range(self.chance.choice((0, 1, 2)))
        ]
        session.flush()
        for opinion in opinions:
            self._say(opinion)
        session.flush()

    @staticmethod
    def accepted_of(session: Session, month: int) -> list[Opinion]:
        """Return the opinions received in *month* that are not sent on yet."""
        rows = session.query(Opinion).filter_by(state=OpinionState.ACCEPTED)
        return [row for row in rows if row.received_on.month == month]

    def _add(self, row: object) -> None:
        self.session.add(row)
        self.session.flush()

    def _day(self, after: date = FIRST) -> date:
        span = (FIRST + timedelta(days=DAYS) - after).days
        return after + timedelta(days=self.chance.randrange(max(span, 1)))

    def _body(self, number: int) -> int:
        name = f"Cơ quan {number}"
        row = Body(
            code=f"co-quan-{number}", name=name, short_name=name, kind=BodyKind.OFFICE,
            valid_from=date(2023, 1, 1),
        )  # fmt: skip
        self._add(row)
        return row.id

    def _school(self, level: SchoolLevel) -> int:
        name = f"Trường {secrets.token_hex(3)}"
        body = Body(
            code=name, name=name, short_name=name, kind=BodyKind.SCHOOL, valid_from=date(2023, 1, 1)
        )
        self._add(body)
        row = School(body_id=body.id, level=level)
        self._add(row)
        return row.id

    def _topic(self, number: int) -> str:
        name = f"Chủ đề {number}"
        self._add(Topic(code=f"t{number}", name=name, child_name=name, position=100 + number))
        return f"t{number}"

    def _round(self, survey: str, month: int) -> int:
        row = Round(
            survey=survey, title=f"{survey} {month}", period=date(2026, month, 1),
            opens_on=date(2026, month, 1), closes_on=date(2026, month, 28), state=RoundState.OPEN,
        )  # fmt: skip
        self._add(row)
        return row.id

    def _submission(self) -> Submission:
        survey = self.chance.choices(SURVEYS, (90, 8, 2))[0]
        row = Submission(
            id=secrets.token_urlsafe(12),
            round_id=self.chance.choice(self.rounds),
            survey=survey,
            kind=SurveyKind.OPINION if survey == SURVEYS[0] else SurveyKind.REGISTRATION,
            band="6-10",
            form_version_id=self.form_version,
            school_id=self.chance.choice([*self.schools, None]),
            age=self.chance.choice([*range(5, 18), None]),
            answers={},
            received_on=self._day(),
            seat=secrets.token_hex(32),
            receipt=secrets.token_hex(32),
        )
        self._add(row)
        return row

    def _opinion(self, submission: Submission) -> Opinion:
        state = self.chance.choices(tuple(STATES), tuple(STATES.values()))[0]
        in_case = state is OpinionState.IN_CASE
        row = Opinion(
            id=secrets.token_urlsafe(12),
            submission_id=submission.id,
            round_id=submission.round_id,
            survey=submission.survey,
            band=submission.band,
            age=submission.age,
            school_id=submission.school_id,
            question="q",
            question_label="Em muốn nói gì?",
            original="Em muốn có thêm nước uống.",
            state=state,
            topic=self.chance.choice([*self.topics, None]),
            case_id=self.chance.choice(self.cases).id if in_case else None,
            reason=RefusalReason.INSULT if state is OpinionState.NOT_ACCEPTED else None,
            received_on=submission.received_on,
            moderation_due=submission.received_on + timedelta(days=3),
        )
        self.session.add(row)
        return row

    def _case(self, number: int) -> Case:
        opened = self._day()
        row = Case(
            number=f"VV-2026-{number:04d}", title=f"Vụ việc {number}",
            topic=self.chance.choice([*self.topics, None]), state=CaseState.OPENED,
            opened_on=opened,
        )  # fmt: skip
        self._add(row)
        self._step(row, CaseState.OPENED, opened)
        if self.chance.random() < 0.9:
            self._send(row)
        return row

    def _send(self, case: Case) -> None:
        case.routed_on = case.opened_on + timedelta(days=self.chance.randrange(6))
        case.due_on = case.routed_on + timedelta(days=14)
        lead = CaseBody(
            case_id=case.id, body_id=self.chance.choice(self.bodies), role=CaseBodyRole.LEAD
        )
        self._add(lead)
        self._step(case, CaseState.ROUTED, case.routed_on)
        if self.chance.random() < 0.75:
            replied = case.routed_on + timedelta(days=self.chance.randrange(1, 30))
            case.replied_on, case.replied_late = replied, replied > case.due_on
            self._step(case, CaseState.ANSWER_REVIEW, replied)
            if self.chance.random() < 0.85:
                self._publish(case, lead.body_id, replied + timedelta(days=2))

    def _publish(self, case: Case, body_id: int, day: date) -> None:
        case.decision = self.chance.choice(tuple(Decision))
        case.published_on = day
        reply = Reply(
            case_id=case.id, body_id=body_id, state=ReplyState.PUBLISHED, decision=case.decision,
            heard="a", decided="b", why="c", when_text="d", written_by=self.author,
            published_on=day,
        )  # fmt: skip
        self._add(reply)
        self._step(case, CaseState.ANSWERED, day)
        if self.chance.random() < 0.3:
            case.times_reopened += 1
            self._step(case, CaseState.REOPENED, day + timedelta(days=4))

    def _step(self, case: Case, state: CaseState, day: date) -> None:
        at = datetime.combine(day, time(3), UTC)
        case.state = state
        self._add(CaseEvent(case_id=case.id, at=at, to_state=state, why=""))

    def _say(self, opinion: Opinion) -> None:
        replies = self.session.query(Reply).filter_by(case_id=opinion.case_id or 0).all()
        for reply in replies:
            if self.chance.random() < 0.6 and reply.published_on:
                day = reply.published_on + timedelta(days=self.chance.randrange(9))
                self._add(
                    FeedbackEntry(
                        opinion_id=opinion.id, reply_id=reply.id, about=About.REPLY,
                        channel=Channel.RECEIPT, once=f"reply:{reply.id}:receipt", day=day,
                    )
                )  # fmt: skip
                for _ in range(self.chance.choice((0, 1, 1, 2))):
                    rating = self.chance.choice(tuple(Rating))
                    self._add(
                        RatingGiven(
                            opinion_id=opinion.id, reply_id=reply.id, rating=rating, given_on=day
                        )
                    )
