"""Taking one step with an opinion: the one place that changes its state and appends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove
from webapp.base.text import fold
from webapp.opinions import queries
from webapp.opinions.reading import text_shown
from webapp.opinions.records import Opinion, OpinionEvent
from webapp.opinions.rules import MOVES, OpinionState, RefusalReason

_SEARCHED = frozenset({OpinionState.ACCEPTED, OpinionState.IN_CASE})
# What a step says by itself; everything else in its place was typed by somebody.
_CODES = frozenset({*RefusalReason, "undone", "child_answered", "child_withdrew", "child_appealed"})


def move(
    session: Session,
    row: Opinion,
    actor_id: int | None,
    to_state: OpinionState,
    now: datetime,
    why: str = "",
) -> None:
    """Change the state if ``MOVES`` knows the step, and append it; ``IllegalMove`` otherwise.

    A step of the child has no actor, and only its day is kept: a time would tell
    who sat at which seat.
    """
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    session.add(
        OpinionEvent(
            opinion_id=row.id,
            at=now if actor_id is not None else clock.day_starts(clock.local_day(now)),
            actor_id=actor_id,
            from_state=row.state,
            to_state=to_state,
            why=why,
        )
    )
    row.state = to_state
    touch(row)


def touch(row: Opinion) -> None:
    """Note that *row* is no longer as a page opened before may show it."""
    row.turn += 1


def read(session: Session, row: Opinion, actor_id: int | None, now: datetime) -> None:
    """Make sure that *row* counts as being read before a step that only follows reading."""
    if row.state is OpinionState.RECEIVED:
        move(session, row, actor_id, OpinionState.SCREENING, now)


def freeze(row: Opinion, now: datetime) -> None:
    """Freeze day and lateness of the first decision; later ones cannot make it prettier."""
    if row.decided_on is None:
        row.decided_on = clock.local_day(now)
        row.decided_late = row.decided_on > row.moderation_due


def forget_refusal(row: Opinion) -> None:
    """Take everything of a refusal off *row*; who said what stays in its steps."""
    row.reason, row.reason_note, row.proposed_by = None, "", None


def forget_typed(session: Session, opinion_ids: Sequence[str]) -> None:
    """Empty what staff typed beside these opinions' steps: it may repeat the child's words."""
    typed = OpinionEvent.why.not_in(_CODES)
    session.execute(
        update(OpinionEvent).where(OpinionEvent.opinion_id.in_(opinion_ids), typed).values(why="")
    )


def refresh_search_text(session: Session, row: Opinion) -> None:
    """Let a search find the public text of an accepted opinion, and nothing else."""
    session.flush()
    accepted = row.state in _SEARCHED
    hidings = queries.hidings(session, [row.id]).get(row.id, [])
    row.search_text = fold(text_shown(row, hidings)) if accepted else ""


def record(
    session: Session, actor_id: int | None, action: str, row: Opinion, **detail: str | int | None
) -> None:
    """Write the step into the log: which opinion, never a word of it."""
    session.flush()
    audit.record(session, actor_id, action, "opinion", row.id, **detail)
