"""What a child may still do with its own words, and what is asked of it.

While a question waits for the child the moderators' clock is paused; its answer
moves their last day by the working days of the pause, so that a clock which had
already run out stays exactly as overdue as it was.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.errors import IllegalMove
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.opinions import queries
from webapp.opinions.arriving import descend
from webapp.opinions.moving.steps import (
    forget_refusal,
    forget_typed,
    freeze,
    move,
    read,
    record,
)
from webapp.opinions.records import Hiding, Opinion, OpinionEvent
from webapp.opinions.rules import FILLER, OpinionState

_S = OpinionState
# What an event says when the child and not a moderator took the step.
ANSWERED, WITHDRAWN, APPEALED = "child_answered", "child_withdrew", "child_appealed"


def ask_child(session: Session, actor_id: int, opinion_id: str, now: datetime) -> None:
    """Note that a question was put to the child; the moderators' clock is paused from today.

    Raises ``IllegalMove`` unless the opinion is being read.
    """
    row = queries.one(session, opinion_id)
    read(session, row, actor_id, now)
    move(session, row, actor_id, _S.NEEDS_INFO, now)
    row.paused_since = clock.local_day(now)
    record(session, actor_id, "opinion.child_asked", row)


def child_answered(session: Session, opinion_id: str, now: datetime) -> None:
    """Let the clock run again, its last day moved by the pause (or nobody waits any longer).

    Raises ``IllegalMove`` when nothing was asked.
    """
    row = queries.one(session, opinion_id)
    if row.state is not _S.NEEDS_INFO:
        raise IllegalMove
    move(session, row, None, _S.SCREENING, now, ANSWERED)
    _end_pause(session, row, now)
    record(session, None, "opinion.child_answered", row)


def withdraw(session: Session, opinion_id: str, now: datetime) -> None:
    """Take an opinion back for its child: every word of it is emptied for good.

    So is what staff wrote about it, which may quote it: the reasons beside its steps, and
    the question a later answer of the child was given to, on the answer and on what the
    answer followed.

    Raises ``IllegalMove`` once it stands behind a case or was decided otherwise.
    """
    row = queries.one(session, opinion_id)
    move(session, row, None, _S.WITHDRAWN, now, WITHDRAWN)
    _end_pause(session, row, now)
    forget_refusal(row)
    _empty(session, row)
    _empty_whole(session, row)
    record(session, None, "opinion.withdrawn", row)


def to_petition(session: Session, actor_id: int, opinion_id: str, now: datetime) -> None:
    """Note that it is a complaint or denunciation by law and goes its own way.

    That decides it for the moderators.  Raises ``IllegalMove`` unless the
    opinion is being read.
    """
    row = queries.one(session, opinion_id)
    read(session, row, actor_id, now)
    move(session, row, actor_id, _S.PETITION, now)
    freeze(row, now)
    record(session, actor_id, "opinion.to_petition", row)


def reopen_refused(session: Session, opinion_id: str, now: datetime) -> None:
    """Read a refused opinion again because its child asks for it, once.

    The moderators get their usual days anew; day and lateness of the first
    decision stay.  Raises ``IllegalMove`` when it was not refused or the child
    has asked before.
    """
    row = queries.one(session, opinion_id)
    if row.state is not _S.NOT_ACCEPTED or row.appealed_on is not None:
        raise IllegalMove
    today = clock.local_day(now)
    move(session, row, None, _S.SCREENING, now, APPEALED)
    forget_refusal(row)
    row.appealed_on = today
    row.moderation_due = _new_due(session, today)
    record(session, None, "opinion.appealed", row)


def add_words(
    session: Session, opinion_id: str, label: str, text: str, today: date, due: date
) -> str | None:
    """Store what a child says later to opinion *opinion_id* and return the new one's id.

    It is moderated like any other (*due* is the moderators' last day) and joins
    the case of the one it follows once it is accepted.  *label* is what the
    child was asked.  Words that are empty after cleaning make none.  Callers
    have screened the text for danger.
    """
    before = queries.one(session, opinion_id)
    text = clean(text)
    if not text:
        return None
    made = descend(before, text, today, due)
    made.question_label, made.topic, made.follows_id = label, before.topic, before.id
    session.add(made)
    session.flush()
    session.add(OpinionEvent(opinion_id=made.id, at=clock.day_starts(today), to_state=made.state))
    session.flush()
    return made.id


def _end_pause(session: Session, row: Opinion, now: datetime) -> None:
    """Move the moderators' last day by the working days of the pause, if there is one."""
    if row.paused_since is None:
        return
    today = clock.local_day(now)
    calendar = directory.work_calendar(session)
    row.moderation_due = calendar.after_pause(row.moderation_due, row.paused_since, today)
    row.paused_days += max(0, calendar.between(row.paused_since, today))
    row.paused_since = None


def _new_due(session: Session, today: date) -> date:
    days = directory.number(session, "moderation_days")
    return directory.work_calendar(session).add(today, days)


def _empty(session: Session, row: Opinion) -> None:
    session.execute(delete(Hiding).where(Hiding.opinion_id == row.id))
    forget_typed(session, [row.id])
    if row.follows_id is not None:
        row.question_label = ""
    for later in session.scalars(select(Opinion).where(Opinion.follows_id == row.id)):
        later.question_label = ""
    row.original, row.search_text, row.identifies = FILLER, "", ""
    row.reason_note, row.wanted_answerer = "", None


def _empty_whole(session: Session, row: Opinion) -> None:
    """Take the words of a withdrawn part out of the text it was split from as well.

    What that text keeps is what its other parts say: the whole is read by
    nobody any more, but would go to the protection officer with the rest.
    """
    while row.parent_id is not None:
        row = queries.one(session, row.parent_id)
        parts = session.scalars(
            select(Opinion)
            .where(Opinion.parent_id == row.id, Opinion.state != _S.WITHDRAWN)
            .order_by(Opinion.part)
        ).all()
        session.execute(delete(Hiding).where(Hiding.opinion_id == row.id))
        forget_typed(session, [row.id])
        row.original = "\n\n".join(part.original for part in parts) or FILLER
