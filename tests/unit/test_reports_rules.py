"""Age groups, timeliness, and tables that never lose anybody."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.reports.figures.age_groups import OTHER, UNKNOWN, age_group, read_age_groups
from webapp.reports.rules import (
    Timeliness,
    next_month,
    tally,
    timeliness,
    total,
)
from webapp.tracker.rules import CaseState

GROUPS = read_age_groups("6-9 10 11-13 14-15 16+")
DUE, TODAY = date(2026, 11, 10), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("age", "code"),
    [(6, "6-9"), (9, "6-9"), (10, "10"), (13, "11-13"), (15, "14-15"), (16, "16+"), (40, "16+"),
     (5, OTHER), (None, UNKNOWN)],
)  # fmt: skip
def test_ages_fall_into_their_groups(age: int | None, code: str) -> None:
    assert age_group(age, GROUPS) == code


@pytest.mark.parametrize("text", ["6-9 9-12", "6+ 10", "six-nine", "6-9-"])
def test_groups_that_overlap_or_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_age_groups(text)


@pytest.mark.parametrize(
    ("state", "answered", "late", "due", "found"),
    [
        (CaseState.ANSWERED, True, False, DUE, Timeliness.IN_TIME),
        (CaseState.CLOSED, True, True, DUE, Timeliness.LATE),
        (CaseState.ANSWER_REVIEW, False, False, DUE, Timeliness.IN_TIME),
        # A reply that went back to the body is no answer.
        (CaseState.IN_PROGRESS, False, False, DUE, Timeliness.OVERDUE),
        (CaseState.ROUTED, False, None, TODAY, Timeliness.NOT_YET),
        (CaseState.OPENED, False, None, None, Timeliness.NOT_YET),
        # While Đoàn xã has the case back, the body is not late.
        (CaseState.RETURNED, False, None, DUE, Timeliness.NOT_YET),
    ],
)
def test_timeliness(
    state: CaseState, answered: bool, late: bool | None, due: date | None, found: Timeliness
) -> None:
    assert timeliness(state, answered, late, due, TODAY) is found


def test_a_table_keeps_its_order_and_loses_nobody() -> None:
    counts = tally(["b", "b", "stranger"], [("a", "A"), ("b", "B"), (UNKNOWN, "")])
    assert [(count.key, count.number) for count in counts] == [("a", 0), ("b", 2), ("stranger", 1)]
    assert total(counts) == 3


def test_months_follow_each_other() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_month(date(2028, 1, 31)) == date(2028, 2, 1)
