"""The door of the room: proposing, handing over, the answer, and what a receipt tells.

Moderators may propose; everything else is for people who hold ``PETITIONS_HANDLE``.
Nobody else learns that a petition exists.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.opinions import service as opinions
from webapp.petitions import queries
from webapp.petitions.reading import (
    due_ones,
    for_receipt,
    late,
    petition,
    petitions,
    proposable,
    received_in,
    slip,
    waiting,
    words,
)
from webapp.petitions.records import Petition, PetitionEvent
from webapp.petitions.rules import (
    MOVES,
    Handing,
    PetitionKind,
    PetitionState,
    Words,
)
from webapp.petitions.views import SlipWords

__all__ = [
    "SlipWords", "confirm", "decline", "due_ones", "for_receipt", "hand_over", "late",
    "note_answer", "petition", "petitions", "proposable", "propose", "received_in", "slip",
    "waiting", "words",
]  # fmt: skip

_S = PetitionState
LONGEST_SLIP_NUMBER = 50
LONGEST_RECEIVER = 200


def propose(
    session: Session,
    viewer: Viewer,
    opinion_id: str,
    kind: PetitionKind,
    why: str,
    now: datetime,
) -> int:
    """Propose an opinion that is being read as a petition and return its number.

    The opinion stays where it is until somebody who handles petitions confirms; they have
    as many working days for that as for the handing over (an internal time limit).
    Proposed again as the same kind, by a second press or person, it is one.  Raises
    ``NotAllowed``, ``NotFound``, and ``IllegalMove`` when it was decided already.
    """
    found = proposable(session, viewer, opinion_id, for_change=True)
    row = queries.of_opinion(session, opinion_id)
    if row is not None and row.state is _S.PROPOSED and row.kind is kind:
        return row.id
    if row is None:
        row = Petition(
            opinion_id=opinion_id,
            submission_id=found.submission_id,
            kind=kind,
            state=_S.PROPOSED,
            received_on=found.received_on,
        )
        session.add(row)
        session.flush()
        _append(session, viewer.user_id, row, None, _S.PROPOSED, why, now)
    else:
        _move(session, viewer.user_id, row, _S.PROPOSED, why, now)
        row.kind = kind
    row.due_on = _by(session, now)
    _record(session, viewer, "petition.proposed", row)
    return row.id


def confirm(
    session: Session,
    viewer: Viewer,
    petition_id: int,
    kind: PetitionKind,
    body_id: int | None,
    words: Words,
    why_original: str,
    now: datetime,
) -> None:
    """Make it a petition for the body *body_id*; the days for handing it over begin.

    Raises ``Invalid`` (``body_id``, ``why_original``), and ``NotAllowed`` where the original
    is to go along and *viewer* may not read it.
    """
    row = _mine(session, viewer, petition_id)
    why = clean(why_original) if words is Words.ORIGINAL else ""
    problems = {} if _is_body(session, body_id, now) else {"body_id": "required"}
    if words is Words.ORIGINAL:
        if not viewer.can(Permission.OPINIONS_UNMASK):
            raise NotAllowed
        problems |= {} if why else {"why_original": "required"}
    if problems:
        raise Invalid(fields=problems)
    if row.opinion_id is None:
        raise IllegalMove
    _move(session, viewer.user_id, row, _S.TO_HAND_OVER, why, now)
    opinions.to_petition(session, viewer.user_id, row.opinion_id, now)
    row.kind, row.body_id, row.words, row.why_original = kind, body_id, words, why
    row.due_on = _by(session, now)
    _record(session, viewer, "petition.confirmed", row, body=body_id, words=words.value)


def decline(session: Session, viewer: Viewer, petition_id: int, why: str, now: datetime) -> None:
    """Say that it is no petition: the opinion is read like any other again.

    Raises ``Invalid`` (``why``) without a reason, ``IllegalMove`` once it was handed over.
    """
    row = _mine(session, viewer, petition_id)
    if not clean(why):
        raise Invalid(fields={"why": "required"})
    was = row.state
    _move(session, viewer.user_id, row, _S.DECLINED, clean(why), now)
    if was is _S.TO_HAND_OVER and row.opinion_id is not None:
        opinions.from_petition(session, viewer.user_id, row.opinion_id, clean(why), now)
    row.due_on, row.words, row.why_original = None, Words.MASKED, ""
    _record(session, viewer, "petition.declined", row)


def hand_over(
    session: Session, viewer: Viewer, petition_id: int, handing: Handing, now: datetime
) -> None:
    """Write down that the competent body has it; lateness is frozen here.

    Raises ``Invalid`` (``on``, ``to_whom``, ``slip_number``).
    """
    row = _mine(session, viewer, petition_id)
    number, to_whom = clean(handing.slip_number), clean(handing.to_whom)
    problems = {}
    if not row.received_on <= handing.on <= clock.local_day(now):
        problems["on"] = "no_such_day"
    if not number or len(number) > LONGEST_SLIP_NUMBER:
        problems["slip_number"] = "too_long" if number else "required"
    if not to_whom or len(to_whom) > LONGEST_RECEIVER:
        problems["to_whom"] = "too_long" if to_whom else "required"
    if problems:
        raise Invalid(fields=problems)
    row.handed_on, row.handed_how = handing.on, handing.way
    row.handed_to, row.slip_number = to_whom, number
    row.handed_late = row.due_on is not None and handing.on > row.due_on
    _move(session, viewer.user_id, row, _S.HANDED_OVER, "", now)
    _record(session, viewer, "petition.handed_over", row, body=row.body_id)


def note_answer(
    session: Session,
    viewer: Viewer,
    petition_id: int,
    on: date,
    number: str,
    said: str,
    now: datetime,
) -> None:
    """Note what the competent body answered; the receipt shows *said* from now on.

    Raises ``Invalid`` (``answered_on``, ``said``).
    """
    row = _mine(session, viewer, petition_id)
    problems = {}
    if row.handed_on is not None and not row.handed_on <= on <= clock.local_day(now):
        problems["answered_on"] = "no_such_day"
    if not clean(said):
        problems["said"] = "required"
    if problems:
        raise Invalid(fields=problems)
    row.answered_on, row.answer_number, row.said = on, clean(number)[:50], clean(said)
    _move(session, viewer.user_id, row, _S.ANSWERED, "", now)
    _record(session, viewer, "petition.answered", row)


def _mine(session: Session, viewer: Viewer, petition_id: int) -> Petition:
    """Return a petition for change; whoever does not handle them finds none."""
    if not viewer.can(Permission.PETITIONS_HANDLE):
        raise NotFound
    return queries.one(session, petition_id, for_change=True)


def _by(session: Session, now: datetime) -> date:
    """Return the last day of the step that begins *now*, in working days of the commune's own."""
    days = directory.number(session, "petition_days")
    return directory.work_calendar(session).add(clock.local_day(now), days)


def _is_body(session: Session, body_id: int | None, now: datetime) -> bool:
    today = clock.local_day(now)
    return body_id in {body.id for body in directory.bodies(session, today)}


def _move(
    session: Session, actor_id: int, row: Petition, to: PetitionState, why: str, now: datetime
) -> None:
    """Change the state if ``MOVES`` knows the step, and append it."""
    if to not in MOVES[row.state]:
        raise IllegalMove
    before, row.state = row.state, to
    _append(session, actor_id, row, before, to, why, now)


def _append(
    session: Session,
    actor_id: int,
    row: Petition,
    before: PetitionState | None,
    to: PetitionState,
    why: str,
    now: datetime,
) -> None:
    session.add(
        PetitionEvent(
            petition_id=row.id,
            at=now,
            actor_id=actor_id,
            from_state=before,
            to_state=to,
            why=clean(why),
        )
    )


def _record(
    session: Session, viewer: Viewer, action: str, row: Petition, **detail: str | int | None
) -> None:
    session.flush()
    audit.record(session, viewer.user_id, action, "petition", row.id, **detail)
