"""Hiding stretches of an opinion: masks that can be lifted, erasures that cannot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.opinions import queries
from webapp.opinions.erasing import erase_for_ever, locked
from webapp.opinions.moving.steps import refresh_search_text, touch
from webapp.opinions.records import Hiding, Opinion
from webapp.opinions.rules import HidingKind, OpinionState, occurrences

# A split opinion is not shown to anybody, its parts are where hiding happens; a
# withdrawn one has no words left.
_CLOSED = frozenset({OpinionState.SPLIT, OpinionState.WITHDRAWN})


def hide(
    session: Session,
    actor_id: int,
    opinion_id: str,
    start: int,
    stop: int,
    kind: HidingKind,
    reason: str,
    now: datetime,
) -> int:
    """Hide [*start*, *stop*) of the original and return the hiding's id.

    *reason* is a ``suggestions.Identifies`` value.  An erasure replaces the
    characters in the stored original, here and wherever the same text stands
    (``erasing``); offsets stay valid since the length does not change.

    Raises ``Invalid`` for a span outside the text, ``IllegalMove`` for an opinion
    that was split.
    """
    row = _locked(session, opinion_id, kind)
    if row.state in _CLOSED:
        raise IllegalMove
    if not 0 <= start < stop <= len(row.original):
        raise Invalid(fields={"words": "outside"})
    hiding = _add(session, row, start, stop, kind, reason, actor_id, now)
    erases = kind is HidingKind.ERASE
    also = erase_for_ever(session, row, start, stop, reason, actor_id, now) if erases else 0
    touch(row)
    refresh_search_text(session, row)
    session.flush()
    audit.record(
        session, actor_id, "opinion.hidden", "opinion", row.id,
        kind=kind.value, reason=reason, also=also,
    )  # fmt: skip
    return hiding.id


def hide_words(
    session: Session,
    actor_id: int,
    opinion_id: str,
    words: str,
    kind: HidingKind,
    reason: str,
    now: datetime,
) -> int:
    """Hide every place where exactly *words* stand and return how many there were.

    Capital letters and kinds of white space do not matter, accents do; a word
    is never cut.  Raises ``Invalid`` (field ``words``) when they stand nowhere.
    """
    row = _locked(session, opinion_id, kind)
    found = occurrences(words, row.original)
    if not found:
        raise Invalid(fields={"words": "not_found"})
    for start, stop in found:
        hide(session, actor_id, opinion_id, start, stop, kind, reason, now)
    return len(found)


def lift(session: Session, viewer: Viewer, hiding_id: int, now: datetime) -> str:
    """Show again what a mask hides and return the opinion's id.

    Raises ``NotAllowed`` for people without ``OPINIONS_UNMASK``, ``NotFound``
    for an unknown or lifted hiding, ``IllegalMove`` for an erasure: there is
    nothing left that could be shown.
    """
    if not viewer.can(Permission.OPINIONS_UNMASK):
        raise NotAllowed
    hiding = session.get(Hiding, hiding_id, with_for_update=True, populate_existing=True)
    if hiding is None or hiding.lifted_at is not None:
        raise NotFound
    if hiding.kind is HidingKind.ERASE:
        raise IllegalMove
    row = queries.one(session, hiding.opinion_id)
    hiding.lifted_by, hiding.lifted_at = viewer.user_id, now
    touch(row)
    refresh_search_text(session, row)
    session.flush()
    audit.record(
        session, viewer.user_id, "opinion.mask_lifted", "opinion", row.id, hiding=hiding_id
    )
    return row.id


def _locked(session: Session, opinion_id: str, kind: HidingKind) -> Opinion:
    """Return the opinion, locked with all that an erasure reaches; ``NotFound`` without it."""
    reaches = kind is HidingKind.ERASE
    return locked(session, opinion_id) if reaches else queries.one(session, opinion_id)


def _add(
    session: Session,
    row: Opinion,
    start: int,
    stop: int,
    kind: HidingKind,
    reason: str,
    actor_id: int,
    now: datetime,
) -> Hiding:
    hiding = Hiding(
        opinion_id=row.id,
        start=start,
        stop=stop,
        kind=kind,
        reason=reason,
        made_by=actor_id,
        made_at=now,
    )
    session.add(hiding)
    session.flush()
    return hiding
