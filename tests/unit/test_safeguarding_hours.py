"""Watched hours, role hints and the clocks of working days: the plain decisions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.base import clock
from webapp.base.working_days import WorkCalendar
from webapp.safeguarding.clocks import Step, read_clocks, stopped_by
from webapp.safeguarding.handling.hints import Kind, role_hints
from webapp.safeguarding.oncall.hours import Span, WatchPlan, read_spans
from webapp.safeguarding.rules import Clock, ClockState, ConcernState

# Friday 29 January 2027, 20:00 in the commune; Tết is from 5 to 11 February.
RECEIVED = datetime(2027, 1, 29, 13, 0, tzinfo=UTC)
TET = WorkCalendar({date(2027, 2, day) for day in range(5, 12)})
_S = ConcernState


def steps(*states: ConcernState) -> list[Step]:
    return [Step(RECEIVED + timedelta(hours=n), s) for n, s in enumerate(states, start=1)]


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", ()),
        ("7:00-11:30, 13h30-17h", (Span(420, 690), Span(810, 1020))),
        ("13:30 – 17:00; 7 - 11.", (Span(420, 660), Span(810, 1020))),
        ("0:00-24:00", (Span(0, 1440),)),
        ("7:00", None),
        ("17:00-7:00", None),
        ("7:00-12:00, 11:00-13:00", None),
        ("7:70-9:00", None),
        ("23:00-24:01", None),
        ("sáng", None),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, spans: tuple[Span, ...] | None) -> None:
    assert read_spans(typed) == spans
    if spans:
        assert read_spans(", ".join(span.words for span in spans)) == spans


def test_hours_hold_on_the_communes_wall_clock_and_holidays_are_empty() -> None:
    day = date(2027, 2, 1)
    plan = WatchPlan(
        weekly={n: (Span(420, 690), Span(810, 1020)) for n in range(5)},
        special={date(2027, 2, 8): (Span(480, 540),), date(2027, 2, 2): ()},
        days_off=TET.days_off,
    )
    at = clock.at_minute
    assert [plan.watched(at(day, m)) for m in (419, 420, 689, 690, 810, 1019, 1020)] == [
        False, True, True, False, True, True, False,
    ]  # fmt: skip
    assert not plan.watched(at(date(2027, 2, 2), 500)), "a special day without hours"
    assert not plan.watched(at(date(2027, 2, 5), 500)), "a holiday"
    assert plan.watched(at(date(2027, 2, 8), 500)), "a holiday somebody gave hours to"
    assert plan.next_watched(at(date(2027, 2, 4), 1020)) == at(date(2027, 2, 8), 480)
    assert not WatchPlan().watched(at(day, 600))
    assert WatchPlan().next_watched(at(day, 600)) is None


def test_days_of_the_plan_are_working_days_and_hours_are_not() -> None:
    readings = read_clocks(RECEIVED, [], RECEIVED, TET)
    assert set(readings) == {Clock.ACKNOWLEDGE, Clock.EMERGENCY, Clock.PLAN}
    assert readings[Clock.ACKNOWLEDGE].due_at == RECEIVED + timedelta(minutes=30)
    assert readings[Clock.EMERGENCY].due_at == RECEIVED + timedelta(hours=12)
    # Monday to Thursday are four; the fifth comes after Tết.
    assert readings[Clock.PLAN].due_on == date(2027, 2, 12)
    planned = steps(_S.ACKNOWLEDGED, _S.ACTING, _S.PLANNED)
    after = read_clocks(RECEIVED, planned, RECEIVED + timedelta(days=1), TET)
    assert after[Clock.PLAN].state is ClockState.MET
    assert (after[Clock.APPROVAL].state, after[Clock.APPROVAL].due_on) == (
        ClockState.RUNNING,
        date(2027, 2, 2),
    )
    sent_back = [*planned, *steps(*[_S.ACTING] * 4)[3:]]
    assert read_clocks(RECEIVED, sent_back, RECEIVED, TET)[Clock.APPROVAL].state is ClockState.MET


def test_lateness_is_frozen_at_the_act_whatever_the_calendar_says_later() -> None:
    late = clock.at_minute(date(2027, 2, 8), 600)
    before = steps(_S.ACKNOWLEDGED, _S.ACTING)
    dues = stopped_by(RECEIVED, before, _S.PLANNED, late, WorkCalendar())
    assert set(dues) == {"plan"}
    done = [*before, Step(late, _S.PLANNED, dues)]
    assert read_clocks(RECEIVED, done, late, TET)[Clock.PLAN].state is ClockState.MET_LATE
    unfrozen = [*before, Step(late, _S.PLANNED)]
    assert read_clocks(RECEIVED, unfrozen, late, TET)[Clock.PLAN].state is ClockState.MET


def test_only_a_danger_that_is_not_serious_ends_the_twelve_hours_without_a_measure() -> None:
    later = RECEIVED + timedelta(hours=13)
    calm, serious = steps(_S.ACKNOWLEDGED, _S.ASSESSED), steps(_S.ACKNOWLEDGED, _S.ASSESSED_URGENT)
    assert read_clocks(RECEIVED, calm, later, TET)[Clock.EMERGENCY].state is ClockState.MET
    assert read_clocks(RECEIVED, serious, later, TET)[Clock.EMERGENCY].state is ClockState.OVER
    found_later = [*calm, Step(RECEIVED + timedelta(hours=5), _S.ASSESSED_URGENT)]
    again = read_clocks(RECEIVED, found_later, later, TET)[Clock.EMERGENCY]
    assert (again.state, again.due_at) == (ClockState.RUNNING, RECEIVED + timedelta(hours=17))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Thầy hay đánh bạn em", {Kind.TEACHER}),
        ("Cô giáo mắng em", {Kind.TEACHER}),
        ("co giao danh em dau lam", {Kind.TEACHER}),
        ("em có nhiều bạn, co em van di hoc", set()),
        ("bo me danh em", set()),
        ("Bố em say rượu đánh mẹ", {Kind.FAMILY}),
        ("Chú công an bảo em im", {Kind.POLICE, Kind.FAMILY}),
        ("Anh bí thư rủ em về nhà", {Kind.YOUTH_UNION}),
        ("Bạn lớp trên trấn tiền em", set()),
    ],
)
def test_a_text_that_names_a_role_is_hinted_at(text: str, kinds: set[Kind]) -> None:
    assert {hint.kind for hint in role_hints([text])} == kinds
