"""Marked texts, hints of a topic, the default lead, and titles that tell too much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.directory.rules import SchoolLevel, SchoolView, TopicView
from webapp.moderation.criticism import criticism_in
from webapp.moderation.rules import (
    Mark,
    default_lead,
    hint_topic,
    open_suggestions,
    segments,
    title_tells,
)
from webapp.opinions.rules import HidingKind, Identifies, Span, Suggestion, Why

TOPICS = [
    TopicView("ATGT", "An toàn giao thông, cổng trường", "Đường đi học", 1, 7, False),
    TopicView("VE_SINH", "Nhà vệ sinh, nước sạch, rác trường", "Nhà vệ sinh", 2, None, False),
    TopicView("BL_XH", "Bạo lực gia đình, xâm hại", "Ở nhà", 3, None, True),
]
SCHOOL = SchoolView(1, 40, "thcs", "Trường THCS Đồi Xanh", "THCS Đồi Xanh", SchoolLevel.PRIMARY)


def hiding(start: int, end: int, kind: HidingKind = HidingKind.MASK) -> Span:
    return Span(start, end, kind)


@given(
    st.text("abc đê", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 10), st.sampled_from(HidingKind))),
)
def test_segments_put_together_are_the_text(
    text: str, drawn: list[tuple[int, int, HidingKind]]
) -> None:
    hidings = [
        hiding(start, min(start + length, len(text)), kind)
        for start, length, kind in drawn
        if start < len(text)
    ]
    found = segments(text, hidings, [])
    assert "".join(segment.text for segment in found) == text
    erased = {p for h in hidings if h.kind is HidingKind.ERASE for p in range(h.start, h.end)}
    shown = [segment.mark for segment in found for _ in segment.text]
    assert {place for place, mark in enumerate(shown) if mark is Mark.ERASED} == erased


def test_what_was_decided_about_is_not_suggested_again() -> None:
    text = "Cô Lan và thầy Hùng"
    assert len(open_suggestions(text, [])) == 2
    (left,) = open_suggestions(text, [hiding(3, 6)])
    assert text[left.start : left.end] == "Hùng"
    marks = segments(text, [hiding(3, 6)], [left])
    assert [m.mark for m in marks if m.mark is not Mark.PLAIN] == [Mark.MASKED, Mark.SUGGESTED]
    assert Suggestion(15, 19, Identifies.NAME, Why.AFTER_TITLE) == left


def test_a_topic_is_hinted_at_by_its_own_phrases() -> None:
    assert hint_topic("Nhà vệ sinh trường em bẩn", TOPICS) == "VE_SINH"
    assert hint_topic("duong di hoc hay ngap", TOPICS) == "ATGT"
    assert hint_topic("Em muốn có thư viện", TOPICS) is None
    assert hint_topic("Bạo lực gia đình", TOPICS) is None


def test_the_lead_follows_the_survey_then_the_rules_then_the_body_it_names() -> None:
    bodies = {"doan-xa": 9}
    assert default_lead("school", 7, SCHOOL, bodies) == 40
    assert default_lead("school", 7, None, bodies) == 7
    assert default_lead("moderator", 7, SCHOOL, bodies) == 7
    assert default_lead("moderator", None, SCHOOL, bodies) is None
    assert default_lead("doan-xa", None, None, bodies) == 9


def test_a_title_names_no_person_and_no_hidden_word() -> None:
    assert title_tells("Nhà vệ sinh trường THCS Đồi Xanh", []) is None
    assert title_tells("Cô Lan mắng học sinh", []) == "Lan"
    assert title_tells("Việc của hiệu trưởng", ["Hiệu trưởng"]) == "Hiệu trưởng"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Cô giáo hay mắng chúng em", ("Cô giáo", "mắng")),
        ("Nhà trường hứa sửa bàn ghế mà chưa sửa", ("Nhà trường", "chưa sửa")),
        ("co giao hay mang chung em", ("co giao", "mang")),
        ("Em muốn có thêm sách", None),
        ("Co em thich doc sach", None),
        ("Cô giáo em dạy hay", None),
        ("Bạn bị mắng nên buồn", None),
    ],
)
def test_criticism_of_an_institution_is_noticed(text: str, hint: tuple[str, str] | None) -> None:
    found = criticism_in(text)
    assert (found and (found.spoken_of, found.fault)) == hint
