"""Taking opinions out of a case that is about something else: into one of their own, or another.

Putting several opinions into one case is ``bulk.gather``.  Either way each opinion keeps
its own receipt, its steps and its line in the ledger of feedback: only the case that its
child reads about changes, and both steps, out and in, are appended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.moderation.service import Sending, send
from webapp.opinions import service as opinions
from webapp.tracker import service as tracker
from webapp.tracker.rules import FINISHED, CaseState

# Here a reply to all of them was given, or is being read before it is.
ANSWERED_TOGETHER = FINISHED | {CaseState.ANSWER_REVIEW}


def take_apart(
    session: Session,
    viewer: Viewer,
    case_id: int,
    opinion_ids: Sequence[str],
    sending: Sending,
    now: datetime,
) -> int:
    """Take *opinion_ids* out of a case and return the case they are in then.

    That is the one of *sending*, or a new one for all of them, routed at once;
    ``sending.why`` is written down with both steps.  Raises ``NotFound`` for
    people who do not moderate and for opinions that are not in the case,
    ``IllegalMove`` once either case has an answer, and ``Invalid``: for no
    opinion (field ``opinions``: ``required``), for all of them (``one_stays``: a case
    nobody stands behind would go on asking its body), for the same case
    (``case``: ``same``), and what ``service.send`` says of a new case.
    """
    if not viewer.can(Permission.OPINIONS_MODERATE):
        raise NotFound
    _must_be_open(session, case_id)
    if sending.case_id is not None:
        _must_be_open(session, sending.case_id)
    chosen = list(dict.fromkeys(opinion_ids))
    _check(chosen, opinions.ids_of_cases(session, [case_id]).get(case_id, []))
    if sending.case_id == case_id:
        raise Invalid(fields={"case": "same"})
    # Locked in the order of their ids before the first of them is moved.
    if {view.case_id for view in opinions.some(session, viewer, chosen)} != {case_id}:
        raise NotFound
    for opinion_id in chosen:
        opinions.detach(session, viewer.user_id, opinion_id, sending.why, now)
    into = sending.case_id
    for view in opinions.some(session, viewer, chosen):
        step = sending if into is None else Sending(sending.topic, case_id=into)
        into = send(session, viewer, view, step, now)
    if into is None:
        raise NotFound
    return into


def _must_be_open(session: Session, case_id: int) -> None:
    if tracker.case_state(session, case_id).state in ANSWERED_TOGETHER:
        raise IllegalMove


def _check(chosen: Sequence[str], behind: Sequence[str]) -> None:
    if not chosen:
        raise Invalid(fields={"opinions": "required"})
    if not set(chosen) <= set(behind):
        raise NotFound
    if set(chosen) == set(behind):
        raise Invalid(fields={"opinions": "one_stays"})
