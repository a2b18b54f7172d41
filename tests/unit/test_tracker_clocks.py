"""Whose turn it was and for how long, and who may have more days: rules without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.working_days import WorkCalendar
from webapp.directory.rules import BodyKind, BodyView
from webapp.tracker.clocks.spans import Step, Turn, ended_in, spans, turn_of, unknown_year
from webapp.tracker.routing.rules import Condition, Matter, Rule, conflicts, fitting, successor
from webapp.tracker.rules import (
    FINISHED,
    MOVES,
    WITHDRAWN_FROM,
    CaseState,
    Closing,
    check_closing,
    clock_runs,
    extension_fault,
)

MONDAY = date(2026, 11, 23)
CALENDAR = WorkCalendar(days_off=frozenset({date(2026, 11, 25), date(2027, 1, 1)}))
S = CaseState


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Return a walk through the case machine, on days that never go back."""
    state, day = CaseState.OPENED, MONDAY
    steps = [Step(day, state)]
    for _ in range(draw(st.integers(0, 12))):
        day += timedelta(days=draw(st.integers(0, 9)))
        state = draw(st.sampled_from(sorted(MOVES[state])))
        steps.append(Step(day, state))
    return steps


@given(histories(), st.integers(0, 30))
def test_every_day_is_somebodys_once(steps: list[Step], waited: int) -> None:
    today = steps[-1].on + timedelta(days=waited)
    found = spans(steps, today, CALENDAR)
    assert all(span.days >= 0 for span in found)
    elapsed = CALENDAR.between(steps[0].on, today)
    assert sum(span.days for span in found) <= elapsed
    asked = sum(span.days for span in found if span.turn is Turn.CHILD)
    assert asked <= elapsed, "pauses never exceed the time that passed"
    ends = [*(span.until for span in found[:-1])]
    assert all(end is not None for end in ends), "only the last can last"
    assert all(e <= nxt.since for e, nxt in zip(ends, found[1:], strict=True) if e)
    if not {step.to_state for step in steps} & FINISHED:
        assert sum(span.days for span in found) == elapsed, "no day is nobody's"


@given(histories(), st.integers(-9, -1))
def test_a_clock_set_back_takes_no_days_away(steps: list[Step], back: int) -> None:
    confused = [*steps, Step(steps[-1].on + timedelta(days=back), CaseState.RETURNED)]
    assert all(span.days >= 0 for span in spans(confused, MONDAY, CALENDAR))


def test_each_state_is_somebodys_turn_until_the_answer() -> None:
    assert {state for state in CaseState if turn_of(state) is None} == FINISHED
    steps = [
        Step(MONDAY, S.OPENED),
        Step(date(2026, 11, 24), S.ROUTED),
        Step(date(2026, 11, 26), S.ACKNOWLEDGED),
        Step(date(2026, 11, 30), S.WAITING_CHILD),
        Step(date(2026, 12, 2), S.IN_PROGRESS),
        Step(date(2026, 12, 4), S.ANSWER_REVIEW),
        Step(date(2026, 12, 7), S.ANSWERED),
    ]
    found = spans(steps, date(2026, 12, 31), CALENDAR)
    told = [(span.turn, span.days) for span in found]
    # The 25th is a day off: from the 24th to the 30th the body had three working days.
    assert told == [
        (Turn.MODERATORS, 1),
        (Turn.BODY, 3),
        (Turn.CHILD, 2),
        (Turn.BODY, 2),
        (Turn.PUBLICATION, 1),
    ]
    assert ended_in(found, Turn.BODY, date(2026, 12, 1), date(2027, 1, 1)) == [2]


def test_a_year_nobody_entered_is_named() -> None:
    assert unknown_year(date(2027, 2, 8), CALENDAR) is None
    assert unknown_year(date(2028, 2, 8), CALENDAR) == 2028
    assert unknown_year(None, CALENDAR) is None


