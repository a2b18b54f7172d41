"""Keeping a concern from somebody it is about.

Being excluded is never announced: for that person the concern does not exist.  An
exclusion calls the next person of the ladder at once, so that nobody can make
themselves the only one who knows by excluding the others.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import clean
from webapp.safeguarding import queries
from webapp.safeguarding.handling.access import begun, concern_for
from webapp.safeguarding.oncall import notices
from webapp.safeguarding.records import ConcernExclusion
from webapp.safeguarding.rules import FINISHED, NoticeWhy


def exclude(
    session: Session,
    viewer: Viewer,
    concern_id: str,
    user_ids: Collection[int],
    why: str,
    now: datetime,
) -> None:
    """Keep a concern from people of the staff, whatever their roles.

    An officer who is concerned may exclude themselves.  Raises ``Invalid``
    (``people``, ``why``) and ``NotFound``.
    """
    row = concern_for(session, viewer, concern_id, for_change=True)
    why = clean(why)
    known = {one.id for one in accounts.people(session)}
    problems = {} if why else {"why": "missing"}
    if not user_ids or not set(user_ids) <= known:
        problems["people"] = "missing"
    if problems:
        raise Invalid(fields=problems)
    before = set(queries.excluded(session, concern_id))
    for user_id in dict.fromkeys(user_ids):
        if user_id not in before:
            session.add(
                ConcernExclusion(
                    concern_id=concern_id, user_id=user_id, by_id=viewer.user_id, at=now, why=why
                )
            )
    session.flush()
    audit.record(
        session, viewer.user_id, "concern.excluded", "concern", concern_id, people=list(user_ids)
    )
    if row.state not in FINISHED:
        notices.tell_first(session, row, NoticeWhy.EXCLUDED, begun(session, row), now)


def lift_exclusion(session: Session, viewer: Viewer, exclusion_id: int, now: datetime) -> str:
    """Let somebody learn of a concern after all; return the concern's identifier.

    For a name chosen by mistake.  It takes another officer than the one who excluded.
    Raises ``IllegalMove`` for the same one, ``NotFound``.
    """
    row = session.get(ConcernExclusion, exclusion_id)
    if row is None:
        raise NotFound
    concern_for(session, viewer, row.concern_id, for_change=True)
    if row.by_id == viewer.user_id or row.lifted_at is not None:
        raise IllegalMove
    row.lifted_by_id, row.lifted_at = viewer.user_id, now
    session.flush()
    audit.record(
        session, viewer.user_id, "concern.exclusion_lifted", "concern", row.concern_id,
        person=row.user_id,
    )  # fmt: skip
    return row.concern_id
