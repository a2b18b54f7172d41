"""Which opinions of one case are least like its others: perhaps another matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.opinions.likeness.wording import features
from webapp.opinions.reading import must_moderate, public_of_case
from webapp.opinions.views import PublicOpinion


@dataclass(frozen=True)
class Voice:
    """An opinion of a case; ``shared`` is how much of what it says others of the case say, 0–1."""

    opinion: PublicOpinion
    shared: float


def voices_of_case(session: Session, viewer: Viewer, case_id: int) -> list[Voice]:
    """Return the opinions behind a case, those that share least with the others first.

    For moderators only (``NotFound``); public text alone is compared.  Costs
    grow with the number of opinions, not with the number of their pairs.
    """
    must_moderate(viewer)
    behind = public_of_case(session, case_id)
    said = [features(opinion.text) for opinion in behind]
    having = Counter(feature for words in said for feature in words)
    voices = []
    for opinion, words in zip(behind, said, strict=True):
        weight = sum(words.values())
        shared = sum(each for feature, each in words.items() if having[feature] > 1)
        voices.append(Voice(opinion, round(shared / weight, 2) if weight else 0.0))
    return sorted(voices, key=lambda voice: (voice.shared, voice.opinion.id))