FAIR = {
    "by_law": False, "given": 0, "due": date(2026, 12, 7), "wanted": date(2026, 12, 14),
    "today": MONDAY, "farthest": date(2026, 12, 21),
}  # fmt: skip


@pytest.mark.parametrize(
    ("unfair", "fault"),
    [
        ({}, None),
        ({"given": 1}, None),
        ({"given": 2}, "no_more"),
        ({"by_law": True}, "by_law"),
        ({"due": date(2026, 11, 20)}, "already_late"),
        ({"wanted": date(2026, 12, 7)}, "not_later"),
        ({"wanted": date(2026, 12, 22)}, "too_far"),
        ({"wanted": date(2026, 12, 21)}, None),
    ],
)
def test_more_days_have_their_limits(unfair: dict[str, object], fault: str | None) -> None:
    assert extension_fault(**{**FAIR, **unfair}) == fault  # type: ignore[arg-type]


def test_the_laws_term_is_not_stopped() -> None:
    assert clock_runs(S.WAITING_CHILD, by_law=True)
    assert not clock_runs(S.WAITING_CHILD, by_law=False)
    assert not clock_runs(S.ANSWERED, by_law=True)


@pytest.mark.parametrize("state", CaseState)
def test_only_a_withdrawal_closes_without_an_answer(state: CaseState) -> None:
    for closing in Closing:
        allowed = state is S.ANSWERED or (closing is Closing.WITHDRAWN and state in WITHDRAWN_FROM)
        try:
            check_closing(state, closing)
        except Exception:
            assert not allowed
        else:
            assert allowed


def body(body_id: int, ends: date | None = None, follows: int | None = None) -> BodyView:
    name = f"Cơ quan {body_id}"
    return BodyView(
        body_id, str(body_id), name, name, BodyKind.OFFICE, date(2020, 1, 1), ends, follows
    )


def test_an_ended_body_is_followed_to_whoever_does_its_work() -> None:
    gone = date(2025, 6, 30)
    bodies = {
        one.id: one
        for one in (body(1, gone, 2), body(2, gone, 3), body(3), body(4, gone), body(5, gone, 6),
                    body(6, gone, 5))
    }  # fmt: skip
    found = [successor(body_id, bodies, MONDAY) for body_id in (1, 3, 4, 5, 9)]
    assert found == [3, 3, None, None, None], "also when two follow each other in a circle"
    assert successor(1, bodies, gone) == 1, "the last day is still its own"


conditions = st.builds(
    Condition,
    st.sampled_from([None, "an-toan", "truong-lop"]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, 7]),
)
matters = st.builds(
    Matter, st.sampled_from([None, "an-toan"]), st.sampled_from([None, 1]), st.sampled_from([7, 8])
)


@given(st.lists(conditions, max_size=6), matters)
def test_the_most_specific_rule_decides(found: list[Condition], matter: Matter) -> None:
    rules = [Rule(number, one, number) for number, one in enumerate(found)]
    fit = fitting(rules, matter)
    assert {rule.id for rule in fit} == {r.id for r in rules if r.condition.fits(matter)}
    said = [rule.condition.weight[0] for rule in fit]
    assert said == sorted(said, reverse=True)
    for one, other in conflicts(rules):
        assert one.condition.weight[0] == other.condition.weight[0]


def test_rules_that_can_meet_and_disagree_are_told() -> None:
    by_topic, by_school = Rule(1, Condition("an-toan"), 10), Rule(2, Condition(None, 3), 11)
    agreeing, elsewhere = Rule(3, Condition(None, 3), 10), Rule(4, Condition("vui-choi"), 12)
    assert conflicts([by_topic, by_school]) == [(by_topic, by_school)]
    assert conflicts([by_topic, agreeing]) == []
    assert conflicts([by_topic, elsewhere]) == []
    assert fitting([by_topic, by_school], Matter("an-toan", 3, None))[0] is by_school
