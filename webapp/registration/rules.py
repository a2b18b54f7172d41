"""The states of a registration (``domain/wording.md`` §4.1)."""

from __future__ import annotations

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
