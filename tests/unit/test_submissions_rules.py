"""Receipts: derived, never stored, and readable however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.submissions.rules import (
    read_receipt,
    receipt_digest,
    receipt_of,
    seat_digest,
    show_receipt,
)


@given(st.text(min_size=1, max_size=60))
def test_a_receipt_is_sixteen_digits_and_the_same_each_time(secret: str) -> None:
    receipt = receipt_of("key", secret)
    assert len(receipt) == 16
    assert receipt.isdecimal()
    assert receipt == receipt_of("key", secret)
    assert read_receipt(show_receipt(receipt)) == receipt


def test_another_key_or_seat_gives_another_receipt() -> None:
    assert len({receipt_of(key, seat) for key in "ab" for seat in ("s", "t", "u")}) == 6


def test_what_is_stored_tells_neither_receipt_nor_seat() -> None:
    receipt = receipt_of("key", "secret")
    digest = receipt_digest("key", receipt)
    assert receipt not in digest
    assert len(digest) == 64
    assert digest != receipt_digest("other key", receipt)
    assert "secret" not in seat_digest("key", "secret")


@pytest.mark.parametrize(
    "typed",
    [
        "1234 5678 9012 3456",
        "1234-5678-9012-3456",
        " 1234.5678.9012.3456 ",
        "１２３４５６７８９０１２３４５６",
    ],
)
def test_a_receipt_is_read_however_it_is_typed(typed: str) -> None:
    assert read_receipt(typed) == "1234567890123456"


@pytest.mark.parametrize("typed", ["", "123", "1234 5678 9012 34567", "mười sáu chữ số"])
def test_anything_else_is_no_receipt(typed: str) -> None:
    assert read_receipt(typed) is None
