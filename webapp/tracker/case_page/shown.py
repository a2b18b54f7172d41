"""A case's page as finished values: every decision made, every word chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.plan.labels import clock_words
from webapp.tracker.labels import ALL_STATES, NOTE_KINDS, REOPENINGS, ROLES, STATES
from webapp.tracker.naming import Names
from webapp.tracker.replies.shown import ShownReply, shown_reply
from webapp.tracker.rules import BODY_CLOCK_RUNS, ReplyState
from webapp.tracker.views import CaseView, StepView


@dataclass(frozen=True)
class ShownStep:
    """A line of a case's history in words."""

    at: datetime
    who: str
    words: str
    text: str
    is_note: bool


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
