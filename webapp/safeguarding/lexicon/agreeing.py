"""Two people for a list that raises less: one officer asks, somebody else agrees.

A sign that is no longer raised is missed by nobody, so no single person may take it away.
Whoever asked never agrees; the others with the duty may, and so may the leader and the
lead of the moderators, since a commune often has one officer only.  What only adds never
waits for this (``publishing``).  An asking holds for exactly the draft and the list in
force it was asked with: when either changes, it has to be asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer, permissions_of
from webapp.accounts.service import Person
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, NotAllowed, NotFound
from webapp.outbox import service as outbox
from webapp.outbox.service import Level
from webapp.safeguarding.lexicon import current, queries
from webapp.safeguarding.lexicon.content import Change, Content, changes, from_json
from webapp.safeguarding.lexicon.publishing import (
    digest_of,
    number_in_force,
    put_in_force,
    raises_less,
    reason,
)
from webapp.safeguarding.lexicon.records import LexiconAsking, LexiconDraft


@dataclass(frozen=True)
class Asking:
    """A list that waits for a second person: all it changes, and what samples it loses.

    ``mine`` tells the one who asked, who may not agree.
    """

    id: int
    asked_by_id: int
    asked_at: datetime
    why: str
    mine: bool
    changes: Sequence[Change]
    lost: Sequence[str]
    content: Content


@dataclass(frozen=True)
class Declined:
    """Who did not agree to the draft as it stands, and why."""

    by_id: int
    why: str


def others(session: Session, viewer: Viewer) -> list[Person]:
    """Return everybody else who may agree, officers first."""
    able = [
        one
        for one in accounts.people(session)
        if one.active
        and one.id != viewer.user_id
        and Permission.WORDS_AGREE in permissions_of(one.roles)
    ]
    return sorted(able, key=lambda one: (not _is_officer(one), one.id))


def ask(session: Session, viewer: Viewer, digest: str, why: str, now: datetime) -> None:
    """Ask for a second person; the other officers are told, or whoever else may agree.

    Raises ``Invalid`` without a reason, ``IllegalMove`` when the draft has changed, needs
    nobody, or was asked for already.
    """
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound
    draft = queries.draft(session, for_change=True)
    if draft is None or digest_of(draft.content) != digest or _standing(session, draft):
        raise IllegalMove
    less, lost = raises_less(current.content(session), from_json(draft.content))
    if not less and not lost:
        raise IllegalMove
    row = LexiconAsking(
        digest=_mark(session, draft),
        base=number_in_force(session),
        asked_by_id=viewer.user_id,
        asked_at=now,
        why=reason(why),
    )
    session.add(row)
    session.flush()
    audit.record(session, viewer.user_id, "lexicon.agreement_asked", "lexicon", row.id)
    able = others(session, viewer)
    told = [one.id for one in able if _is_officer(one)] or [one.id for one in able]
    outbox.notify(session, told, Level.NEW_WORK, f"lexicon.asked:{row.id}", now)


def asking(session: Session, viewer: Viewer) -> Asking | None:
    """Return the list that waits for a second person, or None; ``NotFound`` for who may not."""
    _only_who_may_agree(viewer)
    draft = queries.draft(session)
    row = _standing(session, draft) if draft else None
    if draft is None or row is None:
        return None
    content = from_json(draft.content)
    before = current.content(session)
    _less, lost = raises_less(before, content)
    mine, all_of_it = row.asked_by_id == viewer.user_id, changes(before, content)
    return Asking(row.id, row.asked_by_id, row.asked_at, row.why, mine, all_of_it, lost, content)


def waits_for(session: Session, viewer: Viewer) -> bool:
    """Tell whether a list waits for *viewer* to agree or not."""
    draft = queries.draft(session) if viewer.can(Permission.WORDS_AGREE) else None
    row = _standing(session, draft) if draft else None
    return row is not None and row.asked_by_id != viewer.user_id


def declined(session: Session, digest: str) -> Declined | None:
    """Return who did not agree to the draft with that *digest* when it was asked last."""
    row, draft = queries.last_asking(session), queries.draft(session)
    if row is None or row.agreed is not False or draft is None:
        return None
    if digest_of(draft.content) != digest or row.digest != _mark(session, draft):
        return None
    return Declined(row.answered_by_id or 0, row.answer)


def agree(session: Session, viewer: Viewer, asking_id: int, now: datetime) -> int:
    """Publish, as the second person, the list that was asked for, and return its number.

    Raises ``NotAllowed`` for who asked, ``IllegalMove`` for an asking that is over.
    """
    draft, row = _waiting(session, viewer, asking_id)
    content = from_json(draft.content)
    number = put_in_force(session, row.asked_by_id, content, row.why, now)
    session.delete(draft)
    row.agreed, row.number = True, number
    _answered(session, viewer, row, "lexicon.agreed", now)
    return number


def decline(session: Session, viewer: Viewer, asking_id: int, why: str, now: datetime) -> None:
    """Do not agree, saying why; the draft stays and can be changed and asked for again.

    Raises ``Invalid`` without a reason, else what ``agree`` raises.
    """
    _draft, row = _waiting(session, viewer, asking_id)
    row.answer = reason(why)
    row.agreed = False
    _answered(session, viewer, row, "lexicon.not_agreed", now)
    outbox.notify(session, [row.asked_by_id], Level.NEW_WORK, f"lexicon.declined:{row.id}", now)


def _waiting(
    session: Session, viewer: Viewer, asking_id: int
) -> tuple[LexiconDraft, LexiconAsking]:
    """Return the draft, locked against a second answer, and its asking."""
    _only_who_may_agree(viewer)
    draft = queries.draft(session, for_change=True)
    row = _standing(session, draft) if draft else None
    if draft is None or row is None or row.id != asking_id:
        raise IllegalMove
    if row.asked_by_id == viewer.user_id:
        raise NotAllowed
    return draft, row


def _standing(session: Session, draft: LexiconDraft) -> LexiconAsking | None:
    """Return the unanswered asking for exactly this draft and the list in force."""
    row = queries.last_asking(session)
    if row is None or row.agreed is not None or row.base != number_in_force(session):
        return None
    return row if row.digest == _mark(session, draft) else None


def _mark(session: Session, draft: LexiconDraft) -> str:
    """Return what names exactly this draft over exactly the list in force.

    Its number alone would not do: a new program brings another list number 0.
    """
    return digest_of(draft.content + current.content(session).as_json())


def _answered(
    session: Session, viewer: Viewer, row: LexiconAsking, action: str, now: datetime
) -> None:
    row.answered_by_id, row.answered_at = viewer.user_id, now
    session.flush()
    audit.record(session, viewer.user_id, action, "lexicon", row.id, asked_by=row.asked_by_id)


def _is_officer(person: Person) -> bool:
    return Permission.CONCERNS_HANDLE in permissions_of(person.roles)


def _only_who_may_agree(viewer: Viewer) -> None:
    if not viewer.can(Permission.WORDS_AGREE):
        raise NotFound
