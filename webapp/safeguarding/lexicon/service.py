"""Changing the word list: a draft everybody in charge shares, published with a reason.

Only people with ``CONCERNS_HANDLE`` get here; for all others there is no such list.
A draft always compiles, so what is published can never stop a child's submission.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.errors import IllegalMove, NotAllowed, NotFound
from webapp.safeguarding.lexicon import current, queries, trying
from webapp.safeguarding.lexicon.compiling import MOST_LINES, Fault
from webapp.safeguarding.lexicon.content import (
    SPELLING,
    Change,
    Content,
    changes,
    from_json,
    shipped,
)
from webapp.safeguarding.lexicon.current import SHIPPED_NUMBER, compile_version
from webapp.safeguarding.lexicon.publishing import (
    digest_of,
    number_in_force,
    put_in_force,
    raises_less,
    reason,
)
from webapp.safeguarding.lexicon.records import LexiconDraft
from webapp.safeguarding.lexicon.trying import Found, Outcome
from webapp.safeguarding.lexicon.weakening import only_added

__all__ = ["Fault", "Found", "Outcome"]


@dataclass(frozen=True)
class Desk:
    """The list as it is being prepared, beside the published one.

    ``digest`` names exactly this draft: what somebody looked at is what is published.
    """

    number: int
    published: Content
    content: Content
    changes: tuple[Change, ...]
    digest: str
    changed_at: datetime | None
    changed_by_id: int | None
    newer_shipped: bool


@dataclass(frozen=True)
class VersionLine:
    """A published list in the history; number 0 is the file of the program.

    ``agreed_by_id`` is the second person of a list that raised less than the one before.
    """

    number: int
    name: str
    author_id: int | None
    at: datetime | None
    why: str
    changes: tuple[Change, ...]
    agreed_by_id: int | None = None


def desk(session: Session, viewer: Viewer) -> Desk:
    """Return the list being prepared, or the published one when nobody prepares any."""
    _only_the_officer(viewer)
    published = current.content(session)
    draft = queries.draft(session)
    content = published if draft is None else from_json(draft.content)
    return Desk(
        number=number_in_force(session),
        published=published,
        content=content,
        changes=tuple(changes(published, content)),
        digest=digest_of(content.as_json()),
        changed_at=draft.changed_at if draft else None,
        changed_by_id=draft.changed_by_id if draft else None,
        newer_shipped=published.name != shipped().name and content.name != shipped().name,
    )


def change_part(
    session: Session, viewer: Viewer, part: str, lines: Sequence[str], now: datetime
) -> None:
    """Put *lines* in place of a part in the draft.

    Raises ``Fault`` for the first line that cannot be read, ``NotFound`` for a part there is not.
    """
    before = desk(session, viewer).content
    cleaned = tuple(dict.fromkeys(filter(None, (" ".join(line.split()) for line in lines))))
    if len(cleaned) > MOST_LINES:
        raise Fault(part, cleaned[MOST_LINES], "too_many")
    if part == SPELLING and any("=" not in line for line in cleaned):
        raise Fault(part, next(line for line in cleaned if "=" not in line), "spelling")
    try:
        after = before.with_part(part, cleaned)
    except KeyError as error:
        raise NotFound from error
    _keep(session, viewer, after, now)


def take(session: Session, viewer: Viewer, number: int, now: datetime) -> None:
    """Put an older list, or the one of the program (number 0), into the draft.

    Nothing is published by it.  Raises ``Fault`` when this program cannot read it any more.
    """
    _only_the_officer(viewer)
    row = queries.version(session, number)
    if row is None and number != SHIPPED_NUMBER:
        raise NotFound
    _keep(session, viewer, shipped() if row is None else from_json(row.content), now)


def discard(session: Session, viewer: Viewer) -> None:
    """Throw the draft away; the published list stays as it is."""
    _only_the_officer(viewer)
    draft = queries.draft(session, for_change=True)
    if draft is not None:
        session.delete(draft)
        session.flush()


def outcomes(session: Session, viewer: Viewer) -> list[Outcome]:
    """Return what the draft changes on the shipped samples."""
    found = desk(session, viewer)
    return trying.outcomes(found.published, found.content)


def try_sentence(session: Session, viewer: Viewer, text: str) -> tuple[list[Found], list[Found]]:
    """Return what the published list finds in *text*, and what the draft would find."""
    found = desk(session, viewer)
    prepared = compile_version(found.content, found.number)
    return trying.findings(text, current.lexicon(session)), trying.findings(text, prepared)


def publish(session: Session, viewer: Viewer, digest: str, why: str, now: datetime) -> int:
    """Publish the draft with that *digest* and return its number.

    Every submission from now on is read with it.  Raises ``Invalid`` without a reason,
    ``NotAllowed`` when it raises less than before (a second person has to agree,
    ``agreeing``), ``IllegalMove`` when there is nothing to publish or the draft has changed.
    """
    _only_the_officer(viewer)
    draft = queries.draft(session, for_change=True)
    if draft is None or digest_of(draft.content) != digest:
        raise IllegalMove
    before, after = current.content(session), from_json(draft.content)
    if any(raises_less(before, after)):
        reason(why)
        raise NotAllowed
    number = put_in_force(session, viewer.user_id, after, why, now)
    session.delete(draft)
    session.flush()
    return number


def publish_added(session: Session, viewer: Viewer, digest: str, why: str, now: datetime) -> int:
    """Publish at once what the draft only adds; the rest stays in the draft.

    In an emergency nobody waits for a second person.  Raises what ``publish`` raises.
    """
    _only_the_officer(viewer)
    draft = queries.draft(session, for_change=True)
    if draft is None or digest_of(draft.content) != digest:
        raise IllegalMove
    after = from_json(draft.content)
    added = only_added(current.content(session), after)
    number = put_in_force(session, viewer.user_id, added, why, now)
    draft.base = number
    if not changes(added, after):
        session.delete(draft)
    session.flush()
    return number


def versions(session: Session, viewer: Viewer) -> list[VersionLine]:
    """Return every published list, the newest first, the program's own last."""
    _only_the_officer(viewer)
    agreed = queries.agreed(session)
    lines = [
        VersionLine(
            row.number,
            row.name,
            row.author_id,
            row.at,
            row.why,
            tuple(_change(change) for change in json.loads(row.differences)),
            agreed.get(row.number),
        )
        for row in queries.versions(session)
    ]
    return [*lines, VersionLine(SHIPPED_NUMBER, shipped().name, None, None, "", ())]


def _change(kept: dict[str, Any]) -> Change:
    return Change(kept["part"], tuple(kept["added"]), tuple(kept["removed"]))


def _keep(session: Session, viewer: Viewer, content: Content, now: datetime) -> None:
    """Write the draft down; one that does not compile is never kept."""
    _only_the_officer(viewer)
    compile_version(content, SHIPPED_NUMBER)
    draft = queries.draft(session, for_change=True)
    if draft is None:
        draft = LexiconDraft(id=queries.DRAFT, base=number_in_force(session))
        session.add(draft)
    draft.content, draft.changed_by_id, draft.changed_at = content.as_json(), viewer.user_id, now
    session.flush()


def _only_the_officer(viewer: Viewer) -> None:
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound
