"""A database with the opinions and cases of many years, invented and always the same."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_commune,
    add_form_version,
    add_round,
    add_school,
    add_topic,
    add_user,
)
from tests.support.matters import matters
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.base.text import fold
from webapp.directory.records import School
from webapp.opinions.records import Opinion, OpinionEvent
from webapp.opinions.rules import OpinionState, RefusalReason
from webapp.submissions.records import Submission
from webapp.submissions.rules import SurveyKind
from webapp.tracker.records import Case, CaseBody, CaseEvent
from webapp.tracker.rules import CaseBodyRole, CaseState

TOPICS = 15
SCHOOLS = 6
BODIES = 12
YEARS = 3
# Of a hundred decided opinions: refused; the rest are in a case.
REFUSED = 6
AT_ONCE = 1000
_OPEN = (
    *(CaseState.OPENED, CaseState.ROUTED, CaseState.ACKNOWLEDGED, CaseState.IN_PROGRESS),
    *(CaseState.ANSWER_REVIEW, CaseState.REOPENED),
)


@dataclass(frozen=True)
class Filled:
    """What was made, as far as questions need it."""

    school_id: int
    body_id: int
    words: tuple[str, ...]
    waiting: tuple[str, ...]
    cases: tuple[int, ...]
    own_cases: tuple[int, ...]


class Makers:
    """Rows made from one source of chance."""

    def __init__(self, session: Session) -> None:
        self.chance = random.Random(5)
        self.session = session
        self.today = clock.today()
        add_commune(session)
        self.actor = add_user(session, Role.MODERATOR).id
        self.bodies = [add_body(session, f"co-quan-{n}", f"Cơ quan {n}") for n in range(BODIES)]
        self.schools = [add_school(session, f"Trường số {n}").id for n in range(SCHOOLS)]
        self.topics = [add_topic(session, f"CD{n}", f"Chủ đề {n}") for n in range(TOPICS)]
        self.version = add_form_version(session)
        self.rounds = [add_round(session, f"Đợt {n}") for n in range(12 * YEARS)]
        self.texts = [text for matter in matters() for text in matter.texts]

    def day(self) -> date:
        """Return a day of the last years."""
        return self.today - timedelta(days=self.chance.randrange(1, 365 * YEARS))

    def text(self) -> str:
        """Return a text like those of children: a matter with some words left out."""
        words = [w for w in self.chance.choice(self.texts).split() if self.chance.random() > 0.15]
        return " ".join([*words, str(self.chance.randrange(10**6))])

    def case(self, number: int, is_open: bool) -> dict[str, Any]:
        """Return a case; an open one is younger than three months."""
        back = self.chance.randrange(1, 90 if is_open else 365 * YEARS)
        opened = self.today - timedelta(days=back)
        title = f"{self.chance.choice(self.texts)[:120]} {number}"
        return {
            "id": number,
            "number": f"VV-{opened.year}-{number:06d}"[:20],
            "title": title,
            "topic": self.chance.choice(self.topics),
            "school_id": self.chance.choice(self.schools),
            "state": self.chance.choice(_OPEN) if is_open else CaseState.CLOSED,
            "opened_on": opened,
            "routed_on": opened,
            "due_on": opened + timedelta(days=14),
            "term_days": 10,
            "search_text": fold(title),
        }

    def opinion(
        self, opinion_id: str, submission_id: str, case_ids: range, day: date, waits: bool
    ) -> dict[str, Any]:
        """Return an opinion in one of its states; of what waits a quarter lacks only a case."""
        drawn = self.chance.randrange(100)
        state, case_id, reason = OpinionState.IN_CASE, None, None
        if waits:
            state = OpinionState.ACCEPTED if drawn < 25 else OpinionState.RECEIVED
            day = self.today - timedelta(days=drawn % 6)
        elif drawn < REFUSED:
            state, reason = OpinionState.NOT_ACCEPTED, RefusalReason.INSULT
        else:
            case_id = self.chance.choice(case_ids)
        text = self.text()
        decided = state is not OpinionState.RECEIVED
        return {
            "id": opinion_id,
            "submission_id": submission_id,
            "round_id": self.chance.choice(self.rounds),
            "survey": "y-kien",
            "band": self.chance.choice(("6-10", "11-15")),
            "school_id": self.chance.choice(self.schools),
            "question": "q",
            "question_label": "Em muốn nói gì?",
            "original": text,
            "risk": self.chance.choice((0, 0, 0, 1, 2, 3)),
            "state": state,
            "topic": self.chance.choice(self.topics) if decided else None,
            "case_id": case_id,
            "reason": reason,
            "search_text": fold(text) if case_id else "",
            "received_on": day,
            "moderation_due": day + timedelta(days=2),
            "decided_on": day if decided else None,
            "decided_late": False if decided else None,
        }

    def submission(self, submission_id: str, day: date) -> dict[str, Any]:
        """Return what one child sent."""
        return {
            "id": submission_id,
            "round_id": self.rounds[0],
            "survey": "y-kien",
            "kind": SurveyKind.OPINION,
            "band": "6-10",
            "form_version_id": self.version,
            "age": 9,
            "answers": {"truong": "vui"},
            "received_on": day,
            "seat": f"{self.chance.getrandbits(250):064x}",
            "receipt": f"{self.chance.getrandbits(250):064x}",
        }


def fill(session: Session, opinions: int, open_cases: int, backlog: int) -> Filled:
    """Fill an empty database with *opinions*, *open_cases* and twice as many closed cases.

    *backlog* of the opinions wait for the moderators.
    """
    makers = Makers(session)
    number = 3 * open_cases
    leads = _cases(session, makers, number, open_cases)
    waiting = _opinions(session, makers, opinions, range(1, number + 1), backlog)
    school = session.scalars(select(School.id).order_by(School.id)).first()
    own = tuple(case_id for case_id, body_id in leads.items() if body_id == makers.bodies[0])
    return Filled(
        school_id=school or 0,
        body_id=makers.bodies[0],
        words=("san", "truong", "nha ve sinh", "cay", "duong"),
        waiting=tuple(waiting),
        cases=tuple(range(1, open_cases + 1)),
        own_cases=tuple(case_id for case_id in own if case_id <= open_cases),
    )


def _cases(session: Session, makers: Makers, number: int, open_cases: int) -> dict[int, int]:
    """Store cases, the open ones first, each with a lead, a helper and four steps."""
    leads: dict[int, int] = {}
    for start in range(1, number + 1, AT_ONCE):
        rows = [
            makers.case(n, n <= open_cases) for n in range(start, min(start + AT_ONCE, number + 1))
        ]
        session.execute(insert(Case), rows)
        bodies, events = [], []
        for row in rows:
            lead, helper = makers.chance.sample(makers.bodies, 2)
            leads[row["id"]] = lead
            bodies += [
                {"case_id": row["id"], "body_id": lead, "role": CaseBodyRole.LEAD},
                {"case_id": row["id"], "body_id": helper, "role": CaseBodyRole.COORDINATING},
            ]
            at = datetime.combine(row["opened_on"], datetime.min.time(), UTC)
            events += [
                {"case_id": row["id"], "at": at, "actor_id": makers.actor, "to_state": state}
                for state in (
                    CaseState.OPENED,
                    CaseState.ROUTED,
                    CaseState.ACKNOWLEDGED,
                    row["state"],
                )
            ]
        session.execute(insert(CaseBody), bodies)
        session.execute(insert(CaseEvent), events)
    session.commit()
    return leads


def _opinions(
    session: Session, makers: Makers, number: int, case_ids: range, backlog: int
) -> list[str]:
    """Store opinions, one a submission, as their table itself wants them; return who waits."""
    waiting: list[str] = []
    for start in range(0, number, AT_ONCE):
        submissions, rows = [], []
        for n in range(start, min(start + AT_ONCE, number)):
            day = makers.day()
            name = f"phieu{n:011d}"
            submissions.append(makers.submission(name, day))
            rows.append(makers.opinion(f"ykien{n:011d}", name, case_ids, day, n < backlog))
        session.execute(insert(Submission), submissions)
        # One by one, so that likeness and learned words are kept as they are in earnest.
        session.add_all(Opinion(**row) for row in rows)
        session.flush()
        session.execute(
            insert(OpinionEvent),
            [
                {
                    "opinion_id": row["id"],
                    "at": datetime.combine(row["received_on"], datetime.min.time(), UTC),
                    "to_state": row["state"],
                }
                for row in rows
            ],
        )
        waiting += [r["submission_id"] for r in rows if r["state"] is OpinionState.RECEIVED]
        session.commit()
        session.expunge_all()
    return waiting
