"""Classes from a spreadsheet, school years, holidays that are missing, settings."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.directory.class_list import CellFault, read_classes
from webapp.directory.rules import (
    ClassView,
    DayKind,
    DayView,
    SchoolLevel,
    class_sort_key,
    code_for,
    grade_of,
    holidays_missing,
    school_year_of,
    setting_fault,
)

LOWER = SchoolLevel.LOWER_SECONDARY


def test_a_spreadsheet_is_read_cell_by_cell() -> None:
    lines = read_classes(
        "Tên lớp\tSĩ số\r\n 6A \t35\t\r\n\r\n6a\t30\n1A\t20\n7B\t0\nĐội\t5\n9D", LOWER
    )
    assert [(line.number, line.name, line.pupils) for line in lines] == [
        (2, "6A", 35),
        (4, "6a", 30),
        (5, "1A", 20),
        (6, "7B", 0),
        (7, "Đội", 5),
        (8, "9D", None),
    ]
    assert [line.faults for line in lines] == [
        {},
        {"name": CellFault.TWICE},
        {"name": CellFault.OTHER_LEVEL},
        {"pupils": CellFault.PUPILS},
        {"name": CellFault.NO_GRADE},
        {},
    ]


@pytest.mark.parametrize(
    ("typed", "name", "pupils"),
    [
        ("6A 35", "6A", 35),
        ("6 A1  31", "6 A1", 31),
        ("6A: 35", "6A", 35),
        ("6A, 35 ", "6A", 35),
        ("6A1", "6A1", None),
        ("6 A1", "6 A1", None),
        ("6", "6", None),
    ],
)
def test_a_list_typed_by_hand_is_understood(typed: str, name: str, pupils: int | None) -> None:
    (line,) = read_classes(typed, LOWER)
    assert (line.name, line.pupils, line.faults) == (name, pupils, {})


def test_a_third_column_is_not_guessed_at() -> None:
    (line,) = read_classes("6A\t35\tcô Lan", LOWER)
    assert line.faults == {"pupils": CellFault.TOO_MANY_CELLS}


@pytest.mark.parametrize(
    ("name", "grade"),
    [("6A2", 6), ("12C5", 12), ("10A1", 10), ("1+2", 1), ("A6", None), ("13A", None)],
)
def test_the_grade_stands_before_the_letter(name: str, grade: int | None) -> None:
    assert grade_of(name) == grade


def test_classes_sort_as_people_count() -> None:
    names = ["10A1", "6A10", "6B", "6A2"]
    views = [ClassView(i, 1, name, grade_of(name) or 0, "", None) for i, name in enumerate(names)]
    assert [v.name for v in sorted(views, key=class_sort_key)] == ["6A2", "6A10", "6B", "10A1"]


def test_the_school_year_turns_in_august() -> None:
    assert school_year_of(date(2023, 7, 31)) == "2022-2023"
    assert school_year_of(date(2023, 8, 1)) == "2023-2024"


def off(day: date, name: str = "Nghỉ") -> DayView:
    return DayView(day, DayKind.OFF, name)


def test_next_years_holidays_are_asked_for_from_november_on() -> None:
    known = [off(date(2026, 1, 1))]
    assert holidays_missing(known, date(2026, 10, 31)) is None
    assert holidays_missing(known, date(2026, 11, 1)) == 2027
    assert holidays_missing([*known, off(date(2027, 1, 1))], date(2026, 11, 1)) is None
    assert holidays_missing([], date(2026, 3, 1)) == 2026


def test_a_provisional_day_counts_as_unknown_until_it_is_over() -> None:
    days = [off(date(2026, 1, 1)), off(date(2026, 11, 24), "Ngày Văn hóa (dự kiến)")]
    assert holidays_missing(days, date(2026, 5, 1)) == 2026
    assert holidays_missing([*days, off(date(2027, 1, 1))], date(2026, 12, 1)) is None


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("school_reply_days", "7", None),
        ("school_reply_days", "8", "law"),
        ("school_reply_days", "0", "law"),
        ("small_group", "4", "small_group"),
        ("small_group", "5", None),
        ("reply_days", "61", "days"),
        ("notice_keep_days", "119", "notice_days"),
        ("notice_keep_days", "180", None),
        ("reply_days", "mười", "no_number"),
        ("reply_days", "٣", "no_number"),
        ("age_groups", "6-9 10 11-13 14-15 16+", None),
        ("age_groups", "nhỏ lớn", "age_groups"),
        ("province_hotline", "1800.599.963", None),
        ("province_hotline", "1" * 201, "too_long"),
    ],
)
def test_settings_have_limits(name: str, value: str, fault: str | None) -> None:
    assert setting_fault(name, value) == fault


def test_codes_are_plain() -> None:
    assert code_for("Đoàn xã  Thanh Lĩnh!") == "doan-xa-thanh-linh"
