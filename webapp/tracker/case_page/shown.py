"""A case's page as finished values: every decision made, every word chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from webapp.plan.labels import clock_words
from webapp.tracker.clocks.spans import Span
from webapp.tracker.labels import (
    ALL_STATES,
    CLOSINGS,
    DECISIONS,
    EXTENSION_REASONS,
    NOTE_KINDS,
    REOPENINGS,
    ROLES,
    STATES,
    TERMS,
    TURNS,
    days_words,
    term_words,
)
from webapp.tracker.naming import Names
from webapp.tracker.replies.shown import ShownReply, shown_reply
from webapp.tracker.rules import MOST_EXTENSIONS, NoteKind, ReplyState, clock_runs
from webapp.tracker.views import CaseView, StepView, TermView

# The line of time: its length, and the least of it a span takes up to be seen.
LINE = 600
LEAST_OF_LINE = 12


@dataclass(frozen=True)
class ShownStep:
    """A line of a case's history in words; a new day says from which to which."""

    at: datetime
    who: str
    words: str
    text: str
    is_note: bool
    was_due: date | None = None
    due_on: date | None = None
    days: str = ""
    was_over: bool = False


@dataclass(frozen=True)
class ShownSpan:
    """A stretch of somebody's turn, with its place on the line of time."""

    turn: str
    words: str
    since: date
    until: date | None
    days: str
    x: int
    width: int


@dataclass(frozen=True)
class ShownCase:
    """A case's page in words."""

    view: CaseView
    state: str
    state_style: str
    clock: str
    level: str
    term: str
    topic: str
    school: str
    lead: str
    coordinating: str
    my_role: str
    waits: bool
    decision: str
    closing: str
    extensions_left: int
    spans: tuple[ShownSpan, ...]
    sums: tuple[tuple[str, str], ...]
    instructions: tuple[ShownStep, ...]
    history: tuple[ShownStep, ...]
    replies: tuple[ShownReply, ...]
    under_review: ShownReply | None
    draft: ShownReply | None


def shown_case(view: CaseView, names: Names) -> ShownCase:
    """Return a case's page."""
    words, style = ALL_STATES["case", view.state.value]
    clock, level = clock_words(view.clock)
    replies = tuple(shown_reply(reply, names) for reply in view.replies)
    steps = [_step(step, names) for step in reversed(view.history)]
    newest_first = zip(steps, reversed(view.history), strict=True)
    return ShownCase(
        view=view,
        state=str(words),
        state_style=style,
        clock=clock,
        level=level,
        term=str(term_words(view.due_by_law)),
        topic=names.topic(view.topic),
        school=names.school(view.school_id),
        lead=names.body(view.lead_body_id),
        coordinating=", ".join(names.body(body_id) for body_id in view.coordinating_ids),
        my_role=str(ROLES[view.role]) if view.role else "",
        waits=clock_runs(view.state, by_law=view.due_by_law),
        decision=str(DECISIONS[view.decision]) if view.decision else "",
        closing=str(CLOSINGS[view.closing]) if view.closing else "",
        extensions_left=MOST_EXTENSIONS - view.extensions,
        spans=shown_spans(view.spans),
        sums=_sums(view.spans),
        instructions=tuple(s for s, v in newest_first if v.kind is NoteKind.INSTRUCTION),
        history=tuple(steps),
        replies=tuple(
            shown
            for shown, reply in zip(replies, view.replies, strict=True)
            if reply.state in {ReplyState.PUBLISHED, ReplyState.SENT_BACK}
        ),
        under_review=shown_reply(view.submitted, names) if view.submitted else None,
        draft=shown_reply(view.draft, names) if view.draft else None,
    )


def shown_spans(spans: tuple[Span, ...]) -> tuple[ShownSpan, ...]:
    """Return the line of time: each span as long as its working days, none invisible."""
    room = LINE - LEAST_OF_LINE * len(spans)
    whole = sum(span.days for span in spans) or 1
    x, shown = 0, []
    for span in spans:
        width = LEAST_OF_LINE + max(0, room) * span.days // whole
        words, days = str(TURNS[span.turn]), days_words(span.days)
        shown.append(ShownSpan(span.turn.value, words, span.since, span.until, days, x, width))
        x += width
    return tuple(shown)


def _sums(spans: tuple[Span, ...]) -> tuple[tuple[str, str], ...]:
    """Return the working days of each turn there was, apart."""
    turns = [turn for turn in TURNS if any(span.turn is turn for span in spans)]
    return tuple(
        (str(TURNS[turn]), days_words(sum(s.days for s in spans if s.turn is turn)))
        for turn in turns
    )


def _step(step: StepView, names: Names) -> ShownStep:
    who = names.people.get(step.actor_id or 0, "")
    if step.term is not None:
        return _new_day(step, step.term, who)
    words: object = ""
    if step.kind:
        words = NOTE_KINDS[step.kind]
    elif step.to_state and step.from_state is not step.to_state:
        words = STATES[step.to_state]
    text = str(REOPENINGS.get(step.text, step.text))
    if step.closing:
        text = " · ".join(filter(None, (str(CLOSINGS[step.closing]), text)))
    return ShownStep(step.at, who, str(words), text, step.kind is not None)


def _new_day(step: StepView, term: TermView, who: str) -> ShownStep:
    """Return a line about a last day that was set or moved."""
    reason = str(EXTENSION_REASONS[term.reason]) if term.reason else ""
    return ShownStep(
        at=step.at,
        who=who,
        words=str(TERMS[term.kind]),
        text=": ".join(filter(None, (reason, term.why))),
        is_note=True,
        was_due=term.was_due,
        due_on=term.due_on,
        days=days_words(term.days),
        was_over=term.was_over,
    )
