"""Publishing a word list: the one place where a version comes to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid
from webapp.safeguarding.lexicon import current, queries, trying
from webapp.safeguarding.lexicon.content import Change, Content, changes
from webapp.safeguarding.lexicon.current import SHIPPED_NUMBER, compile_version
from webapp.safeguarding.lexicon.records import LexiconVersion
from webapp.safeguarding.lexicon.weakening import lost, weakening

LONGEST_REASON = 500


def digest_of(text: str) -> str:
    """Return what names exactly this list."""
    return hashlib.sha256(text.encode()).hexdigest()


def number_in_force(session: Session) -> int:
    """Return the number of the published list; the program's own is number 0."""
    newest = queries.newest(session)
    return newest[0] if newest else SHIPPED_NUMBER


def raises_less(before: Content, after: Content) -> tuple[Sequence[Change], Sequence[str]]:
    """Return the changes, and the sample sentences, by which *after* raises less.

    The samples are a second look: a list may lose a sentence by words that were only added.
    """
    return weakening(before, after), lost(trying.outcomes(before, after))


def reason(why: str) -> str:
    """Return *why* as it is kept; raise ``Invalid`` when it says nothing or too much."""
    why = " ".join(why.split())
    if not why or len(why) > LONGEST_REASON:
        raise Invalid(fields={"why": "missing"})
    return why


def put_in_force(
    session: Session, author_id: int, content: Content, why: str, now: datetime
) -> int:
    """Publish *content* and return its number; every text from now on is read with it.

    Raises ``IllegalMove`` when it is the list in force, ``Invalid`` without a reason.
    """
    differences = changes(current.content(session), content)
    if not differences:
        raise IllegalMove
    why = reason(why)
    number = number_in_force(session) + 1
    compile_version(content, number)
    kept = content.as_json()
    session.add(
        LexiconVersion(
            number=number,
            name=content.name,
            digest=digest_of(kept),
            content=kept,
            differences=json.dumps([asdict(change) for change in differences], ensure_ascii=False),
            author_id=author_id,
            at=now,
            why=why,
        )
    )
    session.flush()
    audit.record(session, author_id, "lexicon.published", "lexicon", number)
    return number
