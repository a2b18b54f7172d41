"""How far a plan has come: nobody types it, and it is full only when all is verified."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from webapp.plan.rolling_up import of_instances, per_cent, rolled_up
from webapp.plan.rules import (
    FINISHED,
    MOVES,
    BadDay,
    OccurrenceState,
    late_when_moved,
    moves_for,
    postponed_fault,
)

S = OccurrenceState
DAY = date(2026, 11, 23)
DAYS = st.none() | st.dates(DAY - timedelta(days=400), DAY + timedelta(days=400))


def test_what_is_reported_is_not_yet_done() -> None:
    assert of_instances([S.REPORTED_DONE]) == 95
    assert of_instances([S.VERIFIED, S.PLANNED, S.IN_PROGRESS, S.BLOCKED]) == 25
    assert of_instances([S.VERIFIED, S.CANCELLED, S.SUPERSEDED]) == 100
    assert of_instances([S.CANCELLED]) is None
    assert of_instances([]) is None


def test_a_chapter_is_the_mean_of_what_stands_in_it() -> None:
    rows = [("2", ""), ("2.1", "2"), ("2.2", "2"), ("2.2(a)", "2.2"), ("3", "")]
    own = {"2.1": Fraction(100), "2.2": Fraction(0), "2.2(a)": Fraction(100)}
    found = rolled_up(rows, own)
    assert found == {"2": 75, "2.1": 100, "2.2": 50, "2.2(a)": 100, "3": None}
    assert per_cent(Fraction(2999, 30)) == 99
    assert per_cent(None) is None


@given(st.lists(st.lists(st.sampled_from(S), max_size=5), min_size=1, max_size=12))
def test_full_means_that_everything_counted_was_verified(tasks: list[list[S]]) -> None:
    rows = [("0", "")] + [(f"0.{n}", "0" if n % 3 else f"0.{n - 1}") for n in range(1, len(tasks))]
    own = {code: of_instances(states) for (code, _), states in zip(rows, tasks, strict=True)}
    for code, value in rolled_up(rows, own).items():
        assert value is None or 0 <= value <= 100
        if code == "0" and per_cent(value) == 100:
            counted = [
                s for states in tasks for s in states if s not in {S.CANCELLED, S.SUPERSEDED}
            ]
            assert set(counted) == {S.VERIFIED}


@given(st.sampled_from(S), st.booleans(), st.booleans(), st.booleans())
def test_nobody_takes_a_step_the_state_does_not_know(
    state: S, leads: bool, oversees: bool, reported_it: bool
) -> None:
    found = moves_for(state, leads=leads, oversees=oversees, reported_it=reported_it)
    assert set(found) <= MOVES[state]
    assert not found or leads or oversees
    if not oversees:
        assert not set(found) & {S.VERIFIED, S.CANCELLED, S.SUPERSEDED}
    if S.VERIFIED in found:
        assert not reported_it


@given(DAYS, st.dates(DAY - timedelta(days=9), DAY + timedelta(days=99)), st.none() | st.booleans())
def test_a_new_date_lies_ahead_and_undoes_no_lateness(
    due: date | None, new: date, late: bool | None
) -> None:
    fault = postponed_fault(due, new, DAY)
    assert (fault is BadDay.PAST) == (new <= DAY)
    assert (fault is None) == (new > DAY and new != due)
    kept = late_when_moved(late, due, DAY)
    assert kept is True if late or (due is not None and due < DAY) else kept is late


def test_every_state_but_the_last_ones_leads_on() -> None:
    ends = {state for state in S if not MOVES[state]}
    assert ends == {S.VERIFIED, S.SUPERSEDED}
    assert ends <= FINISHED
