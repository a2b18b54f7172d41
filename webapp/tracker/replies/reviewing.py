"""What Đoàn xã looks at before a reply goes to children: a list, ticked one by one.

Words that could tell who a child is are found as in a child's own words
(``opinions.suggesting``); each has to be looked at and ticked, or the reply goes back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base.errors import Invalid
from webapp.opinions.rules import suggest
from webapp.tracker import queries
from webapp.tracker.replies.plain import Measure, band_for, measure
from webapp.tracker.replies.replying import publish_reply
from webapp.tracker.rules import ReplyState
from webapp.tracker.views import CaseView, ReplyText


class Check(StrEnum):
    """What a reviewer says yes to."""

    ANSWERS = "answers"
    NAMES_NOBODY = "names_nobody"
    PLAIN = "plain"


@dataclass(frozen=True)
class Telling:
    """Words in a reply that could tell who somebody is; ``key`` is its box's value."""

    key: str
    words: str


@dataclass(frozen=True)
class Panel:
    """What the reviewer has in front of the button: words to look at, and how plain it is."""

    words: tuple[Telling, ...]
    measure: Measure


def panel_of(view: CaseView) -> Panel | None:
    """Return the panel for the reply under review, None when there is none."""
    reply = view.submitted
    if reply is None:
        return None
    band = band_for(one.band for one in view.opinions)
    return Panel(telling_words(reply.text), measure(blocks_of(reply.text), band))


def blocks_of(text: ReplyText) -> tuple[str, ...]:
    """Return the blocks of a reply in the order in which a child reads them."""
    return (text.heard, text.decided, text.why, text.when_text)


def telling_words(text: ReplyText) -> tuple[Telling, ...]:
    """Return the words of a reply that somebody has to look at, each once."""
    found: dict[str, Telling] = {}
    for block in blocks_of(text):
        for one in suggest(block):
            words = block[one.start : one.end]
            found.setdefault(words, Telling(f"word:{words}", words))
    return tuple(found.values())


def publish_checked(
    session: Session, viewer: Viewer, case_id: int, ticked: Collection[str], now: datetime
) -> None:
    """Publish the reply under review once everything on the list was ticked.

    Raise Invalid (field ``checks``) when something was not, and what
    ``publish_reply`` raises.
    """
    reply = queries.newest_reply(session, case_id, ReplyState.SUBMITTED)
    if reply is None:
        publish_reply(session, viewer, case_id, now)  # refuses, and says why
        return
    text = ReplyText(reply.decision, reply.heard, reply.decided, reply.why, reply.when_text)
    words = telling_words(text)
    wanted = {check.value for check in Check} | {one.key for one in words}
    if wanted - set(ticked):
        raise Invalid(fields={"checks": "required"})
    publish_reply(session, viewer, case_id, now)
    audit.record(session, viewer.user_id, "reply.checked", "reply", reply.id, words=len(words))
