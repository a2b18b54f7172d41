"""The one number: who counts as truly answered, and when a part may be shown."""

from __future__ import annotations

import pytest

from webapp.feedback.rules import Standing
from webapp.opinions.rules import OpinionState
from webapp.reports.overview.answered import Part, Said, part, spoke, truly_answered

REACHED, TO_REACH = Standing.REACHED, Standing.TO_REACH
CASE, REFUSED, TAKEN_BACK = (
    OpinionState.IN_CASE,
    OpinionState.NOT_ACCEPTED,
    OpinionState.WITHDRAWN,
)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ([Said("a", CASE, REACHED)], True),
        ([Said("a", CASE, REACHED, unhelped=True)], False),
        ([Said("a", CASE, TO_REACH)], False),
        ([Said("a", CASE, Standing.IMPOSSIBLE)], False),
        ([Said("a", CASE, REACHED), Said("a", CASE, Standing.NOTHING_YET)], False),
        ([Said("a", CASE, REACHED), Said("a", REFUSED, REACHED)], True),
        ([Said("a", REFUSED, REACHED)], False),
        ([Said("a", CASE, REACHED), Said("a", TAKEN_BACK, TO_REACH)], True),
    ],
)
def test_a_child_is_answered_when_everything_arrived_and_helped(
    said: list[Said], answered: bool
) -> None:
    assert (truly_answered(said) == {"a"}) is answered
    assert spoke(said) == {"a"}
    assert spoke([Said("b", TAKEN_BACK, TO_REACH)]) == set()


@pytest.mark.parametrize(
    ("number", "whole", "shown"),
    [
        (0, 0, Part(0, 0, None)),
        (2, 4, Part(None, None, None)),
        (3, 40, Part(None, 40, None)),
        (38, 40, Part(None, 40, None)),
        (0, 40, Part(0, 40, 0)),
        (40, 40, Part(40, 40, 100)),
        (10, 40, Part(10, 40, 25)),
    ],
)
def test_neither_a_small_part_nor_a_small_rest_is_shown(
    number: int, whole: int, shown: Part
) -> None:
    assert part(number, whole, 5) == shown
