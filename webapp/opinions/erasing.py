"""Erasing for ever: wherever the same words of a child stand, not only where they were found.

One text may stand several times: the whole it was split from, the other parts of that
whole, and the same text sent twice that was merged into one case.  A name erased in one of
them and left in another was never erased.  Other answers of the child are other texts: a
word that tells who somebody is in one may be harmless in the next, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.opinions import queries
from webapp.opinions.moving.steps import refresh_search_text, touch
from webapp.opinions.records import Hiding, Opinion
from webapp.opinions.rules import FILLER, HidingKind, OpinionState, erase, occurrences

Places = Sequence[tuple[int, int]]


def locked(session: Session, opinion_id: str) -> Opinion:
    """Return an opinion for an erasure, locked together with everything that it may reach.

    All at once and in the order of the ids, so that two people who erase in two parts of
    one text wait for each other and never both.  Raises ``NotFound``.
    """
    # The lock of the opinion alone comes after: it is among these already.
    queries.locked(session, [one.id for one in _near(session, opinion_id)])
    return queries.one(session, opinion_id)


def erase_for_ever(
    session: Session, row: Opinion, start: int, stop: int, reason: str, actor_id: int, now: datetime
) -> int:
    """Replace the characters [*start*, *stop*) in *row* and wherever these words stand.

    Copies lose the same stretch; the whole a part was split from and its other parts lose
    the words wherever they stand.  Return how many other texts lost something; each of them
    says so with a hiding of its own.
    """
    words, near = row.original[start:stop], _near(session, row.id)
    if not words.strip(FILLER):
        return 0
    copies = [one for one in near if one.id != row.id and one.original == row.original]
    above = {one.id for one in _ancestors(near, row)}
    families = {_root(near, one) for one in (row, *copies)}
    row.original = erase(row.original, [(start, stop)])
    reached = 0
    for one in near:
        if one.id == row.id or one.state is OpinionState.WITHDRAWN:
            continue
        if one in copies:
            places: Places = [(start, stop)]
        elif _root(near, one) in families:
            places = _places(words, one.original, halves=one.id in above)
        else:
            continue
        reached += bool(places)
        _take(session, one, places, reason, actor_id, now)
    return reached


def _near(session: Session, opinion_id: str) -> Sequence[Opinion]:
    """Return the opinions of the same submission and of the same case."""
    row = session.get(Opinion, opinion_id)
    if row is None:
        return []
    found = {one.id: one for one in queries.rows_of_submission(session, row.submission_id)}
    if row.case_id is not None:
        merged = queries.rows_of_case(session, row.case_id)
        others = {one.submission_id for one in merged if one.original == row.original}
        found |= {one.id: one for one in queries.rows_of_submissions(session, sorted(others))}
    return [found[key] for key in sorted(found)]


def _ancestors(near: Iterable[Opinion], row: Opinion) -> list[Opinion]:
    """Return what *row* was split from, and what that was split from."""
    by_id, found = {one.id: one for one in near}, []
    while row.parent_id is not None and row.parent_id in by_id:
        row = by_id[row.parent_id]
        found.append(row)
    return found


def _root(near: Iterable[Opinion], row: Opinion) -> str:
    return [row, *_ancestors(near, row)][-1].id


def _places(words: str, text: str, *, halves: bool) -> Places:
    """Return where *words* stand in *text*.

    Half a word is looked for only in the whole, and only where the whole word does not
    stand: this text may one day go to the protection officer and should stay readable.
    """
    found = occurrences(words, text)
    return found or (occurrences(words, text, whole_words=False) if halves else [])


def _take(
    session: Session, row: Opinion, places: Places, reason: str, actor_id: int, now: datetime
) -> None:
    if not places:
        return
    row.original = erase(row.original, places)
    session.add_all(
        Hiding(
            opinion_id=row.id, start=first, stop=last, kind=HidingKind.ERASE,
            reason=reason, made_by=actor_id, made_at=now,
        )
        for first, last in places
    )  # fmt: skip
    touch(row)
    refresh_search_text(session, row)
