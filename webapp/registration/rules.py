"""The states of a registration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RegistrationState(StrEnum):
    """From arrival to the event itself."""

    AWAITING_GUARDIAN = "awaiting_guardian"
    AWAITING_APPROVAL = "awaiting_approval"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    WAITING_LIST = "waiting_list"
    ATTENDED = "attended"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


_S = RegistrationState

MOVES: dict[RegistrationState, frozenset[RegistrationState]] = {
    _S.AWAITING_GUARDIAN: frozenset({_S.AWAITING_APPROVAL, _S.WITHDRAWN, _S.REFUSED}),
    _S.AWAITING_APPROVAL: frozenset({_S.PLANNED, _S.WAITING_LIST, _S.WITHDRAWN, _S.REFUSED}),
    _S.WAITING_LIST: frozenset({_S.PLANNED, _S.WITHDRAWN, _S.REFUSED}),
    _S.PLANNED: frozenset({_S.CONFIRMED, _S.WAITING_LIST, _S.WITHDRAWN}),
    _S.CONFIRMED: frozenset({_S.ATTENDED, _S.ABSENT, _S.WITHDRAWN}),
    _S.ATTENDED: frozenset(),
    _S.ABSENT: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.REFUSED: frozenset(),
}

OPEN = frozenset({_S.AWAITING_GUARDIAN, _S.AWAITING_APPROVAL, _S.WAITING_LIST, _S.PLANNED})
# Only here does somebody still owe a decision; a place that is planned, or a
# place on the waiting list, waits for the event and cannot be overdue.
DECISION_OWED = frozenset({_S.AWAITING_GUARDIAN, _S.AWAITING_APPROVAL})

# The child will be there, or may still be; the others make room.
TAKING_PART = frozenset({_S.PLANNED, _S.CONFIRMED, _S.ATTENDED})

# Steps that tell a family no, or end what a child asked for, need a reason.
NEEDS_REASON = frozenset({_S.REFUSED, _S.WITHDRAWN, _S.WAITING_LIST})

# Thông tư 29/2019/TT-BLĐTBXH, Điều 7, for a forum of a commune.
FEWEST_CHILDREN = 30
CHILDREN_PER_ADULT = 5
VOLUNTEER_SHARE = 10
GUEST_SHARE = 3


def first_state(anonymous: bool, guardian_consents: bool) -> RegistrationState:
    """Return where a registration begins.

    An anonymous dialogue question takes no place and names nobody: there is
    neither a guardian to ask nor anything to approve, so it stands on the list
    of the dialogue at once; its words are moderated as an opinion all the same.
    A named child waits for the guardian unless the consent came along (Thông
    tư 29/2019, Điều 8.1; Luật 91/2025/QH15, Điều 24), and then for approval.
    """
    if anonymous:
        return RegistrationState.PLANNED
    if not guardian_consents:
        return RegistrationState.AWAITING_GUARDIAN
    return RegistrationState.AWAITING_APPROVAL


@dataclass(frozen=True)
class ForumLimits:
    """What Thông tư 29/2019, Điều 7 asks of a commune's forum with so many children."""

    children: int
    enough: bool
    missing: int
    adults_needed: int
    volunteers_at_most: int
    guests_at_most: int


def forum_limits(children: int) -> ForumLimits:
    """Return the figures for *children* who take part.

    One adult looks after at most 5 children (7.2); volunteers are at most a
    tenth (7.3), leaders and guests together at most a third (7.4) of their
    number; a commune's forum has at least 30 (7.1d).
    """
    return ForumLimits(
        children=children,
        enough=children >= FEWEST_CHILDREN,
        missing=max(0, FEWEST_CHILDREN - children),
        adults_needed=-(-children // CHILDREN_PER_ADULT),
        volunteers_at_most=children // VOLUNTEER_SHARE,
        guests_at_most=children // GUEST_SHARE,
    )
