"""Complaints and denunciations in the sense of the law: their states and their own clock.

The Youth Union decides nothing about them.  It receives, hands over to the body that the
law names, keeps a record of it, and tells the sender where it went (plan item 3.3.2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.base.text import fold


class PetitionKind(StrEnum):
    """Khiếu nại (against a decision or an act that concerns oneself) or tố cáo."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


class PetitionState(StrEnum):
    """Where it stands; the competent body's own work is not ours to follow."""

    PROPOSED = "proposed"
    TO_HAND_OVER = "to_hand_over"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    # It is no petition after all: the opinion is an opinion again.
    DECLINED = "declined"


class Words(StrEnum):
    """Which words go with the slip (docs/decisions: what a transfer slip carries)."""

    MASKED = "masked"
    ORIGINAL = "original"


class Way(StrEnum):
    """How it was handed over."""

    IN_PERSON = "in_person"
    POST = "post"
    OFFICE_SYSTEM = "office_system"


_S = PetitionState
MOVES: dict[PetitionState, frozenset[PetitionState]] = {
    _S.PROPOSED: frozenset({_S.TO_HAND_OVER, _S.DECLINED}),
    _S.TO_HAND_OVER: frozenset({_S.HANDED_OVER, _S.DECLINED}),
    _S.HANDED_OVER: frozenset({_S.ANSWERED}),
    _S.ANSWERED: frozenset(),
    _S.DECLINED: frozenset({_S.PROPOSED}),
}
# States in which somebody of ours owes a step.
OPEN = frozenset({_S.PROPOSED, _S.TO_HAND_OVER})
# States of which the sender is told: a mere proposal is still "being read".
TOLD = frozenset({_S.TO_HAND_OVER, _S.HANDED_OVER, _S.ANSWERED})


@dataclass(frozen=True)
class Handing:
    """One handing over: the day, how, to whom, and the number of the transfer slip."""

    on: date
    way: Way
    to_whom: str
    slip_number: str


# What people write who want a decision undone or somebody punished.  Folded (no accents),
# whole words.  Everyday words such as "báo" or "phạt" alone say nothing and are left out.
_SIGNS: tuple[tuple[PetitionKind, str], ...] = (
    (PetitionKind.COMPLAINT, "khieu nai"),
    (PetitionKind.COMPLAINT, "khieu kien"),
    (PetitionKind.COMPLAINT, "huy quyet dinh"),
    (PetitionKind.COMPLAINT, "xem xet lai quyet dinh"),
    (PetitionKind.DENUNCIATION, "to cao"),
    (PetitionKind.DENUNCIATION, "to giac"),
    (PetitionKind.DENUNCIATION, "don to"),
    (PetitionKind.DENUNCIATION, "de nghi ky luat"),
    (PetitionKind.DENUNCIATION, "de nghi xu ly can bo"),
    (PetitionKind.DENUNCIATION, "tham o"),
    (PetitionKind.DENUNCIATION, "tham nhung"),
    (PetitionKind.DENUNCIATION, "nhan hoi lo"),
    (PetitionKind.DENUNCIATION, "vi pham phap luat"),
)


@dataclass(frozen=True)
class Hint:
    """Why a text may be a petition: the kind, and the folded words that speak for it."""

    kind: PetitionKind
    words: str


def hint_of(text: str) -> Hint | None:
    """Return why *text* may be a complaint or a denunciation by law, or None.

    A hint and nothing more: most children who write "em khiếu nại món canh" have an
    opinion about the soup.  A person decides.
    """
    folded = " ".join(re.findall(r"\w+", fold(text)))
    for kind, words in _SIGNS:
        if re.search(rf"\b{words}\b", folded):
            return Hint(kind, words)
    return None


def is_late(state: PetitionState, due_on: date | None, today: date) -> bool:
    """Tell whether it should have been looked at, or handed over, before *today*."""
    return state in OPEN and due_on is not None and due_on < today


@dataclass(frozen=True)
class ReceiptPetition:
    """What a receipt tells of it: where it is and what the competent body said."""

    kind: PetitionKind
    state: PetitionState
    body_name: str
    handed_on: date | None
    slip_number: str
    answered_on: date | None
    said: str
