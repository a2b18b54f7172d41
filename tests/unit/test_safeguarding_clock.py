"""The twelve hours of Nghị định 56/2017, Điều 26.3: they never pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp.safeguarding.clocks import Step, read_clock
from webapp.safeguarding.rules import ACTED, FINISHED, MOVES, ClockState, ConcernState

# A Saturday evening before Tết: the clock runs all the same.
RECEIVED = datetime(2027, 2, 6, 14, 0, tzinfo=UTC)


def after(**span: float) -> datetime:
    return RECEIVED + timedelta(**span)


@pytest.mark.parametrize(
    ("now", "state", "hours", "minutes"),
    [
        (after(), ClockState.RUNNING, 12, 0),
        (after(minutes=1), ClockState.RUNNING, 11, 59),
        (after(hours=9), ClockState.SOON, 3, 0),
        (after(hours=12), ClockState.SOON, 0, 0),
        (after(hours=12, minutes=1), ClockState.OVER, 0, 1),
        (after(days=3), ClockState.OVER, 60, 0),
    ],
)
def test_the_clock_of_a_concern_nobody_acted_on(
    now: datetime, state: ClockState, hours: int, minutes: int
) -> None:
    reading = read_clock(RECEIVED, [], now)
    assert (reading.state, reading.hours, reading.minutes) == (state, hours, minutes)
    assert reading.due_at == after(hours=12)


def test_taking_it_over_does_not_stop_the_clock() -> None:
    steps = [Step(after(hours=1), ConcernState.ACKNOWLEDGED)]
    assert read_clock(RECEIVED, steps, after(hours=13)).state is ClockState.OVER


@pytest.mark.parametrize("state", sorted(ACTED))
def test_the_first_act_stops_it_and_lateness_stays(state: ConcernState) -> None:
    in_time = [Step(after(hours=12), state), Step(after(hours=40), ConcernState.CLOSED)]
    late = [Step(after(hours=12, minutes=1), state)]
    assert read_clock(RECEIVED, in_time, after(days=9)).state is ClockState.MET
    reading = read_clock(RECEIVED, late, after(days=9))
    assert (reading.state, reading.hours, reading.minutes) == (ClockState.MET_LATE, 12, 1)


def test_a_concern_raised_again_starts_anew() -> None:
    steps = [Step(after(hours=2), ConcernState.RELEASED), Step(after(days=5), ConcernState.NEW)]
    reading = read_clock(RECEIVED, steps, after(days=5, hours=1))
    assert (reading.state, reading.hours) == (ClockState.RUNNING, 11)


def test_nothing_is_a_dead_end_but_what_is_finished() -> None:
    assert set(MOVES) == set(ConcernState)
    assert all(MOVES[state] for state in ConcernState if state not in FINISHED)
