"""What a moderator decides about an opinion; every step is appended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock, ids
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import clean, fold
from webapp.opinions import queries
from webapp.opinions.reading import text_shown
from webapp.opinions.records import Opinion, OpinionEvent
from webapp.opinions.rules import MOVES, UNDECIDED, OpinionState, RefusalReason, is_taken_from
from webapp.opinions.suggesting.suggestions import risk_of

_S = OpinionState


def start_reading(session: Session, actor_id: int, submission_id: str, now: datetime) -> None:
    """Note that a moderator reads a submission; the first opening counts, others do nothing.

    The child's receipt says "being read" from then on.
    """
    for found in queries.rows_of_submission(session, submission_id):
        # Locked and looked at again: somebody else may open it at this moment.
        row = queries.one(session, found.id) if found.state is _S.RECEIVED else found
        if row.state is _S.RECEIVED:
            _move(session, row, actor_id, _S.SCREENING, now)
            audit.record(session, actor_id, "opinion.opened", "opinion", row.id)
    session.flush()


def accept(session: Session, actor_id: int, opinion_id: str, now: datetime) -> None:
    """Accept an opinion: its public text may be searched from now on.

    Raises ``IllegalMove`` unless it waits for a decision.
    """
    row = queries.one(session, opinion_id)
    # Out of a case an opinion comes by ``detach`` only; that move exists too.
    if row.state not in UNDECIDED:
        raise IllegalMove
    _move(session, row, actor_id, _S.ACCEPTED, now)
    _freeze(row, now)
    refresh_search_text(session, row)
    _record(session, actor_id, "opinion.accepted", row)


def refuse(
    session: Session,
    actor_id: int,
    opinion_id: str,
    reason: RefusalReason,
    note: str,
    now: datetime,
) -> None:
    """Do not carry an opinion on, for a *reason* of the list (NĐ 56/2017, Điều 55.1).

    *note* is a sentence for the child and may be empty.  Raises ``IllegalMove``
    unless the opinion waits for a decision.
    """
    row = queries.one(session, opinion_id)
    row.reason = reason
    row.reason_note = clean(note)
    _move(session, row, actor_id, _S.NOT_ACCEPTED, now, reason.value)
    _freeze(row, now)
    row.search_text = ""
    _record(session, actor_id, "opinion.refused", row, reason=reason.value)


def reconsider(session: Session, actor_id: int, opinion_id: str, why: str, now: datetime) -> None:
    """Take a decision back: the opinion is read again.

    The day and lateness of the first decision stay as they were.  Raises
    ``IllegalMove`` for an opinion that is in a case (take it out first).
    """
    row = queries.one(session, opinion_id)
    if row.state not in (_S.ACCEPTED, _S.NOT_ACCEPTED):
        raise IllegalMove
    _move(session, row, actor_id, _S.SCREENING, now, clean(why))
    row.reason, row.reason_note, row.search_text = None, "", ""
    _record(session, actor_id, "opinion.reconsidered", row)


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
    if row.state is _S.RECEIVED:
        _move(session, row, actor_id, _S.SCREENING, now)
    _move(session, row, actor_id, _S.SPLIT, now)
    _freeze(row, now)
    made = [_part_of(row, text, number) for number, text in enumerate(texts, start=1)]
    session.add_all(made)
    session.flush()
    for part in made:
        event = OpinionEvent(opinion_id=part.id, at=now, actor_id=actor_id, to_state=part.state)
        session.add(event)
    _record(session, actor_id, "opinion.split", row, parts=len(made))
    return [part.id for part in made]


def set_topic(session: Session, actor_id: int, opinion_id: str, topic: str | None) -> None:
    """Say what an opinion is about (a code of the directory's topics)."""
    row = queries.one(session, opinion_id)
    if row.topic == topic:
        return
    row.topic = topic
    _record(session, actor_id, "opinion.topic_set", row, topic=topic)


def attach(session: Session, actor_id: int, opinion_id: str, case_id: int, now: datetime) -> None:
    """Put an accepted opinion behind a case; ``IllegalMove`` in any other state."""
    row = queries.one(session, opinion_id)
    row.case_id = case_id
    _move(session, row, actor_id, _S.IN_CASE, now)
    _record(session, actor_id, "opinion.attached", row, case=case_id)


def detach(session: Session, actor_id: int, opinion_id: str, why: str, now: datetime) -> int:
    """Take an opinion out of its case and return the case's id.

    It is accepted and waits for another case.  Raises ``IllegalMove`` when it
    is in none.
    """
    row = queries.one(session, opinion_id)
    case_id = row.case_id
    if row.state is not _S.IN_CASE or case_id is None:
        raise IllegalMove
    _move(session, row, actor_id, _S.ACCEPTED, now, clean(why))
    row.case_id = None
    _record(session, actor_id, "opinion.detached", row, case=case_id)
    return case_id


def refresh_search_text(session: Session, row: Opinion) -> None:
    """Let a search find the public text of an accepted opinion, and nothing else."""
    session.flush()
    accepted = row.state in (_S.ACCEPTED, _S.IN_CASE)
    hidings = queries.hidings(session, [row.id]).get(row.id, [])
    row.search_text = fold(text_shown(row, hidings)) if accepted else ""


def _part_of(row: Opinion, text: str, number: int) -> Opinion:
    """Return a part of *row*; it inherits where it came from, and the time limit."""
    return Opinion(
        id=ids.new_id(),
        submission_id=row.submission_id,
        round_id=row.round_id,
        survey=row.survey,
        band=row.band,
        age=row.age,
        school_id=row.school_id,
        question=row.question,
        question_label=row.question_label,
        position=row.position,
        part=number,
        parent_id=row.id,
        original=text,
        risk=risk_of(text),
        state=_S.SCREENING,
        suggested_topic=row.suggested_topic,
        wanted_answerer=row.wanted_answerer,
        received_on=row.received_on,
        moderation_due=row.moderation_due,
    )


def _move(
    session: Session,
    row: Opinion,
    actor_id: int,
    to_state: OpinionState,
    now: datetime,
    why: str = "",
) -> None:
    """Change the state if ``MOVES`` knows the step, and append the event."""
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    session.add(
        OpinionEvent(
            opinion_id=row.id,
            at=now,
            actor_id=actor_id,
            from_state=row.state,
            to_state=to_state,
            why=why,
        )
    )
    row.state = to_state


def _freeze(row: Opinion, now: datetime) -> None:
    """Freeze day and lateness of the first decision; later ones cannot make it prettier."""
    if row.decided_on is None:
        row.decided_on = clock.local_day(now)
        row.decided_late = row.decided_on > row.moderation_due


def _record(
    session: Session, actor_id: int, action: str, row: Opinion, **detail: str | int | None
) -> None:
    session.flush()
    audit.record(session, actor_id, action, "opinion", row.id, **detail)
