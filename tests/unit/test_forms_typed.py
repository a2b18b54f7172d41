"""Every way of typing an answer that people have, and what is said when it does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.forms import filling
from webapp.forms.filling.fitting import check_value
from webapp.forms.filling.reading import read_value
from webapp.forms.rules import Choice, Form, Page, Question, QuestionType

T = QuestionType
CHOICES = tuple(Choice(name, {"vi": f"Ý {name}", "en": name.upper()}) for name in ("a", "b", "c"))
ALONE = Choice("none", {"vi": "Không có"}, exclusive=True)
HALVES = {"parameters": {"start": "1", "end": "3", "step": "0.5"}}
TYPED = [
    (T.INTEGER, {}, ["50.000"], 50000, None),
    (T.INTEGER, {}, ["1 200"], 1200, None),
    (T.INTEGER, {}, ["1.50"], None, "not_a_number"),
    (T.DECIMAL, {}, ["1,5"], 1.5, None),
    (T.DECIMAL, {}, ["1.5"], 1.5, None),
    (T.DECIMAL, {}, ["0.125"], 0.125, None),
    (T.DECIMAL, {}, ["1.234"], 1234, None),
    (T.DECIMAL, {}, ["1.234,5"], 1234.5, None),
    (T.DECIMAL, {}, ["1,234.5"], 1234.5, None),
    (T.DECIMAL, {}, ["1 234,5"], 1234.5, None),
    (T.DECIMAL, {}, ["−2,50"], -2.5, None),
    (T.DECIMAL, {}, ["3,0"], 3, None),
    (T.DECIMAL, {}, [","], None, "not_a_number"),
    (T.DECIMAL, {}, ["1,2,3.4,5"], None, "not_a_number"),
    (T.DECIMAL, {}, ["1e5"], None, "not_a_number"),
    (T.RANGE, {}, ["7"], 7, None),
    (T.RANGE, {}, ["11"], None, "out_of_range"),
    (T.RANGE, {}, ["7,5"], None, "out_of_range"),
    (T.RANGE, HALVES, ["2,5"], 2.5, None),
    (T.RANGE, HALVES, ["2.25"], None, "out_of_range"),
    (T.RANGE, HALVES, ["nhiều"], None, "not_a_number"),
    (T.TIME, {}, ["07:30"], "07:30", None),
    (T.TIME, {}, ["7h30"], "07:30", None),
    (T.TIME, {}, ["7 giờ 30"], "07:30", None),
    (T.TIME, {}, ["7 giờ 30 phút"], "07:30", None),
    (T.TIME, {}, ["7g"], "07:00", None),
    (T.TIME, {}, ["7 giờ rưỡi tối"], "19:30", None),
    (T.TIME, {}, ["12 giờ trưa"], "12:00", None),
    (T.TIME, {}, ["07:30:15"], "07:30", None),
    (T.TIME, {}, ["24:00"], None, "not_a_time"),
    (T.TIME, {}, ["sáng"], None, "not_a_time"),
    (T.DATETIME, {}, ["31/5/2014", "7h30"], "2014-05-31T07:30", None),
    (T.DATETIME, {}, ["2014-05-31T07:30"], "2014-05-31T07:30", None),
    (T.DATETIME, {}, ["31/5/2014", ""], None, "not_a_moment"),
    (T.DATETIME, {}, ["", ""], None, None),
    (T.DATE, {"appearance": "month-year"}, ["05/2014"], "2014-05-01", None),
    (T.DATE, {"appearance": "month-year"}, ["tháng 5 năm 2014"], "2014-05-01", None),
    (T.DATE, {"appearance": "month-year"}, ["5", "2014"], "2014-05-01", None),
    (T.DATE, {"appearance": "month-year"}, ["2014-05"], "2014-05-01", None),
    (T.DATE, {"appearance": "month-year"}, ["13/2014"], None, "not_a_date"),
    (T.TEXT, {"parameters": {"rows": "3"}}, ["a\nb"], "a\nb", None),
    (T.RANK, {"choices": CHOICES}, ["c", "a", "b"], ["c", "a", "b"], None),
    (T.RANK, {"choices": CHOICES}, ["c", "a", ""], None, "rank_unfinished"),
    (T.RANK, {"choices": CHOICES}, ["c", "a", "a"], None, "rank_twice"),
    (T.RANK, {"choices": CHOICES}, ["c", "a", "x"], None, "not_a_choice"),
    (T.SELECT_ONE, {"choices": CHOICES}, ["Ý a"], None, "not_a_choice"),
    (T.SELECT_ONE, {"choices": CHOICES, "appearance": "autocomplete"}, ["Ý a"], "a", None),
    (T.SELECT_ONE, {"choices": CHOICES, "appearance": "autocomplete"}, ["y B"], "b", None),
    (T.SELECT_ONE, {"choices": CHOICES, "appearance": "autocomplete"}, ["y"], None, "not_a_choice"),
    (T.SELECT_MULTIPLE, {"choices": CHOICES, "most": 2}, ["a", "b", "c"], None, "too_many"),
    (T.SELECT_MULTIPLE, {"choices": CHOICES, "least": 2}, ["a"], None, "too_few"),
    (T.SELECT_MULTIPLE, {"choices": (*CHOICES, ALONE), "least": 2}, ["none"], ["none"], None),
    (T.PICTURE, {}, ["Zk3-9_a"], "Zk3-9_a", None),
    (T.PICTURE, {}, ["../../etc"], None, "not_a_picture"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "more", "posted", "value", "error"), TYPED)
def test_typed(
    kind: QuestionType, more: dict[str, Any], posted: list[str], value: Any, error: str | None
) -> None:
    question = Question("q", kind, {"vi": "?"}, **more)
    assert read_value(question, posted) == (value, error)
    if value is not None:
        again = read_value(question, filling.typed_from(question, value))
        assert again == (value, None), "what stands in the box is read back the same"
        assert check_value(question, value) is None
        assert filling.describe(question, value, "vi")
    if error is not None:
        form = Form("s", "b", {}, "1", ("vi",), "vi", (Page(1, ("q",)),), (question,), ("q",))
        for language in ("vi", "en"):
            said = filling.sentence(form, "q@2.1", error, language)
            assert said.endswith(".")
            assert "{" not in said


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (T.INTEGER, True), (T.INTEGER, "3"), (T.DECIMAL, 2.0), (T.DECIMAL, "2,5"), (T.RANGE, 99),
        (T.DATE, "31/05/2014"), (T.DATE, "2014-02-30"), (T.TIME, "7:30"),
        (T.DATETIME, "2014-05-31"),
        (T.SELECT_ONE, ["a"]), (T.SELECT_MULTIPLE, ["c", "a"]), (T.SELECT_MULTIPLE, "a"),
        (T.RANK, ["a"]), (T.ACKNOWLEDGE, "yes"), (T.TEXT, 3), (T.PICTURE, "a/b"), (T.NOTE, "x"),
    ],
)  # fmt: skip
def test_a_made_up_draft_is_told(kind: QuestionType, value: Any) -> None:
    question = Question("q", kind, {"vi": "?"}, choices=CHOICES)
    assert check_value(question, value) is not None


@pytest.mark.parametrize(
    ("kind", "more", "value", "vi", "en"),
    [
        (T.DECIMAL, {}, 1234.5, "1234,5", "1234.5"),
        (T.DATETIME, {}, "2014-05-31T07:30", "07:30 31/05/2014", "07:30 31/05/2014"),
        (T.DATE, {"appearance": "month-year"}, "2014-05-01", "05/2014", "05/2014"),
        (T.RANK, {"choices": CHOICES}, ["b", "a"], "1. Ý b, 2. Ý a", "1. B, 2. A"),
        (T.PICTURE, {}, "Zk3", "Có hình", "A picture"),
        (T.TIME, {}, "07:30", "07:30", "07:30"),
    ],
)
def test_described(kind: QuestionType, more: dict[str, Any], value: Any, vi: str, en: str) -> None:
    question = Question("q", kind, {"vi": "?"}, **more)
    assert filling.describe(question, value, "vi") == vi
    assert filling.describe(question, value, "en") == en


def test_a_scale_may_fall() -> None:
    falling = Question("q", T.RANGE, {}, parameters={"start": "3", "end": "1"})
    assert filling.scale_of(falling).points == (3, 2, 1)
    assert read_value(falling, ["2"]) == (2, None)
    wide = Question("q", T.RANGE, {}, parameters={"start": "0", "end": "1000"})
    assert filling.scale_of(wide).points == ()
