"""What waits for whom, on both engines: nothing to see but one's own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_round, add_submission, add_user, viewer_of
from webapp.accounts.rules import Role
from webapp.config import PROJECT
from webapp.desk import service
from webapp.desk.labels import ALARMS, TILES
from webapp.desk.service import Alarm, Count
from webapp.directory import service as directory
from webapp.duties import lease
from webapp.opinions import service as opinions
from webapp.opinions.rules import RefusalReason
from webapp.opinions.service import TextAnswer
from webapp.plan import service as plan
from webapp.rounds.records import Round
from webapp.tracker import service as tracker
from webapp.tracker.records import Case

COMMUNES = PROJECT / "webapp" / "directory" / "communes"
TODAY = date(2023, 10, 20)
NOW = datetime(2023, 10, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def loaded(session: Session) -> Session:
    directory.load_seed(session, COMMUNES / "thanh-linh", TODAY)
    plan.import_plan(session, COMMUNES / "thanh-linh", today=TODAY)
    return session


def desk(session: Session, *roles: Role, body: str | None = None) -> service.Desk:
    body_id = directory.body_id(session, body) if body else None
    person = viewer_of(add_user(session, *roles, body_id=body_id))
    return service.desk_of(session, person, TODAY, NOW)


def routed_case(session: Session, body: str) -> int:
    actor = add_user(session, Role.MODERATOR).id
    case_id = tracker.open_case(
        session, actor, title="Đường tối", topic="ATGT", school_id=None, now=NOW
    )
    lead = directory.body_id(session, body) or 0
    due = date(2023, 10, 24)
    tracker.route(session, actor, case_id, lead, [], due, "thuộc việc của đơn vị", NOW)
    return case_id


def test_a_body_finds_its_new_case_and_nobody_elses(loaded: Session) -> None:
    case_id = routed_case(loaded, "cong-an")
    own = desk(loaded, Role.BODY_OFFICIAL, body="cong-an")
    assert own.counts[Count.CASES_NEW] == 1
    assert own.counts[Count.CASES_SOON] == 1
    assert [row.ref for row in own.rows if row.kind == "case"] == [case_id]
    other = desk(loaded, Role.BODY_OFFICIAL, body="tram-y-te")
    assert other.counts[Count.CASES_NEW] == 0
    assert not [row for row in other.rows if row.kind == "case"]


def test_whoever_opens_rounds_is_told_that_none_is_open(loaded: Session) -> None:
    assert Alarm.NO_ROUND in desk(loaded, Role.MODERATOR).alarms
    assert Alarm.NO_ROUND not in desk(loaded, Role.SCHOOL_COORDINATOR).alarms
    opened = loaded.get(Round, add_round(loaded))
    assert opened is not None
    opened.opens_on = opened.closes_on = TODAY
    loaded.flush()
    assert Alarm.NO_ROUND not in desk(loaded, Role.MODERATOR).alarms


def test_only_the_protection_officer_hears_of_concerns(loaded: Session) -> None:
    for role in Role:
        counts = desk(loaded, role).counts
        assert (Count.CONCERNS_OPEN in counts) == (role is Role.PROTECTION_OFFICER)


def test_the_leader_sees_the_commune_in_figures(loaded: Session) -> None:
    routed_case(loaded, "cong-an")
    found = desk(loaded, Role.LEADER)
    assert found.counts[Count.CASES_OPEN] == 1
    assert found.counts[Count.DUE_THIS_WEEK] == 0
    assert found.alarms[Alarm.TO_SIGN] == date(2023, 9, 1)
    assert found.counts[Count.TASKS_OVERDUE] > 0
    assert len(found.rows) == service.MOST_ROWS


def test_the_administrator_is_told_what_is_missing(loaded: Session) -> None:
    found = desk(loaded, Role.ADMINISTRATOR)
    assert found.alarms[Alarm.WITHOUT_PASSWORD] == 1
    assert Alarm.HOLIDAYS_MISSING not in found.alarms
    assert {Alarm.DUTIES_STOPPED, Alarm.ON_CALL_SHORT} <= set(found.alarms)
    assert found.counts == {}
    assert found.rows == []


def test_a_coordinator_gets_numbers_only(loaded: Session) -> None:
    found = desk(loaded, Role.SCHOOL_COORDINATOR)
    assert set(found.counts) == {Count.SESSIONS_OPEN}
    assert found.rows == []


def test_each_role_is_told_of_what_only_it_can_do(loaded: Session) -> None:
    case_id = routed_case(loaded, "cong-an")
    case = loaded.get_one(Case, case_id)
    case.escalated_on = TODAY
    leader = desk(loaded, Role.LEADER)
    assert leader.counts[Count.CASES_ESCALATED] == 1
    assert [row.ref for row in leader.rows if row.kind == "case"] == [case_id]
    assert Count.CASES_ESCALATED not in desk(loaded, Role.MODERATION_LEAD).counts
    sender = add_submission(loaded, add_round(loaded), TODAY)
    text = TextAnswer("q", "Em muốn nói", "Đường tối quá")
    [opinion_id] = opinions.open_opinions(loaded, sender, [text], TODAY, TODAY)
    proposer = add_user(loaded, Role.MODERATOR)
    opinions.start_reading(loaded, proposer.id, opinion_id, NOW)
    opinions.propose_refusal(loaded, proposer.id, opinion_id, RefusalReason.UNREADABLE, "", NOW)
    own = service.desk_of(loaded, viewer_of(proposer), TODAY, NOW)
    assert Count.REFUSALS_TO_READ not in own.counts
    assert desk(loaded, Role.POLICY_OFFICER).counts[Count.REFUSALS_TO_READ] == 1
    assert set(desk(loaded, Role.ADVISER).counts) == {Count.MEETINGS_WAITING}


def test_every_figure_and_every_alarm_has_words(loaded: Session) -> None:
    assert set(TILES) == set(Count)
    assert set(ALARMS) == set(Alarm)
    found = desk(loaded, Role.ADMINISTRATOR)
    assert Alarm.MAIL_NOT_SET not in found.alarms
    lease.take(loaded, "runner", NOW)
    lease.give_back(loaded, "runner", NOW)
    assert Alarm.DUTIES_STOPPED not in desk(loaded, Role.ADMINISTRATOR).alarms
