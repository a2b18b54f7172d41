"""Rules that say who usually leads: beginning, ending, following bodies that ended."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import add_body, add_school, add_topic, add_user
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.directory.records import Body
from webapp.directory.rules import BodyKind
from webapp.tracker import service
from webapp.tracker.routing.rules import Basis, Condition

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


class Stage:
    """A topic with a body, one without, a school, a village, three offices."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.culture = add_body(session, "vh", "Văn hóa")
        self.police = add_body(session, "ca", "Công an")
        self.economy = add_body(session, "kt", "Kinh tế")
        self.village = add_body(session, "thon-1", "Thôn 1", BodyKind.VILLAGE)
        self.school = add_school(session)
        self.safety = add_topic(session, "an-toan", "An toàn", self.police)
        self.learning = add_topic(session, "hoc-tap", "Học tập")
        self.author = add_user(session, Role.MODERATOR).id

    def rule(self, condition: Condition, lead: int | None, helpers: tuple[int, ...] = ()) -> int:
        return service.add_rule(self.session, self.author, condition, lead, helpers, "", NOW)

    def lead(self, topic: str | None, *, school: bool = False, village: bool = False) -> object:
        found = service.usual_route(
            self.session, topic, self.school.id if school else None,
            self.village if village else None, TODAY,
        )  # fmt: skip
        return found.lead_body_id, found.why and found.why.basis


@pytest.fixture
def stage(session: Session) -> Stage:
    return Stage(session)


def test_without_rules_topics_and_schools_decide(stage: Stage) -> None:
    assert stage.lead("an-toan", school=True) == (stage.police, Basis.TOPIC)
    assert stage.lead("hoc-tap", school=True) == (stage.school.body_id, Basis.OWN_SCHOOL)
    assert stage.lead("hoc-tap") == (None, Basis.NOTHING)
    assert stage.lead(None, school=True) == (None, Basis.NOTHING)


def test_the_rule_that_says_most_decides(stage: Stage) -> None:
    stage.rule(Condition("an-toan"), stage.culture)
    own = stage.rule(Condition("an-toan", stage.school.id), None, (stage.police, stage.economy))
    stage.rule(Condition(None, None, stage.village), stage.economy)
    assert stage.lead("an-toan") == (stage.culture, Basis.RULE)
    found = service.usual_route(stage.session, "an-toan", stage.school.id, stage.village, TODAY)
    assert found.lead_body_id == stage.school.body_id
    assert set(found.coordinating) == {stage.police, stage.economy}
    assert stage.lead("hoc-tap", village=True) == (stage.economy, Basis.RULE)
    [village] = [
        view for view in service.routing_rules(stage.session, TODAY) if view.conflicts_with
    ][:1]
    assert village.rule.condition.village_id == stage.village, "it can meet the topic's rule"
    service.end_rule(stage.session, stage.author, own, NOW)
    with pytest.raises(IllegalMove):
        service.end_rule(stage.session, stage.author, own, NOW)
    with pytest.raises(NotFound):
        service.end_rule(stage.session, stage.author, 999, NOW)
    assert stage.lead("an-toan", school=True) == (stage.culture, Basis.RULE)


def test_a_rule_outlives_the_body_it_names(stage: Stage) -> None:
    stage.rule(Condition("an-toan"), stage.culture)
    ended = stage.session.get_one(Body, stage.culture)
    ended.valid_to, ended.successor_id = date(2026, 6, 30), stage.economy
    stage.session.flush()
    found = service.usual_route(stage.session, "an-toan", None, None, TODAY)
    assert found.why
    assert (found.lead_body_id, found.why.followed) == (stage.economy, "Văn hóa")
    ended.successor_id = None
    stage.session.flush()
    assert stage.lead("an-toan") == (stage.police, Basis.TOPIC), "passed over, not obeyed"
    [view] = service.routing_rules(stage.session, TODAY)
    assert view.lead_today is None


def test_what_makes_no_rule(stage: Stage) -> None:
    stage.rule(Condition("an-toan"), stage.culture)
    group = add_body(stage.session, "nhom", "Nhóm", BodyKind.COLLECTIVE)
    for condition, lead, field in (
        (Condition(), stage.culture, "topic"),
        (Condition("an-toan"), stage.police, "topic"),
        (Condition("khong-co"), stage.police, "topic"),
        (Condition(None, None, stage.police), stage.police, "village_id"),
        (Condition("hoc-tap"), group, "lead_body_id"),
    ):
        with pytest.raises(Invalid) as caught:
            stage.rule(condition, lead)
        assert set(caught.value.fields) == {field}
