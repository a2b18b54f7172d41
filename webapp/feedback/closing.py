"""Closing a case: the only way there, and only when every child was told.

``tracker.close`` is called from here and from nowhere else (``tests/rules``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.base.text import clean
from webapp.feedback import queries
from webapp.feedback.ledger.entries import standings_of_case
from webapp.feedback.rules import REOPENING, SILENCE, Rating, Standing
from webapp.opinions import service as opinions
from webapp.tracker import service as tracker
from webapp.tracker.rules import WITHDRAWN_FROM, CaseState, Closing, Decision


def close(session: Session, viewer: Viewer, case_id: int, why: str, now: datetime) -> Closing:
    """Close an answered case, or one nobody stands behind, and return as what it was closed.

    Raise IllegalMove while a child behind it has neither been reached nor found
    impossible to reach, while a child says that the reply does not help, and while
    what a child added later is not read yet;
    NotFound for whoever does not publish replies.
    """
    if not viewer.can(Permission.REPLIES_PUBLISH):
        raise NotFound
    closing = closing_now(session, case_id)
    if closing is None:
        raise IllegalMove
    tracker.close(session, viewer.user_id, case_id, closing, clean(why), now)
    return closing


def closing_now(session: Session, case_id: int) -> Closing | None:
    """Return as what a case could be closed now, None while it cannot.

    Without a child behind it (all took their words back, or their opinions were put into
    other cases) nobody waits for a reply.  Silence is an answer once everybody was reached:
    waiting for it is the duty's business, a person of Đoàn xã may know better.
    """
    state = tracker.case_state(session, case_id).state
    if state in WITHDRAWN_FROM and not standings_of_case(session, case_id):
        return Closing.WITHDRAWN
    if state is not CaseState.ANSWERED or opinions.later_words_wait(session, case_id):
        return None
    reply = tracker.published_reply(session, case_id)
    if reply is None:
        return None
    found = standings_of_case(session, case_id)
    ratings = _ratings(session, reply.id, found)
    if any(rating in REOPENING for rating in ratings.values()):
        return None
    return closing_of(found, ratings, reply.decision)


def closing_of(
    found: Mapping[str, Standing], ratings: Mapping[str, Rating], decision: Decision
) -> Closing | None:
    """Return as what a case with these children is closed; None while one is not reached."""
    if set(found.values()) - {Standing.REACHED, Standing.IMPOSSIBLE}:
        return None
    if not found:
        return Closing.WITHDRAWN
    reached = [key for key, standing in found.items() if standing is Standing.REACHED]
    if not reached:
        return Closing.UNREACHABLE
    if all(ratings.get(key) is Rating.YES for key in reached):
        return Closing.CONFIRMED
    return Closing.REFERRED_UP if decision is Decision.REFERRED_UP else Closing.NO_ANSWER


def close_what_is_done(session: Session, now: datetime) -> None:
    """Close cases that nobody has to wait for any longer (a duty).

    At once when every child said yes; else when the last child was reached
    ``SILENCE`` ago and none of them said that it did not help.
    """
    today = clock.local_day(now)
    for case_id in tracker.answered_cases(session):
        closing = closing_now(session, case_id)
        if closing is None:
            continue
        if closing is Closing.CONFIRMED or last_told(session, case_id) + SILENCE <= today:
            tracker.close(session, None, case_id, closing, "", now)


def last_told(session: Session, case_id: int) -> date:
    """Return the day the last child of a case was told, or found impossible to tell."""
    reply = tracker.published_reply(session, case_id)
    if reply is None:
        raise NotFound
    ids = opinions.ids_of_cases(session, [case_id]).get(case_id, [])
    first: dict[str, date] = {}
    for line in queries.entries_of(session, ids):
        if line.reply_id == reply.id:
            first.setdefault(line.opinion_id, line.day)
    return max([reply.published_on, *first.values()])


def _ratings(
    session: Session, reply_id: int, opinion_ids: Mapping[str, object]
) -> dict[str, Rating]:
    given = queries.last_ratings(session, [reply_id])
    return {key: rating for (key, _reply), rating in given.items() if key in opinion_ids}
