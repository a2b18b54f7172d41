"""The tracker's decisions without a database: moves, terms, clocks, who may do what."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from webapp.base.errors import IllegalMove
from webapp.base.working_days import WorkCalendar
from webapp.plan.rules import MOVES as TASK_MOVES
from webapp.plan.rules import Clock, OccurrenceState, Pace, clock, moves_for, needed
from webapp.tracker.rules import (
    BODY_CLOCK_RUNS,
    FINISHED,
    MODERATORS_TURN,
    MOVES,
    CaseState,
    Decision,
    actions,
    check_move,
    days_after_reopening,
    likeness,
    missing_blocks,
)

CALENDAR = WorkCalendar(days_off=frozenset({date(2026, 11, 25)}))


@pytest.mark.parametrize(("state", "to_state"), [*product(CaseState, CaseState)])
def test_every_move_is_allowed_or_refused(state: CaseState, to_state: CaseState) -> None:
    if to_state in MOVES[state]:
        check_move(state, to_state)
        return
    with pytest.raises(IllegalMove):
        check_move(state, to_state)


def test_nothing_is_answered_without_a_review() -> None:
    assert [s for s in CaseState if CaseState.ANSWERED in MOVES[s]] == [CaseState.ANSWER_REVIEW]
    assert [s for s in CaseState if CaseState.CLOSED in MOVES[s]] == [CaseState.ANSWERED]


def test_every_state_is_somebodys_turn() -> None:
    turns = BODY_CLOCK_RUNS | MODERATORS_TURN | FINISHED
    assert set(CaseState) - turns == {CaseState.WAITING_CHILD}, "only then it is the child's turn"
    assert not BODY_CLOCK_RUNS & MODERATORS_TURN


@pytest.mark.parametrize(("term", "days"), [(1, 3), (5, 3), (6, 3), (7, 4), (10, 5), (15, 8)])
def test_the_term_after_a_childs_not_yet_is_shorter(term: int, days: int) -> None:
    assert days_after_reopening(term) == days


@pytest.mark.parametrize(
    ("decision", "missing"),
    [
        (Decision.WILL_DO, ["heard", "decided", "when_text"]),
        (Decision.PARTLY, ["heard", "decided", "why", "when_text"]),
        (Decision.WILL_NOT, ["heard", "decided", "why"]),
        (Decision.DONE, ["heard", "decided", "when_text"]),
        (Decision.EXPLAINED, ["heard", "decided", "why"]),
        (Decision.REFERRED_UP, ["heard", "decided", "why", "referred_to", "referred_number"]),
        (Decision.OUT_OF_SCOPE, ["heard", "decided", "why", "referred_to"]),
    ],
)
def test_a_reply_owes_its_blocks(decision: Decision, missing: list[str]) -> None:
    assert missing_blocks(decision, {"heard": "  "}) == missing
    assert missing_blocks(decision, dict.fromkeys(missing, "vì đã hỏi")) == []


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, Clock(Pace.NO_DATE)),
        (date(2026, 11, 24), Clock(Pace.TODAY)),
        (date(2026, 11, 26), Clock(Pace.SOON, 1)),  # the 25th is a day off
        (date(2026, 12, 1), Clock(Pace.LEFT, 4)),
        (date(2026, 11, 20), Clock(Pace.OVERDUE, 2)),  # Friday; Monday and Tuesday have passed
        (date(2026, 11, 23), Clock(Pace.OVERDUE, 1)),
    ],
)
def test_a_clock_counts_working_days(due: date | None, expected: Clock) -> None:
    assert clock(due, date(2026, 11, 24), CALENDAR) == expected


def test_a_weekend_after_the_day_is_overdue_by_no_working_day() -> None:
    assert clock(date(2026, 11, 20), date(2026, 11, 21), CALENDAR) == Clock(Pace.OVERDUE, 0)


def test_what_was_past_when_issued_is_never_overdue() -> None:
    found = clock(date(2023, 3, 31), date(2026, 1, 1), CALENDAR, past_when_issued=True)
    assert found == Clock(Pace.PAST_WHEN_ISSUED)
    assert clock(date(2023, 3, 31), date(2026, 1, 1), CALENDAR, running=False).pace is Pace.STOPPED


@pytest.mark.parametrize("state", CaseState)
def test_a_coordinating_body_notes_but_does_not_answer(state: CaseState) -> None:
    may = actions(
        state,
        leads=False,
        takes_part=True,
        may_reply=True,
        may_route=False,
        may_publish=False,
        oversees=False,
    )
    assert may.note
    refused = (may.write_reply, may.acknowledge, may.send_back, may.route, may.review)
    assert not any(refused)


@pytest.mark.parametrize("state", CaseState)
def test_a_leader_reads_only(state: CaseState) -> None:
    nothing = dict.fromkeys(
        ("leads", "takes_part", "may_reply", "may_route", "may_publish", "oversees"), False
    )
    assert not any(vars(actions(state, **nothing)).values())


@pytest.mark.parametrize("state", OccurrenceState)
def test_nobody_verifies_their_own_report(state: OccurrenceState) -> None:
    own = moves_for(state, leads=False, oversees=True, reported_it=True)
    others = moves_for(state, leads=False, oversees=True, reported_it=False)
    assert OccurrenceState.VERIFIED not in own
    # Accepting and contesting are the lead's own word.
    own_word = {OccurrenceState.ACCEPTED, OccurrenceState.CONTESTED}
    assert set(others) == TASK_MOVES[state] - own_word
    assert moves_for(state, leads=False, oversees=False, reported_it=False) == ()


def test_a_lead_begins_and_reports_but_does_not_drop() -> None:
    assert moves_for(OccurrenceState.PLANNED, leads=True, oversees=False, reported_it=False) == (
        OccurrenceState.ACCEPTED,
        OccurrenceState.CONTESTED,
        OccurrenceState.IN_PROGRESS,
        OccurrenceState.BLOCKED,
        OccurrenceState.REPORTED_DONE,
    )
    done = OccurrenceState.REPORTED_DONE
    assert moves_for(done, leads=True, oversees=False, reported_it=True) == ()


def test_done_and_dropped_are_explained() -> None:
    assert needed(OccurrenceState.PLANNED, OccurrenceState.REPORTED_DONE) == {"text"}
    assert needed(OccurrenceState.REPORTED_DONE, OccurrenceState.IN_PROGRESS) == {"text"}
    assert needed(OccurrenceState.CONTESTED, OccurrenceState.PLANNED) == {"text"}
    assert needed(OccurrenceState.PLANNED, OccurrenceState.CANCELLED) == {"text", "decision"}
    assert needed(OccurrenceState.PLANNED, OccurrenceState.BLOCKED) == {"text", "blocked_by"}
    assert not needed(OccurrenceState.PLANNED, OccurrenceState.IN_PROGRESS)
    assert not needed(OccurrenceState.BLOCKED, OccurrenceState.IN_PROGRESS)


def test_likeness_wants_the_topic_or_two_words() -> None:
    road = frozenset({"duong", "truoc", "truong", "ngap"})
    assert likeness(same_topic=True, same_school=True, words=road, title=frozenset()) == 5
    one = frozenset({"duong"})
    assert likeness(same_topic=False, same_school=True, words=road, title=one) == 0
    assert likeness(same_topic=False, same_school=False, words=road, title=road) == 4
