"""Concerns: raised on arrival, handled by the child-protection officer alone.

Every function that shows, lists or changes a concern asks for the viewer and
answers everybody without ``CONCERNS_HANDLE`` with ``NotFound``: that a concern
exists is itself a secret.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import ids
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.safeguarding import queries, screening
from webapp.safeguarding.lexicon import read_lexicon
from webapp.safeguarding.records import Concern, ConcernEvent
from webapp.safeguarding.rules import FINISHED, MOVES, ConcernState, Step, read_clock
from webapp.safeguarding.screening import Hit
from webapp.safeguarding.views import (
    ConcernLine,
    ConcernView,
    Released,
    SealedText,
    StepView,
)
from webapp.submissions import pictures
from webapp.submissions.pictures import PictureView

__all__ = [
    "ConcernLine",
    "ConcernView",
    "Hit",
    "Released",
    "SealedText",
    "StepView",
    "concerns",
    "is_sealed",
    "move",
    "open_concern",
    "raise_again",
    "raise_concern",
    "release",
    "rule_titles",
    "screen",
]

# Read once: a broken lexicon must stop the start, not a child's submission.
_LEXICON = read_lexicon()


def screen(texts: Sequence[str]) -> list[Hit]:
    """Return what in *texts* may tell of danger; an empty list clears nothing."""
    return screening.screen(texts, _LEXICON)


def rule_titles() -> dict[str, str]:
    """Return the title of every rule of the lexicon, by name."""
    return dict(_LEXICON.titles)


def raise_concern(
    session: Session,
    submission_id: str,
    band: str,
    school_id: int | None,
    class_id: int | None,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    now: datetime,
) -> str:
    """Seal *texts* of a submission in a new concern and return its identifier.

    Each text is a ``SealedText`` or anything with its first three fields
    (``opinions.SealedAnswer``, a mapping).

    A submission has one concern: a second call returns the first one's id and
    changes nothing.
    """
    before = queries.of_submission(session, submission_id)
    if before is not None:
        return before.id
    row = Concern(
        id=ids.new_id(),
        submission_id=submission_id,
        received_at=now,
        state=ConcernState.NEW,
        band=band,
        school_id=school_id,
        class_id=class_id,
        texts=_sealed(texts),
        reasons=_sealed(hits),
        lexicon=_LEXICON.version,
    )
    session.add(row)
    session.flush()
    return row.id


def raise_again(
    session: Session,
    actor_id: int,
    submission_id: str,
    texts: Sequence[Any],
    why: str,
    now: datetime,
) -> None:
    """Seal *texts* anew in a concern that had been released; the clock starts again.

    For a moderator who recognises a danger in words already handed over.
    Raises ``IllegalMove`` when the concern is being handled, ``NotFound`` when
    there is none.
    """
    row = queries.of_submission(session, submission_id, for_change=True)
    if row is None:
        raise NotFound
    row.texts = _sealed(texts)
    _step(session, actor_id, row, ConcernState.NEW, why, now)


def is_sealed(session: Session, submission_id: str) -> bool:
    """Tell whether a submission's words are sealed in a concern not yet released.

    For rooms that must keep silent about it, never to be shown.
    """
    return queries.sealed(session, submission_id)


def concerns(session: Session, viewer: Viewer, now: datetime) -> list[ConcernLine]:
    """Return all concerns: those still to be handled first, the most urgent on top."""
    _only_the_officer(viewer)
    rows = queries.all_concerns(session)
    steps: dict[str, list[Step]] = {}
    for event in queries.events(session, [row.id for row in rows]):
        steps.setdefault(event.concern_id, []).append(Step(event.at, event.to_state))
    lines = [_line(row, steps.get(row.id, []), now) for row in rows]
    return sorted(lines, key=lambda line: (line.state in FINISHED, line.clock.due_at, line.id))


def open_concern(session: Session, viewer: Viewer, concern_id: str, now: datetime) -> ConcernView:
    """Return a concern with its texts; the opening is written down."""
    row = _row(session, viewer, concern_id)
    audit.record(session, viewer.user_id, "concern.opened", "concern", row.id)
    events = queries.events(session, [row.id])
    return ConcernView(
        line=_line(row, [Step(event.at, event.to_state) for event in events], now),
        texts=_texts(row),
        hits=tuple(Hit(**hit) for hit in json.loads(row.reasons)),
        lexicon=row.lexicon,
        steps=tuple(
            StepView(event.at, event.actor_id, event.from_state, event.to_state, event.note)
            for event in events
        ),
        # Raising anew is a moderator's step, not the officer's.
        next_states=MOVES[row.state] - {ConcernState.NEW},
        pictures=tuple(pictures.of_submission(session, row.submission_id)),
    )


def picture(session: Session, viewer: Viewer, concern_id: str, picture_id: str) -> PictureView:
    """Return a picture sent with the texts of a concern; raises what ``open_concern`` raises."""
    row = _row(session, viewer, concern_id)
    return pictures.sent_with(session, row.submission_id, picture_id)


def move(
    session: Session,
    viewer: Viewer,
    concern_id: str,
    to_state: ConcernState,
    note: str,
    now: datetime,
) -> None:
    """Take the next step about a concern and say what was done.

    A release goes through ``intake``, which must open the opinions in the same
    breath.  Raises ``Invalid`` without a note (except when acknowledging),
    ``IllegalMove``, and ``NotFound`` for everybody but the officer.
    """
    row = _row(session, viewer, concern_id, for_change=True)
    if to_state in {ConcernState.RELEASED, ConcernState.NEW}:
        raise IllegalMove
    if not note.strip() and to_state is not ConcernState.ACKNOWLEDGED:
        raise Invalid(fields={"note": "missing"})
    _step(session, viewer.user_id, row, to_state, note.strip(), now)


def release(
    session: Session, viewer: Viewer, concern_id: str, note: str, now: datetime
) -> Released:
    """Unseal a concern's texts for the moderators, saying why there is no danger.

    The concern itself stays: it is never deleted.
    """
    row = _row(session, viewer, concern_id, for_change=True)
    if not note.strip():
        raise Invalid(fields={"note": "missing"})
    _step(session, viewer.user_id, row, ConcernState.RELEASED, note.strip(), now)
    return Released(row.submission_id, _texts(row))


def _only_the_officer(viewer: Viewer) -> None:
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound


def _row(session: Session, viewer: Viewer, concern_id: str, for_change: bool = False) -> Concern:
    """Return a concern; *for_change* keeps others away until the transaction ends."""
    _only_the_officer(viewer)
    row = session.get(Concern, concern_id, with_for_update=for_change, populate_existing=for_change)
    if row is None:
        raise NotFound
    return row


def _step(
    session: Session, actor_id: int, row: Concern, to_state: ConcernState, note: str, now: datetime
) -> None:
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    session.add(
        ConcernEvent(
            concern_id=row.id,
            at=now,
            actor_id=actor_id,
            from_state=row.state,
            to_state=to_state,
            note=note,
        )
    )
    row.state = to_state
    session.flush()
    audit.record(session, actor_id, f"concern.{to_state.value}", "concern", row.id)


def _line(row: Concern, steps: Sequence[Step], now: datetime) -> ConcernLine:
    return ConcernLine(
        id=row.id,
        received_at=row.received_at,
        state=row.state,
        clock=read_clock(row.received_at, steps, now),
        band=row.band,
        school_id=row.school_id,
        class_id=row.class_id,
    )


def _texts(row: Concern) -> tuple[SealedText, ...]:
    return tuple(SealedText(**text) for text in json.loads(row.texts))


def _sealed(values: Sequence[Any]) -> str:
    """Return dataclasses (or plain mappings) as JSON; the column's type encrypts it."""
    plain = [dict(v) if isinstance(v, Mapping) else asdict(v) for v in values]
    return json.dumps(plain, ensure_ascii=False)
