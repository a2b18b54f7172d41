"""The real plan: every row read, every date as a person would read it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from webapp.config import PROJECT
from webapp.plan.files.dates import PlannedOccurrence, RuleError, occurrences, parse_rules
from webapp.plan.files.reading import PlanFiles, read_plan
from webapp.plan.files.rows import PlanFaults, TaskRow, shift_row
from webapp.plan.rules import TaskKind

FOLDER = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"


@pytest.fixture(scope="module")
def plan() -> PlanFiles:
    return read_plan(FOLDER)


def row(plan: PlanFiles, code: str) -> TaskRow:
    return next(row for row in plan.rows if row.code == code)


def dated(plan: PlanFiles, code: str, years: int = 0) -> list[PlannedOccurrence]:
    found = shift_row(row(plan, code), years)
    return occurrences(
        time_kinds=found.time_kinds,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        due_on=found.due_on,
        recurrence=found.recurrence,
        plan_year=plan.year + years,
        issued_on=plan.issued_on.replace(year=plan.issued_on.year + years),
        labels=plan.labels,
    )


def test_every_row_is_read(plan: PlanFiles) -> None:
    kinds = Counter(row.kind for row in plan.rows)
    assert kinds == {TaskKind.HEADING: 12, TaskKind.TASK: 38, TaskKind.PART: 11}
    assert plan.issued_on == date(2023, 5, 15)
    assert "Lòng ghép" in plan.text, "the document's own words stay, slips included"


def test_numbers_are_those_of_the_plan(plan: PlanFiles) -> None:
    codes = [row.code for row in plan.rows]
    assert "2.3.4" not in codes
    assert row(plan, "4.2").time_text.endswith("Quý II/2022")


def test_monthly_asking_runs_from_the_month_of_issue(plan: PlanFiles) -> None:
    found = dated(plan, "2.5.4(a)")
    assert [item.label for item in found] == [f"Tháng {month}/2023" for month in range(5, 13)]
    assert found[0].starts_on == date(2023, 5, 15)
    assert [item.due_on for item in found][::7] == [date(2023, 5, 31), date(2023, 12, 31)]
    assert not any(item.past_when_issued for item in found)


@pytest.mark.parametrize(
    ("code", "label", "due", "past"),
    [
        ("1.1(b)", "Tháng 6/2023", date(2023, 6, 30), False),
        ("1.2", "Cả năm", None, False),
        ("1.1(a)", "Cả năm", None, False),
        ("2.4.2", "Đến hết ngày 30/06/2023", date(2023, 6, 30), False),
        ("2.5.1", "Tháng 4–5/2023", date(2023, 5, 31), False),
        ("2.5.4(d)", "Tháng 7/2023", date(2023, 7, 31), False),
        ("3.2.1", "Quý I/2023", date(2023, 3, 31), True),
        ("3.3.1", "Tháng 4/2023", date(2023, 4, 30), True),
        ("3.3.7(a)", "Tháng 3/2023", date(2023, 3, 31), True),
        ("4.2(b)", "Quý II/2022", date(2022, 6, 30), True),
        ("III.3(a)", "Kỳ báo cáo 10/05/2023", date(2023, 5, 10), True),
        ("III.3(b)", "Kỳ báo cáo 30/10/2023", date(2023, 10, 30), False),
    ],
)
def test_a_time_becomes_one_occurrence(
    plan: PlanFiles, code: str, label: str, due: date | None, past: bool
) -> None:
    [item] = dated(plan, code)
    assert (item.label, item.due_on, item.past_when_issued) == (label, due, past)


def test_reports_come_twice_a_year_on_the_plans_own_days(plan: PlanFiles) -> None:
    assert [(i.due_on, i.past_when_issued) for i in dated(plan, "3.3.6")] == [
        (date(2023, 5, 10), True),
        (date(2023, 10, 30), False),
    ]


def test_periods_without_days_end_with_the_period(plan: PlanFiles) -> None:
    assert [(i.label, i.due_on) for i in dated(plan, "3.3.3")] == [
        ("6 tháng đầu năm 2023", date(2023, 6, 30)),
        ("6 tháng cuối năm 2023", date(2023, 12, 31)),
        ("Năm 2023", date(2023, 12, 31)),
    ]


@pytest.mark.parametrize("code", ["3.1", "3.3.2", "3.3.5", "4.3", "III.1", "III.2.1", "III.2.2"])
def test_what_comes_by_event_has_no_occurrence(plan: PlanFiles, code: str) -> None:
    assert dated(plan, code) == []


def test_the_demonstration_moves_dates_and_keeps_words(plan: PlanFiles) -> None:
    found = dated(plan, "2.5.4(a)", years=3)
    assert [item.due_on for item in found][-1] == date(2026, 12, 31)
    assert found[0].label == "Tháng 5/2026"
    assert shift_row(row(plan, "2.5.4(a)"), 3).title == row(plan, "2.5.4(a)").title


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "monthly",
        "FREQ=YEARLY;BYMONTH=5",
        "FREQ=MONTHLY;INTERVAL=0",
    ],
)
def test_other_rules_are_refused(text: str) -> None:
    with pytest.raises(RuleError):
        parse_rules(text)


def spoiled(tmp_path: Path, code: str, **cells: str) -> Path:
    """Return a copy of the commune's folder with some cells of one row changed."""
    for name in ("plan.toml", "plan.csv", "plan.txt"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    table = tmp_path / "plan.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"), newline="")))
    for found in rows:
        if found["ma"] == code:
            found.update(cells)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


@pytest.mark.parametrize(
    ("cells", "column", "key"),
    [
        ({"han": "30/06/2023"}, "han", "not_a_date"),
        ({"loai": "viec"}, "loai", "unknown_word"),
        ({"kieu_thoi_gian": "thang+tuan"}, "kieu_thoi_gian", "unknown_word"),
        ({"rrule": "FREQ=HOURLY"}, "rrule", "unknown_rule"),
        ({"ten_ngan": ""}, "ten_ngan", "empty"),
        ({"chu_tri": ""}, "chu_tri", "empty"),
        ({"kenh_tham_gia": "x"}, "kenh_tham_gia", "not_0_or_1"),
        ({"bat_dau": "2023-12-31", "ket_thuc": "2023-01-01"}, "ket_thuc", "ends_before_start"),
        ({"ma": "1.2"}, "ma", "number_twice"),
    ],
)
def test_a_fault_names_file_row_and_column(
    tmp_path: Path, cells: dict[str, str], column: str, key: str
) -> None:
    with pytest.raises(PlanFaults) as caught:
        read_plan(spoiled(tmp_path, "1.3", **cells))
    [fault] = caught.value.faults
    assert (fault.file, fault.row, fault.column, fault.key) == ("plan.csv", 7, column, key)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "1.3", han="x", rrule="x")
    (folder / "plan.toml").write_text("year = 2023\n", "utf-8")
    with pytest.raises(PlanFaults) as caught:
        read_plan(folder)
    assert {fault.column for fault in caught.value.faults} == {"title", "issued_on", "han", "rrule"}


def test_missing_and_foreign_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_bytes("stt,ma\n1,thử\n".encode("utf-16"))
    with pytest.raises(PlanFaults) as caught:
        read_plan(tmp_path)
    assert {fault.key for fault in caught.value.faults} >= {"file_missing", "not_utf8"}
