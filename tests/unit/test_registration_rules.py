"""The figures of Thông tư 29/2019 and the moves of a registration."""

from __future__ import annotations

import pytest

from webapp.registration.rules import MOVES, RegistrationState, forum_limits


@pytest.mark.parametrize(
    ("children", "adults", "volunteers", "guests"),
    [(30, 6, 3, 10), (31, 7, 3, 10), (0, 0, 0, 0), (45, 9, 4, 15)],
)
def test_the_figures_follow_the_number_of_children(
    children: int, adults: int, volunteers: int, guests: int
) -> None:
    limits = forum_limits(children)
    assert limits.adults_needed == adults
    assert limits.volunteers_at_most == volunteers
    assert limits.guests_at_most == guests
    assert limits.enough == (children >= 30)
    assert limits.missing == max(0, 30 - children)


def test_every_state_has_its_moves_and_all_can_be_reached() -> None:
    assert set(MOVES) == set(RegistrationState)
    reached = {RegistrationState.AWAITING_GUARDIAN}
    for _ in MOVES:
        reached |= {state for each in reached for state in MOVES[each]}
    assert reached == set(RegistrationState)
