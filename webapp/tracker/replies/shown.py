"""A reply in words, as its writers and reviewers see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from webapp.tracker.labels import CHILD_DECISIONS, DECISIONS, REPLY_STATES
from webapp.tracker.naming import Names
from webapp.tracker.rules import ReplyState
from webapp.tracker.views import ReplyView


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
    referred_to: str
    referred_number: str


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
        referred_to=text.referred_to,
        referred_number=text.referred_number,
    )
