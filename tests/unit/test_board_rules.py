"""What the public may know of how many, which school, and whose words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.board.rules import (
    Crowd,
    crowd,
    may_identify,
    may_name_school,
    may_quote,
    readable,
    told_before,
)


@pytest.mark.parametrize(
    ("children", "size"),
    [
        (0, Crowd.FEW),
        (4, Crowd.FEW),
        (5, Crowd.SOME),
        (9, Crowd.SOME),
        (10, Crowd.TENS),
        (20, Crowd.DOZENS),
        (50, Crowd.MANY),
        (4000, Crowd.MANY),
    ],
)
def test_how_many_is_told_roughly(children: int, size: Crowd) -> None:
    assert crowd(children, 5) is size
    assert may_name_school(children, 5) is (size is not Crowd.FEW)


def test_a_higher_limit_moves_what_is_few() -> None:
    assert crowd(12, 15) is Crowd.FEW
    assert crowd(16, 15) is Crowd.TENS


@given(st.integers(0, 80), st.integers(0, 80), st.integers(5, 30))
def test_two_sizes_of_a_matter_never_tell_a_small_group(before: int, now: int, small: int) -> None:
    """Whoever compares two publications learns of no group under the limit."""
    told = told_before(before, now, small)
    assert told == before or abs(told - before) >= small


def test_words_of_a_small_school_are_not_quoted() -> None:
    assert may_quote(3, school_named=False)
    assert not may_quote(19, school_named=True)
    assert may_quote(20, school_named=True)


def test_what_may_tell_who_somebody_is_is_named_once() -> None:
    texts = ["Bạn Nguyễn Thị Hoa Mẫu muốn có cây.", "Nguyễn Thị Hoa Mẫu được trồng cây."]
    assert len(may_identify(texts, school_named=False)) >= 1
    school = ["Trường THCS Đồi Xanh sẽ sửa nhà vệ sinh."]
    assert may_identify(school, school_named=False)
    assert not may_identify(school, school_named=True)


def test_words_that_are_all_erased_are_no_quote() -> None:
    assert readable("Em muốn ███ sân")
    assert not readable(" ███ █████ ")
