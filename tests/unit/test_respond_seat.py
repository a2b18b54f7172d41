"""The cookie of a seat, the receipt's code, and where an opinion stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_M

from webapp.feedback.rules import Step, late, step_of
from webapp.opinions.rules import OpinionState
from webapp.respond import opening, qr, seat
from webapp.tracker.rules import CaseState

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_new_seat_keeps_only_the_language() -> None:
    box: dict[str, Any] = {"language": "en", "receipt": "x", "sent": 1, "round": 3, "band": "b"}
    seat.begin(box)
    assert set(box) == {"language", "seat"}
    first = box["seat"]
    seat.begin(box)
    assert box["seat"] != first
    seat.wipe(box)
    assert box == {"language": "en"}


def test_the_receipt_is_shown_for_five_minutes_from_the_first_showing() -> None:
    box: dict[str, Any] = {}
    assert not seat.may_show_receipt(box, NOW)
    seat.note_sent(box, NOW)
    seat.note_sent(box, NOW + timedelta(minutes=4))
    assert seat.may_show_receipt(box, NOW + timedelta(minutes=5))
    assert not seat.may_show_receipt(box, NOW + timedelta(minutes=5, seconds=1))
    assert not seat.may_show_receipt(box, NOW - timedelta(minutes=1))


def test_the_drawn_code_is_the_code() -> None:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data("1234567890123456")
    code.make(fit=True)
    drawn = qr.draw("1234567890123456")
    cells = [[False] * drawn.size for _ in range(drawn.size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn.path):
        for step in range(int(length)):
            cells[int(y)][int(x) + step] = True
    assert cells == [[bool(cell) for cell in row] for row in code.get_matrix()]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("3:6-10", (3, "6-10")),
        ("", (0, "")),
        ("x:6-10", (0, "")),
        ("³:6-10", (0, "")),
        ("3", (3, "")),
    ],
)
def test_reading_a_choice(sent: str, read: tuple[int, str]) -> None:
    assert opening.read_choice(sent) == read


@pytest.mark.parametrize(
    ("state", "case_state", "replied", "step"),
    [
        (OpinionState.RECEIVED, None, False, Step.READING),
        (OpinionState.ACCEPTED, None, False, Step.READING),
        (OpinionState.NOT_ACCEPTED, None, False, Step.NOT_CARRIED_ON),
        (OpinionState.IN_CASE, CaseState.OPENED, False, Step.SEEKING_BODY),
        (OpinionState.IN_CASE, CaseState.RETURNED, False, Step.SEEKING_BODY),
        (OpinionState.IN_CASE, CaseState.ANSWER_REVIEW, False, Step.SENT),
        (OpinionState.IN_CASE, CaseState.ANSWERED, True, Step.REPLIED),
        (OpinionState.IN_CASE, CaseState.CLOSED, True, Step.REPLIED),
        (OpinionState.IN_CASE, CaseState.REOPENED, True, Step.ASKED_AGAIN),
        (OpinionState.IN_CASE, CaseState.IN_PROGRESS, True, Step.ASKED_AGAIN),
    ],
)
def test_steps(
    state: OpinionState, case_state: CaseState | None, replied: bool, step: Step
) -> None:
    assert step_of(state, case_state, replied) is step


def test_only_a_waiting_opinion_is_late() -> None:
    due = NOW.date()
    assert late(Step.SENT, due, due + timedelta(days=1))
    assert not late(Step.SENT, due, due)
    assert not late(Step.REPLIED, due, due + timedelta(days=1))
    assert not late(Step.SENT, None, due)
