"""What the directory and the people list call things, looked up once a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.directory import service as directory
from webapp.directory.rules import BodyView, SchoolView, TopicView


@dataclass(frozen=True)
class Names:
    """Bodies, schools, topics and people by id."""

    bodies: Mapping[int, BodyView]
    schools: Mapping[int, SchoolView]
    topics: Mapping[str, TopicView]
    people: Mapping[int, str]

    def body(self, body_id: int | None) -> str:
        """Return the short name of a body, or a dash."""
        found = self.bodies.get(body_id or 0)
        return found.short_name if found else "–"

    def school(self, school_id: int | None) -> str:
        """Return the short name of a school, or nothing."""
        found = self.schools.get(school_id or 0)
        return found.short_name if found else ""

    def topic(self, code: str | None) -> str:
        """Return the name of a topic, or nothing."""
        found = self.topics.get(code or "")
        return found.name if found else ""


def names_of(session: Session) -> Names:
    """Return every name a page needs: four statements, however long the list."""
    return Names(
        bodies={body.id: body for body in directory.bodies(session, None)},
        schools={school.id: school for school in directory.schools(session, None)},
        topics={topic.code: topic for topic in directory.topics(session)},
        people={person.id: person.display_name for person in accounts.people(session)},
    )
