"""Beginning and ending routing rules; none is ever edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE, BodyKind
from webapp.tracker.records import RoutingHelper, RoutingRule
from webapp.tracker.routing.finding import rules_in_force
from webapp.tracker.routing.rules import Condition

LONGEST_NOTE = 300


def add_rule(
    session: Session,
    actor_id: int,
    condition: Condition,
    lead_body_id: int | None,
    helpers: Sequence[int],
    note: str,
    now: datetime,
) -> int:
    """Begin a rule and return its id; without *lead_body_id* the child's own school leads.

    Raise Invalid for a rule without a condition, a second rule with the same
    condition, unknown names, and a lead that takes no cases.
    """
    note, today = clean(note), clock.local_day(now)
    problems = _problems(session, condition, lead_body_id, today)
    if len(note) > LONGEST_NOTE:
        problems["note"] = "too_long"
    if problems:
        raise Invalid(fields=problems)
    row = RoutingRule(
        topic=condition.topic,
        school_id=condition.school_id,
        village_id=condition.village_id,
        lead_body_id=lead_body_id,
        own_school=lead_body_id is None,
        note=note,
        made_by=actor_id,
        made_at=now,
    )
    session.add(row)
    session.flush()
    for body_id in dict.fromkeys(helpers):
        if body_id != lead_body_id:
            directory.body(session, body_id)
            session.add(RoutingHelper(rule_id=row.id, body_id=body_id))
    session.flush()
    audit.record(session, actor_id, "routing.begun", "routing_rule", row.id)
    return row.id


def _problems(
    session: Session, condition: Condition, lead_body_id: int | None, today: date
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if condition == Condition():
        problems["topic"] = "no_condition"
    elif any(rule.condition == condition for rule in rules_in_force(session)):
        problems["topic"] = "there_already"
    known = {topic.code for topic in directory.topics(session) if not topic.protected}
    if condition.topic is not None and condition.topic not in known:
        problems["topic"] = "unknown"
    if condition.school_id is not None:
        directory.school(session, condition.school_id)
    if condition.village_id is not None:
        village = directory.body(session, condition.village_id)
        if village.kind is not BodyKind.VILLAGE:
            problems["village_id"] = "unknown"
    takers = {body.id for body in directory.bodies(session, today, ROUTABLE)}
    if lead_body_id is not None and lead_body_id not in takers:
        problems["lead_body_id"] = "takes_no_cases"
    return problems


def end_rule(session: Session, actor_id: int, rule_id: int, now: datetime) -> None:
    """End a rule; what was sent by it stays where it is.  Raise NotFound, IllegalMove."""
    row = session.get(RoutingRule, rule_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    if row.ended_at is not None:
        raise IllegalMove
    row.ended_at, row.ended_by = now, actor_id
    session.flush()
    audit.record(session, actor_id, "routing.ended", "routing_rule", rule_id)
