"""Finished values for the tracker's templates: every decision made, every word chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.directory.rules import BodyView, SchoolView, TopicView
from webapp.plan.labels import clock_words
from webapp.plan.rules import Pace
from webapp.tracker.labels import (
    ALL_STATES,
    CHILD_DECISIONS,
    DECISIONS,
    KINDS,
    NOTE_KINDS,
    REOPENINGS,
    REPLY_STATES,
    ROLES,
    STATES,
)
from webapp.tracker.rules import BODY_CLOCK_RUNS, ReplyState
from webapp.tracker.views import CaseView, ReplyView, StepView, TrackerRow


@dataclass(frozen=True)
class Names:
    """What the directory and the people list call things, looked up once a page."""

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


@dataclass(frozen=True)
class ShownRow:
    """A line of the list in words."""

    kind: str
    kind_words: str
    ref: int
    number: str
    title: str
    about: str
    lead: str
    due_on: date | None
    state: str
    state_style: str
    clock: str
    level: str


@dataclass(frozen=True)
class ShownStep:
    """A line of a case's history in words."""

    at: datetime
    who: str
    words: str
    text: str
    is_note: bool


@dataclass(frozen=True)
class ShownReply:
    """A reply with its fate in words."""

    id: int
    state: str
    published: bool
    body: str
    author: str
    reviewer: str
    submitted_at: datetime | None
    late: bool
    review_note: str
    published_on: date | None
    decision: str
    child_decision: str
    heard: str
    decided: str
    why: str
    when_text: str
    promised_on: date | None


@dataclass(frozen=True)
class ShownCase:
    """A case's page in words."""

    view: CaseView
    state: str
    state_style: str
    clock: str
    level: str
    topic: str
    school: str
    lead: str
    coordinating: str
    my_role: str
    waits: bool
    history: tuple[ShownStep, ...]
    replies: tuple[ShownReply, ...]
    under_review: ShownReply | None
    draft: ShownReply | None


def shown_rows(rows: Sequence[TrackerRow], names: Names) -> list[ShownRow]:
    """Return the lines of the list."""
    return [_row(row, names) for row in rows]


def _row(row: TrackerRow, names: Names) -> ShownRow:
    words, style = ALL_STATES.get((row.kind, row.state), (row.state, ""))
    clock, level = clock_words(row.clock)
    return ShownRow(
        kind=row.kind,
        kind_words=str(KINDS.get(row.kind, row.kind)),
        ref=row.ref,
        number=row.number,
        title=row.title,
        about=" · ".join(filter(None, (names.topic(row.topic), names.school(row.school_id)))),
        lead=names.body(row.lead_body_id),
        due_on=row.due_on,
        state=str(words),
        state_style=style,
        clock="" if row.clock.pace is Pace.NO_DATE else clock,
        level=level,
    )


def shown_case(view: CaseView, names: Names) -> ShownCase:
    """Return a case's page."""
    words, style = ALL_STATES["case", view.state.value]
    clock, level = clock_words(view.clock)
    replies = tuple(shown_reply(reply, names) for reply in view.replies)
    return ShownCase(
        view=view,
        state=str(words),
        state_style=style,
        clock=clock,
        level=level,
        topic=names.topic(view.topic),
        school=names.school(view.school_id),
        lead=names.body(view.lead_body_id),
        coordinating=", ".join(names.body(body_id) for body_id in view.coordinating_ids),
        my_role=str(ROLES[view.role]) if view.role else "",
        waits=view.state in BODY_CLOCK_RUNS,
        history=tuple(_step(step, names) for step in reversed(view.history)),
        replies=tuple(
            shown
            for shown, reply in zip(replies, view.replies, strict=True)
            if reply.state in {ReplyState.PUBLISHED, ReplyState.SENT_BACK}
        ),
        under_review=shown_reply(view.submitted, names) if view.submitted else None,
        draft=shown_reply(view.draft, names) if view.draft else None,
    )


def _step(step: StepView, names: Names) -> ShownStep:
    words = NOTE_KINDS[step.kind] if step.kind else STATES[step.to_state] if step.to_state else ""
    return ShownStep(
        at=step.at,
        who=names.people.get(step.actor_id or 0, ""),
        words=str(words),
        text=str(REOPENINGS.get(step.text, step.text)),
        is_note=step.kind is not None,
    )


def shown_reply(reply: ReplyView, names: Names) -> ShownReply:
    """Return a reply in words."""
    text = reply.text
    return ShownReply(
        id=reply.id,
        state=str(REPLY_STATES[reply.state]),
        published=reply.state is ReplyState.PUBLISHED,
        body=names.body(reply.body_id),
        author=names.people.get(reply.written_by, ""),
        reviewer=names.people.get(reply.reviewed_by or 0, ""),
        submitted_at=reply.submitted_at,
        late=bool(reply.late),
        review_note=reply.review_note,
        published_on=reply.published_on,
        decision=str(DECISIONS[text.decision]),
        child_decision=str(CHILD_DECISIONS[text.decision]),
        heard=text.heard,
        decided=text.decided,
        why=text.why,
        when_text=text.when_text,
        promised_on=text.promised_on,
    )
