"""Whatever children, moderators and bodies press, in whatever order: the promises hold.

``test_a_few_roads`` is for the quick suite; the long walk is marked slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.support import promises
from tests.support.whole_road import Road
from webapp.base.errors import NotFound
from webapp.extensions import db
from webapp.opinions.rules import OpinionState
from webapp.submissions.rules import Speaker
from webapp.tracker.rules import CaseState, Closing

NAMES = (
    *("read", "accept", "to_case", "join", "apart", "refuse", "confirm", "confirm_alone"),
    *("decline", "reconsider", "split", "ask", "answer", "silence", "withdraw", "appeal", "look"),
    *("yes", "not_yet", "told", "hindered", "acknowledge", "back", "submit", "publish", "close"),
    "duty",
)
# Chance alone rarely comes so far.
ROADS = (
    ("refuse", "confirm", "look", "appeal"),
    ("refuse", "confirm_alone", "decline"),
    ("read", "split"),
    ("ask", "answer"),
    ("accept", "to_case", "acknowledge", "ask"),
    ("told", "close"),
    ("hindered", "close"),
    ("look", "not_yet", "submit", "publish"),
)
# A walk proves something only if it comes there.
ALL = {
    OpinionState.NEEDS_INFO, OpinionState.NOT_ACCEPTED, OpinionState.WITHDRAWN,
    f"case {CaseState.WAITING_CHILD}", f"case {CaseState.REOPENED}", f"case {CaseState.CLOSED}",
    f"closed {Closing.CONFIRMED}",
}  # fmt: skip
PICK = st.integers(0, 4)


@pytest.fixture
def road(app: Flask) -> Iterator[Road]:
    """Return the office; what a walk does is rolled back at its end."""
    with app.app_context():
        made = Road(db.session())
        db.session.commit()
        yield made


class Walk(RuleBasedStateMachine):
    """One walk; the office is there before it, and what it did is rolled back."""

    road: ClassVar[Road]
    reached: ClassVar[set[str]]

    def __init__(self) -> None:
        super().__init__()
        self.road.begin()
        self.late: set[tuple[str, object]] = set()
        for speaker in (Speaker.CHILD, Speaker.CHILD):
            self.road.send(speaker)

    def teardown(self) -> None:
        self.road.session.rollback()

    @rule(speaker=st.sampled_from([Speaker.CHILD, Speaker.GUARDIAN]))
    def send(self, speaker: Speaker) -> None:
        if len(self.road.sent) < 4:
            self.road.send(speaker)

    @rule(name=st.sampled_from(NAMES), pick=PICK, other=PICK)
    def press(self, name: str, pick: int, other: int) -> None:
        self._press(name, pick, other)

    @rule(pick=PICK)
    def all_goes_well(self, pick: int) -> None:
        for name in self.road.forward(pick):
            self._press(name, pick, 0)

    @rule(names=st.sampled_from(ROADS), pick=PICK)
    def goes(self, names: tuple[str, ...], pick: int) -> None:
        for name in names:
            self._press(name, pick, 0)

    @rule(days=st.sampled_from([1, 6, 30]))
    def wait(self, days: int) -> None:
        self.road.wait(days)

    @invariant()
    def holds(self) -> None:
        promises.receipts_hold(self.road)
        promises.steps_hold(self.road)
        promises.feedback_holds(self.road)
        promises.clocks_hold(self.road)
        promises.gone_holds(self.road)
        promises.voices_hold(self.road)
        late = promises.lateness(self.road)
        assert self.late <= late, "late never becomes in time"
        self.late = late
        self.reached.update(promises.reached(self.road))

    def _press(self, name: str, pick: int, other: int) -> None:
        try:
            step = self.road.steps(pick, other)[name]
        except NotFound:
            return
        self.road.take(step)


def walk(road: Road, examples: int, steps: int) -> set[str]:
    """Walk at random (the same walks each time) and return every state that was come to."""
    Walk.road, Walk.reached = road, set()
    few = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True,
        phases=[Phase.generate], database=None,  # shrinking walks of this length takes minutes
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Walk, settings=few)  # type: ignore[no-untyped-call]
    return Walk.reached


def test_a_few_roads(road: Road) -> None:
    walk(road, 2, 8)


def test_nobody_is_put_behind_a_closed_case(road: Road) -> None:
    """Its duty is done: a child who came later would never be told."""
    for _ in range(2):
        road.send(Speaker.CHILD)
    for _ in range(3):
        for name in road.forward(0):
            road.take(road.steps(0, 0)[name])
    assert road.case(0).state is CaseState.CLOSED
    assert not road.take(road.steps(1, 0)["join"])
    assert road.take(road.steps(1, 0)["to_case"]), "a case of its own is the way"
    promises.feedback_holds(road)


@pytest.mark.slow
def test_many_roads(road: Road) -> None:
    reached = walk(road, 12, 20)
    assert reached >= ALL, ALL - reached
