"""Which routing rule decides: the most specific one that fits.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from webapp.directory.rules import BodyView


class Basis(StrEnum):
    """What a usual route rests on."""

    RULE = "rule"
    TOPIC = "topic"
    OWN_SCHOOL = "own_school"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Matter:
    """What is known of a matter when somebody asks who should lead."""

    topic: str | None
    school_id: int | None
    village_id: int | None


@dataclass(frozen=True)
class Condition:
    """When a rule holds; what is empty fits anything."""

    topic: str | None = None
    school_id: int | None = None
    village_id: int | None = None

    def fits(self, matter: Matter) -> bool:
        """Tell whether the rule speaks about *matter*."""
        return all(
            wanted is None or wanted == found
            for wanted, found in (
                (self.topic, matter.topic),
                (self.school_id, matter.school_id),
                (self.village_id, matter.village_id),
            )
        )

    @property
    def weight(self) -> tuple[int, bool, bool, bool]:
        """Return how specific the rule is.

        More conditions go before fewer; among as many, the school before the
        village before the topic: a place tells more about who is near.
        """
        said = (self.school_id is not None, self.village_id is not None, self.topic is not None)
        return (sum(said), *said)


@dataclass(frozen=True)
class Rule:
    """A rule in force: when, and who leads and helps (``None``: the child's own school)."""

    id: int
    condition: Condition
    lead_body_id: int | None
    helpers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Why:
    """What a route rests on, by name, for the sentence beside it.

    ``followed`` is the body a rule or topic names when it ended and its
    successor leads instead.
    """

    basis: Basis
    topic: str = ""
    school: str = ""
    village: str = ""
    followed: str = ""


def successor(body_id: int, bodies: Mapping[int, BodyView], today: date) -> int | None:
    """Return the body that does today what *body_id* did, or None when nobody does.

    Bodies were merged and renamed; a rule outlives them.
    """
    seen: set[int] = set()
    current: int | None = body_id
    while current is not None and current not in seen:
        seen.add(current)
        body = bodies.get(current)
        if body is None:
            return None
        if body.valid_to is None or today <= body.valid_to:
            return current
        current = body.successor_id
    return None


def fitting(rules: Sequence[Rule], matter: Matter) -> list[Rule]:
    """Return the rules about *matter*, the most specific first, the older before the newer."""
    found = [rule for rule in rules if rule.condition.fits(matter)]
    return sorted(found, key=lambda rule: (*(-part for part in rule.condition.weight), rule.id))


def conflicts(rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """Return the pairs that can meet, are as specific as each other and disagree.

    Which of them decides is settled (see ``Condition.weight``), but whoever
    wrote them may have meant otherwise.
    """
    return [
        (one, other)
        for one, other in combinations(rules, 2)
        if one.condition.weight[0] == other.condition.weight[0]
        and one.lead_body_id != other.lead_body_id
        and _can_meet(one.condition, other.condition)
    ]


def _can_meet(one: Condition, other: Condition) -> bool:
    pairs = (
        (one.topic, other.topic),
        (one.school_id, other.school_id),
        (one.village_id, other.village_id),
    )
    return all(a is None or b is None or a == b for a, b in pairs)
