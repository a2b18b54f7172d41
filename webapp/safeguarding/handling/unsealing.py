"""Learning who the child is: asked for by one officer, approved by another.

What a child wrote or drew has to be read at once, since the danger is judged from it.
School, class, class session and every personal answer say who it is and are needed
for help, not for judging; two people answer for opening them, for a day.  In a
serious danger nobody may wait for a second person who does not come: after half an
hour the one who asked may open alone, and all others are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import clean
from webapp.safeguarding import queries
from webapp.safeguarding.clocks import ACKNOWLEDGE_TIME, begun_at
from webapp.safeguarding.handling.access import concern_for
from webapp.safeguarding.oncall import notices, people
from webapp.safeguarding.records import Concern, ConcernUnsealing
from webapp.safeguarding.rules import FINISHED, ConcernState, NoticeWhy

OPEN_FOR = timedelta(hours=24)
# An asking that nobody answered is no standing permission.
ASKED_FOR = timedelta(hours=24)


class SealState(StrEnum):
    """How it stands with what tells who the child is."""

    SEALED = "sealed"
    ASKED = "asked"
    OPEN = "open"


@dataclass(frozen=True)
class Seal:
    """The seal as one officer sees it.

    ``until`` is when it closes again; ``may_approve`` is for another officer than the
    one who asked, ``may_open_alone`` for the one who asked in a serious danger.
    """

    state: SealState
    unsealing_id: int = 0
    asked_by_id: int | None = None
    asked_at: datetime | None = None
    why: str = ""
    opened_by_id: int | None = None
    until: datetime | None = None
    alone: bool = False
    may_approve: bool = False
    may_open_alone: bool = False


def seal_of(session: Session, viewer: Viewer, concern: Concern, now: datetime) -> Seal:
    """Return how the seal of *concern* stands for *viewer*."""
    row = next(iter(queries.unsealings(session, concern.id)), None)
    if row is None:
        return Seal(SealState.SEALED)
    if row.opened_at is not None:
        until = row.opened_at + OPEN_FOR
        if now >= until:
            return Seal(SealState.SEALED)
        return Seal(
            SealState.OPEN, row.id, row.asked_by_id, row.asked_at, row.why,
            row.opened_by_id, until, row.alone,
        )  # fmt: skip
    if now >= row.asked_at + ASKED_FOR:
        return Seal(SealState.SEALED)
    mine = row.asked_by_id == viewer.user_id
    return Seal(
        SealState.ASKED, row.id, row.asked_by_id, row.asked_at, row.why,
        may_approve=not mine,
        may_open_alone=mine and _may_act_alone(session, concern, row, now),
    )  # fmt: skip


def ask_to_unseal(
    session: Session, viewer: Viewer, concern_id: str, why: str, now: datetime
) -> None:
    """Ask to learn who the child is; everybody else on the ladder is told at once.

    Raises ``Invalid`` without a reason, ``IllegalMove`` while it is open or asked for.
    """
    concern = concern_for(session, viewer, concern_id, for_change=True)
    why = clean(why)
    if not why:
        raise Invalid(fields={"why": "missing"})
    if seal_of(session, viewer, concern, now).state is not SealState.SEALED:
        raise IllegalMove
    row = ConcernUnsealing(
        concern_id=concern_id, asked_by_id=viewer.user_id, asked_at=now, why=why, alone=False
    )
    session.add(row)
    session.flush()
    audit.record(session, viewer.user_id, "concern.unsealing_asked", "concern", concern_id)
    _tell_others(session, concern_id, viewer.user_id, row, now)


def approve_unsealing(
    session: Session, viewer: Viewer, concern_id: str, unsealing_id: int, now: datetime
) -> None:
    """Open, as the second person, what tells who the child is.

    Raises ``IllegalMove`` for the one who asked, and for an asking that is over.
    """
    row = _asked(session, viewer, concern_id, unsealing_id, now)
    if row.asked_by_id == viewer.user_id:
        raise IllegalMove
    _open(session, viewer, row, now)


def open_alone(
    session: Session, viewer: Viewer, concern_id: str, unsealing_id: int, now: datetime
) -> None:
    """Open alone in a serious danger, half an hour after asking in vain.

    Everybody else on the ladder is told.  Raises ``IllegalMove`` otherwise.
    """
    concern = concern_for(session, viewer, concern_id, for_change=True)
    row = _asked(session, viewer, concern_id, unsealing_id, now)
    if not seal_of(session, viewer, concern, now).may_open_alone:
        raise IllegalMove
    row.alone = True
    _open(session, viewer, row, now)
    _tell_others(session, concern_id, viewer.user_id, row, now, rung=1)


def _asked(
    session: Session, viewer: Viewer, concern_id: str, unsealing_id: int, now: datetime
) -> ConcernUnsealing:
    """Return the asking that waits; the concern's row is locked against a second answer."""
    concern = concern_for(session, viewer, concern_id, for_change=True)
    seal = seal_of(session, viewer, concern, now)
    row = session.get(ConcernUnsealing, unsealing_id)
    if row is None or seal.state is not SealState.ASKED or seal.unsealing_id != unsealing_id:
        raise IllegalMove
    return row


def _open(session: Session, viewer: Viewer, row: ConcernUnsealing, now: datetime) -> None:
    row.opened_by_id, row.opened_at = viewer.user_id, now
    session.flush()
    action = "concern.unsealed_alone" if row.alone else "concern.unsealed"
    audit.record(
        session, viewer.user_id, action, "concern", row.concern_id, asked_by=row.asked_by_id
    )


def _tell_others(
    session: Session,
    concern_id: str,
    user_id: int,
    row: ConcernUnsealing,
    now: datetime,
    rung: int = 0,
) -> None:
    out = {*queries.excluded(session, concern_id), user_id}
    others = people.ladder(session, out)
    notices.tell(session, concern_id, NoticeWhy.UNSEALING, others, row.asked_at, now, rung)
    if not others:
        notices.ask_for_somebody(session, concern_id, out, row.asked_at, now)


def _may_act_alone(
    session: Session, concern: Concern, row: ConcernUnsealing, now: datetime
) -> bool:
    """Tell whether waiting any longer would leave a child in serious danger alone.

    The danger must have been assessed as serious (Nghị định 56/2017/NĐ-CP, Điều
    26.3); half an hour must have passed unless there is nobody else to wait for.
    """
    steps = queries.steps(session, [concern.id])[concern.id]
    since = begun_at(concern.received_at, steps)
    serious = concern.state not in FINISHED and any(
        step.to_state is ConcernState.ASSESSED_URGENT and step.at >= since for step in steps
    )
    # Whoever excluded the others themselves is not alone: that would make two people one.
    out = {*queries.excluded_by_others(session, concern.id, row.asked_by_id), row.asked_by_id}
    waited = now >= row.asked_at + ACKNOWLEDGE_TIME or not people.ladder(session, out)
    return serious and waited
