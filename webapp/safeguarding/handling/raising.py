"""A concern comes into being: its texts are sealed and people are told at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.base import ids
from webapp.base.errors import NotFound
from webapp.safeguarding import queries
from webapp.safeguarding.handling.access import step
from webapp.safeguarding.oncall import notices, people
from webapp.safeguarding.records import Concern, ConcernExclusion
from webapp.safeguarding.rules import ConcernState, NoticeWhy
from webapp.safeguarding.screening import Hit

# The rule's name where a person and no word list recognised the danger.
BY_PERSON = "moderator"
# What had been ended begins again where somebody has to look at it.
_BEGUN_AGAIN = {
    ConcernState.RELEASED: ConcernState.NEW,
    ConcernState.CLOSED: ConcernState.ACTING,
}


@dataclass(frozen=True)
class ComplainedOf:
    """Who must not learn of a concern, and who says so: ``by_id`` raised it."""

    user_ids: Collection[int]
    by_id: int
    why: str


def raise_concern(
    session: Session,
    submission_id: str,
    band: str,
    school_id: int | None,
    class_id: int | None,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    lexicon: str,
    now: datetime,
    about: ComplainedOf | None = None,
) -> str:
    """Seal *texts* of a submission in a new concern, tell people, return its identifier."""
    before = queries.of_submission(session, submission_id)
    if before is not None:
        return before.id
    row = _new(session, ids.new_id(), submission_id, texts, hits, lexicon, now)
    row.band, row.school_id, row.class_id = band, school_id, class_id
    session.flush()
    exclude_at_once(session, row, about, now)
    notices.tell_first(session, row, NoticeWhy.RAISED, now, now)
    return row.id


def raise_wish(
    session: Session,
    wish_id: str,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    lexicon: str,
    now: datetime,
) -> None:
    """Seal what a child wrote who wants to be met, and tell people; raised twice it is one.

    It belongs to no submission, so there is nothing to unseal and nothing to release.
    """
    if session.get(Concern, wish_id) is not None:
        return
    try:
        with session.begin_nested():
            row = _new(session, wish_id, None, texts, hits, lexicon, now)
    except IntegrityError:
        # The same form at the same moment: the other request has sealed it.
        return
    notices.tell_first(session, row, NoticeWhy.RAISED, now, now)


def _new(
    session: Session,
    concern_id: str,
    submission_id: str | None,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    lexicon: str,
    now: datetime,
) -> Concern:
    """Store a new concern that nobody has seen yet."""
    row = Concern(
        id=concern_id,
        submission_id=submission_id,
        received_at=now,
        state=ConcernState.NEW,
        band="",
        texts=_sealed(texts),
        reasons=_sealed(hits),
        lexicon=lexicon,
    )
    session.add(row)
    session.flush()
    return row


def raise_again(
    session: Session,
    actor_id: int,
    submission_id: str,
    texts: Sequence[Any],
    why: str,
    now: datetime,
    about: ComplainedOf | None = None,
) -> None:
    """Seal *texts* in the concern a submission has already and tell people again.

    For a moderator who recognises a danger in words that lie here.  One that had ended
    begins anew.  One that is open, since the child later wrote of danger, takes them in
    beside its own: the moderator, for whom it does not exist, notices no difference.
    Raises ``NotFound`` when there is none.
    """
    row = queries.of_submission(session, submission_id, for_change=True)
    if row is None:
        raise NotFound
    noticed = [Hit(rule=BY_PERSON, words="", excerpt=why)]
    take_in(session, actor_id, row, texts, noticed, why, now)
    exclude_at_once(session, row, about, now)
    notices.tell_first(session, row, NoticeWhy.RAISED, now, now)


def take_in(
    session: Session,
    actor_id: int,
    row: Concern,
    texts: Sequence[Any],
    hits: Sequence[Hit],
    why: str,
    now: datetime,
) -> None:
    """Put further words into a concern; one that had ended begins again, *why* says so.

    Texts once released lie with the moderators and are not sealed twice.
    """
    kept = [] if row.state is ConcernState.RELEASED else json.loads(row.texts)
    row.texts = json.dumps([*kept, *_plain(texts)], ensure_ascii=False)
    row.reasons = json.dumps([*json.loads(row.reasons), *_plain(hits)], ensure_ascii=False)
    session.flush()
    again = _BEGUN_AGAIN.get(row.state)
    if again is not None:
        step(session, actor_id, row, again, why, now)


def exclude_at_once(
    session: Session, row: Concern, about: ComplainedOf | None, now: datetime
) -> None:
    """Write down who must not learn of a concern, before anybody is told."""
    if about is None or not about.user_ids:
        return
    known = {one.id for one in accounts.people(session)}
    before = queries.excluded(session, row.id)
    for user_id in dict.fromkeys(about.user_ids):
        if user_id in known and user_id not in before:
            session.add(
                ConcernExclusion(
                    concern_id=row.id, user_id=user_id, by_id=about.by_id, at=now, why=about.why
                )
            )
    session.flush()


def is_sealed(session: Session, submission_id: str) -> bool:
    """Tell whether a submission's words are sealed in a concern not yet released.

    For rooms that must keep silent about it, never to be shown.
    """
    return queries.sealed(session, submission_id)


def was_raised(session: Session, submission_id: str) -> bool:
    """Tell whether a submission ever had a concern, released or not; never to be shown."""
    return queries.of_submission(session, submission_id) is not None


def somebody_left(session: Session, submission_id: str) -> bool:
    """Tell whoever raised a concern whether anybody in the house can take it."""
    row = queries.of_submission(session, submission_id)
    return row is None or anybody_left(session, row.id)


def anybody_left(session: Session, concern_id: str) -> bool:
    """Tell whether anybody in the house may still take a concern."""
    return bool(people.ladder(session, queries.excluded(session, concern_id)))


def _sealed(values: Sequence[Any]) -> str:
    """Return dataclasses (or plain mappings) as JSON; the column's type encrypts it."""
    return json.dumps(_plain(values), ensure_ascii=False)


def _plain(values: Sequence[Any]) -> list[dict[str, Any]]:
    return [dict(v) if isinstance(v, Mapping) else asdict(v) for v in values]
