"""What a moderator decides about an opinion; every step is appended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import clean
from webapp.opinions import queries
from webapp.opinions.arriving import descend
from webapp.opinions.moving.steps import (
    forget_refusal,
    freeze,
    move,
    read,
    record,
    refresh_search_text,
    touch,
)
from webapp.opinions.records import Opinion, OpinionEvent
from webapp.opinions.rules import OpinionState, is_taken_from

_S = OpinionState
# Out of these a moderator accepts; a proposed refusal is given back first.
_DECIDABLE = frozenset({_S.RECEIVED, _S.SCREENING})
_TAKEN_BACK = frozenset({_S.ACCEPTED, _S.REFUSAL_PROPOSED, _S.NOT_ACCEPTED, _S.PETITION})


def start_reading(session: Session, actor_id: int, submission_id: str, now: datetime) -> None:
    """Note that a moderator reads a submission; the first opening counts, others do nothing.

    The child's receipt says "being read" from then on.
    """
    for found in queries.rows_of_submission(session, submission_id):
        # Locked and looked at again: somebody else may open it at this moment.
        row = queries.one(session, found.id) if found.state is _S.RECEIVED else found
        if row.state is _S.RECEIVED:
            move(session, row, actor_id, _S.SCREENING, now)
            audit.record(session, actor_id, "opinion.opened", "opinion", row.id)
    session.flush()


def accept(session: Session, actor_id: int, opinion_id: str, now: datetime) -> None:
    """Accept an opinion: its public text may be searched from now on.

    What a child added later joins the case of what it said first.  Raises
    ``IllegalMove`` unless it waits for a decision.
    """
    row = queries.one(session, opinion_id)
    # Out of a case an opinion comes by ``detach`` only; that move exists too.
    if row.state not in _DECIDABLE:
        raise IllegalMove
    move(session, row, actor_id, _S.ACCEPTED, now)
    freeze(row, now)
    refresh_search_text(session, row)
    record(session, actor_id, "opinion.accepted", row)
    before = session.get(Opinion, row.follows_id) if row.follows_id else None
    if before is not None and before.state is _S.IN_CASE and before.case_id is not None:
        attach(session, actor_id, row.id, before.case_id, now)


def reconsider(session: Session, actor_id: int, opinion_id: str, why: str, now: datetime) -> None:
    """Take a decision back: the opinion is read again.

    The day and lateness of the first decision stay as they were.  A refusal
    that is only proposed is taken back in the same way.  Raises ``IllegalMove``
    for an opinion that is in a case (take it out first).
    """
    row = queries.one(session, opinion_id)
    if row.state not in _TAKEN_BACK:
        raise IllegalMove
    move(session, row, actor_id, _S.SCREENING, now, clean(why))
    forget_refusal(row)
    row.search_text = ""
    record(session, actor_id, "opinion.reconsidered", row)


def split(
    session: Session, actor_id: int, opinion_id: str, parts: Sequence[str], now: datetime
) -> list[str]:
    """Split an opinion into several and return the ids of the parts.

    Every part consists of the child's own words in their own order (words may
    be left out, none may be added); what was hidden in the whole is hidden
    again by the moderator, who sees it suggested.  Raises ``Invalid`` (field
    ``parts``) for fewer than two parts or words of somebody else, and
    ``IllegalMove`` when the opinion is not being read.
    """
    row = queries.one(session, opinion_id)
    texts = [text for text in (clean(part) for part in parts) if text]
    if len(texts) < 2:
        raise Invalid(fields={"parts": "two_parts"})
    if not all(is_taken_from(text, row.original) for text in texts):
        raise Invalid(fields={"parts": "own_words"})
    read(session, row, actor_id, now)
    move(session, row, actor_id, _S.SPLIT, now)
    freeze(row, now)
    made = [_part_of(row, text, number) for number, text in enumerate(texts, start=1)]
    session.add_all(made)
    session.flush()
    for part in made:
        event = OpinionEvent(opinion_id=part.id, at=now, actor_id=actor_id, to_state=part.state)
        session.add(event)
    record(session, actor_id, "opinion.split", row, parts=len(made))
    return [part.id for part in made]


def set_topic(session: Session, actor_id: int, opinion_id: str, topic: str | None) -> None:
    """Say what an opinion is about (a code of the directory's topics)."""
    row = queries.one(session, opinion_id)
    if row.topic == topic:
        return
    row.topic = topic
    touch(row)
    record(session, actor_id, "opinion.topic_set", row, topic=topic)


def attach(session: Session, actor_id: int, opinion_id: str, case_id: int, now: datetime) -> None:
    """Put an accepted opinion behind a case; ``IllegalMove`` in any other state."""
    row = queries.one(session, opinion_id)
    row.case_id = case_id
    move(session, row, actor_id, _S.IN_CASE, now)
    record(session, actor_id, "opinion.attached", row, case=case_id)


def detach(session: Session, actor_id: int, opinion_id: str, why: str, now: datetime) -> int:
    """Take an opinion out of its case and return the case's id.

    It is accepted and waits for another case.  Raises ``IllegalMove`` when it
    is in none.
    """
    row = queries.one(session, opinion_id)
    case_id = row.case_id
    if row.state is not _S.IN_CASE or case_id is None:
        raise IllegalMove
    move(session, row, actor_id, _S.ACCEPTED, now, clean(why))
    row.case_id = None
    record(session, actor_id, "opinion.detached", row, case=case_id)
    return case_id


def _part_of(row: Opinion, text: str, number: int) -> Opinion:
    """Return a part of *row*, with its days: splitting gives nobody more time."""
    made = descend(row, text, row.received_on, row.moderation_due)
    made.part, made.parent_id, made.state = number, row.id, _S.SCREENING
    return made
