"""Which opinions are about the same matter as one that is being read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.errors import NotFound
from webapp.opinions import queries
from webapp.opinions.likeness.keeping import GONE
from webapp.opinions.likeness.keyed import buckets
from webapp.opinions.likeness.records import Bucket
from webapp.opinions.likeness.wording import features, likeness, telling
from webapp.opinions.reading import must_moderate, text_shown
from webapp.opinions.records import Opinion
from webapp.opinions.rules import FILLER, OpinionState

# Below this two opinions are hardly ever about one matter (measured: benchmarks.likeness).
ALIKE = 0.25
# How many candidates are opened and compared word by word.
COMPARED = 120
PREVIEW = 200


@dataclass(frozen=True)
class SimilarOpinion:
    """An opinion that may be about the same matter; ``preview`` is public text."""

    id: str
    submission_id: str
    likeness: float
    state: OpinionState
    topic: str | None
    case_id: int | None
    preview: str


def similar_to(
    session: Session, viewer: Viewer, opinion_id: str, limit: int = 8
) -> list[SimilarOpinion]:
    """Return up to *limit* opinions that may be about the same matter, the likest first.

    For moderators only (``NotFound`` for others, and for an unknown opinion).
    The table of buckets proposes, the words themselves decide.  Other parts of
    the same text are never proposed, what was split or withdrawn neither.
    """
    must_moderate(viewer)
    row = session.get(Opinion, opinion_id)
    if row is None:
        raise NotFound
    words = _words(row)
    found = []
    for other in _candidates(session, row, buckets(telling(words))):
        alike = likeness(words, _words(other))
        if alike >= ALIKE and not _of_one_text(row, other):
            found.append((alike, other))
    found.sort(key=lambda pair: (-pair[0], pair[1].received_on, pair[1].id))
    chosen = found[:limit]
    hidings = queries.hidings(session, [other.id for _, other in chosen])
    return [
        SimilarOpinion(
            id=other.id,
            submission_id=other.submission_id,
            likeness=round(alike, 2),
            state=other.state,
            topic=other.topic,
            case_id=other.case_id,
            preview=_cut(text_shown(other, hidings.get(other.id, []))),
        )
        for alike, other in chosen
    ]


def _candidates(session: Session, row: Opinion, own: list[int]) -> list[Opinion]:
    """Return the opinions that share most of the buckets *own*, opened."""
    if not own:
        return []
    shared = func.count().label("shared")
    ids = session.scalars(
        select(Bucket.opinion_id)
        .where(Bucket.bucket.in_(own), Bucket.opinion_id != row.id)
        .group_by(Bucket.opinion_id)
        .order_by(shared.desc(), Bucket.opinion_id)
        .limit(COMPARED)
    ).all()
    return list(
        session.scalars(
            select(Opinion)
            .where(Opinion.id.in_(ids), Opinion.state.not_in(GONE))
            .order_by(Opinion.id)
        )
    )


def _words(row: Opinion) -> dict[str, float]:
    return features(row.original.replace(FILLER, " "))


def _of_one_text(one: Opinion, other: Opinion) -> bool:
    return one.parent_id is not None and one.parent_id == other.parent_id


def _cut(text: str) -> str:
    """Return the beginning of *text*, cut between words."""
    if len(text) <= PREVIEW:
        return text
    return text[:PREVIEW].rsplit(" ", 1)[0] + "…"
