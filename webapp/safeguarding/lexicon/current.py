"""The word list in force: compiled once for each version and process.

A child's submission asks for number and digest only.  Should a list ever not
compile (a program taken back to an older state), the one before it is used,
and in the end the file: no list may stop a submission.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy.orm import Session

from webapp.safeguarding import screening
from webapp.safeguarding.lexicon import queries
from webapp.safeguarding.lexicon.compiling import Fault, Lexicon, compiled
from webapp.safeguarding.lexicon.content import Content, from_json, shipped
from webapp.safeguarding.screening import Hit

SHIPPED_NUMBER = 0
_LOG = logging.getLogger(__name__)

# Compiled at once: a broken file must stop the start, not a child's submission.
_SHIPPED = compiled(shipped(), f"{SHIPPED_NUMBER} · {shipped().name}")


def screen(session: Session, texts: Sequence[str]) -> list[Hit]:
    """Return what in *texts* may tell of danger; an empty list clears nothing.

    Texts of one submission belong into one call, in the order of the form.
    """
    return screening.screen(texts, lexicon(session))


def lexicon(session: Session) -> Lexicon:
    """Return the published word list, ready for reading."""
    newest = queries.newest(session)
    if newest is None:
        return _SHIPPED
    ready = _kept.get(newest)
    if ready is None:
        ready = _newest_that_compiles(session)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[newest] = ready
    return ready


def content(session: Session) -> Content:
    """Return the lines of the published word list."""
    newest = queries.newest(session)
    row = queries.version(session, newest[0]) if newest else None
    return shipped() if row is None else from_json(row.content)


def titles(session: Session) -> dict[str, str]:
    """Return the title of every rule by name, also of rules only the file has."""
    return {**_SHIPPED.titles, **lexicon(session).titles}


def compile_version(content_: Content, number: int) -> Lexicon:
    """Return *content_* compiled as version *number*; raises ``Fault``."""
    return compiled(content_, f"{number} · {content_.name}")


_MOST_KEPT = 8
_kept: dict[tuple[int, str], Lexicon] = {}


def _newest_that_compiles(session: Session) -> Lexicon:
    for row in queries.versions(session):
        ready = _compiled(row.content, row.number)
        if ready is not None:
            return ready
        _LOG.error("word list %s does not compile; an older one is used", row.number)
    return _SHIPPED


@lru_cache(maxsize=4)
def _compiled(text: str, number: int) -> Lexicon | None:
    try:
        return compile_version(from_json(text), number)
    except (Fault, ValueError, KeyError, TypeError, AttributeError):
        return None
