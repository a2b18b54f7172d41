"""Who usually leads a matter, and by what rule; the moderator decides all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE, BodyView, SchoolView, TopicView
from webapp.tracker.records import RoutingHelper, RoutingRule
from webapp.tracker.routing.rules import (
    Basis,
    Condition,
    Matter,
    Rule,
    Why,
    conflicts,
    fitting,
    successor,
)


@dataclass(frozen=True)
class Route:
    """Who would lead and help, and why; no lead when nothing says so.

    ``why`` is empty where no rule of the commune spoke.
    """

    lead_body_id: int | None
    coordinating: tuple[int, ...]
    why: Why | None


@dataclass(frozen=True)
class RuleView:
    """A rule as its page shows it.

    ``lead_today`` is who leads by it now; None when its body ended without a
    successor and the rule is passed over.
    """

    rule: Rule
    note: str
    made_by: int
    made_at: datetime
    lead_today: int | None
    conflicts_with: tuple[int, ...]


@dataclass(frozen=True)
class _Ground:
    """Everything a route is found in, read once."""

    rules: Sequence[Rule]
    bodies: Mapping[int, BodyView]
    topics: Mapping[str, TopicView]
    schools: Mapping[int, SchoolView]
    today: date


def usual_route(
    session: Session,
    topic: str | None,
    school_id: int | None,
    village_id: int | None,
    today: date | None = None,
) -> Route:
    """Return who usually leads what a child of this school, in this village, says.

    The most specific rule decides; without one the body of the topic, for a
    topic without a body the child's own school.  Bodies that ended are followed
    to their successors.
    """
    return usual_routes(session, [topic], school_id, village_id, today)[topic]


def usual_routes(
    session: Session,
    topics: Iterable[str | None],
    school_id: int | None,
    village_id: int | None,
    today: date | None = None,
) -> dict[str | None, Route]:
    """Return the usual route of each topic, as ``usual_route``; five statements together."""
    ground = _ground(session, today or clock.today())
    return {topic: _route(Matter(topic, school_id, village_id), ground) for topic in topics}


def routing_rules(session: Session, today: date) -> list[RuleView]:
    """Return the rules in force, the most specific first, with what is wrong about them."""
    ground = _ground(session, today)
    rows = {row.id: row for row in _rows(session)}
    against: dict[int, list[int]] = {rule.id: [] for rule in ground.rules}
    for one, other in conflicts(ground.rules):
        against[one.id].append(other.id)
        against[other.id].append(one.id)
    ordered = sorted(
        ground.rules, key=lambda rule: (*(-part for part in rule.condition.weight), rule.id)
    )
    return [
        RuleView(
            rule,
            rows[rule.id].note,
            rows[rule.id].made_by,
            rows[rule.id].made_at,
            rule.lead_body_id and _takes_today(rule.lead_body_id, ground),
            tuple(against[rule.id]),
        )
        for rule in ordered
    ]


def _rows(session: Session) -> Sequence[RoutingRule]:
    statement = select(RoutingRule).where(RoutingRule.ended_at.is_(None))
    return session.scalars(statement.order_by(RoutingRule.id)).all()


def rules_in_force(session: Session) -> list[Rule]:
    """Return the rules in force as plain values, oldest first."""
    rows = _rows(session)
    helpers: dict[int, list[int]] = {}
    statement = select(RoutingHelper).where(
        RoutingHelper.rule_id.in_(select(RoutingRule.id).where(RoutingRule.ended_at.is_(None)))
    )
    for helper in session.scalars(statement.order_by(RoutingHelper.rule_id, RoutingHelper.body_id)):
        helpers.setdefault(helper.rule_id, []).append(helper.body_id)
    return [
        Rule(
            row.id,
            Condition(row.topic, row.school_id, row.village_id),
            row.lead_body_id,
            tuple(helpers.get(row.id, ())),
        )
        for row in rows
    ]


def _ground(session: Session, today: date) -> _Ground:
    return _Ground(
        rules_in_force(session),
        {body.id: body for body in directory.bodies(session, None)},
        {topic.code: topic for topic in directory.topics(session)},
        {school.id: school for school in directory.schools(session, None)},
        today,
    )


def _takes_today(body_id: int, ground: _Ground) -> int | None:
    """Return who stands for a body today, if cases can be sent there."""
    found = successor(body_id, ground.bodies, ground.today)
    return found if found is not None and ground.bodies[found].kind in ROUTABLE else None


def _route(matter: Matter, ground: _Ground) -> Route:
    school = ground.schools.get(matter.school_id or 0)
    for rule in fitting(ground.rules, matter):
        named = rule.lead_body_id if rule.lead_body_id else school and school.body_id
        lead = _takes_today(named, ground) if named else None
        if named and lead:
            why = _why(Basis.RULE, rule.condition, named, lead, ground)
            helpers = [successor(body_id, ground.bodies, ground.today) for body_id in rule.helpers]
            others = dict.fromkeys(one for one in helpers if one and one != lead)
            return Route(lead, tuple(others), why)
    return _without_rule(matter, school, ground)


def _without_rule(matter: Matter, school: SchoolView | None, ground: _Ground) -> Route:
    topic = ground.topics.get(matter.topic or "")
    condition = Condition(matter.topic)
    if topic and topic.default_body_id:
        lead = _takes_today(topic.default_body_id, ground)
        if lead:
            return Route(
                lead, (), _why(Basis.TOPIC, condition, topic.default_body_id, lead, ground)
            )
    if topic and school:
        lead = _takes_today(school.body_id, ground)
        if lead:
            return Route(lead, (), _why(Basis.OWN_SCHOOL, condition, lead, lead, ground))
    return Route(None, (), Why(Basis.NOTHING))


def _why(basis: Basis, condition: Condition, named: int, lead: int, ground: _Ground) -> Why:
    """Return what a route rests on, with the names of its day."""
    topic = ground.topics.get(condition.topic or "")
    school = ground.schools.get(condition.school_id or 0)
    village = ground.bodies.get(condition.village_id or 0)
    return Why(
        basis,
        topic.name if topic else "",
        school.short_name if school else "",
        village.short_name if village else "",
        ground.bodies[named].short_name if named != lead else "",
    )
