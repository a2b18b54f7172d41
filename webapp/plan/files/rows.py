"""One row of a plan's table: its cells become values, or faults with a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from webapp.base.errors import Invalid
from webapp.base.text import clean
from webapp.plan.files.dates import RuleError, parse_rules
from webapp.plan.rules import TIME_KINDS, TaskKind

TABLE = "plan.csv"
# The table's own mark of a proposed split; the kind of the row says the same.
SPLIT_MARK = "[tách]"
COLUMNS = (
    *("stt", "ma", "loai", "muc_cha", "ten_ngan", "chu_tri", "chu_tri_goc", "phoi_hop"),
    *("thoi_gian_goc", "kieu_thoi_gian", "bat_dau", "ket_thuc", "han", "rrule"),
    *("truoc_ngay_ban_hanh", "kenh_tham_gia", "san_pham_goi_y", "bat_thuong"),
)
KINDS = {
    "tieu_de": TaskKind.HEADING,
    "nhiem_vu": TaskKind.TASK,
    "nhiem_vu_con": TaskKind.PART,
}


@dataclass(frozen=True)
class Fault:
    """What does not fit, and where; ``row`` counts as a spreadsheet does, head row 1."""

    file: str
    row: int | None
    column: str
    key: str
    value: str = ""

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        return f"{place} {self.column}: {self.key} {self.value!r}"


class PlanFaults(Invalid):
    """The files do not fit; ``faults`` names each place, and nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(fields={str(n): str(fault) for n, fault in enumerate(faults)})
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(str(fault) for fault in self.faults)


@dataclass(frozen=True)
class TaskRow:
    """A row of the table after checking."""

    row: int
    code: str
    kind: TaskKind
    parent_code: str
    title: str
    lead_text: str
    lead_verbatim: str
    coordinating_text: str
    time_text: str
    time_kinds: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    due_on: date | None
    recurrence: str
    past_when_issued: bool
    participation: bool
    product: str
    oddity: str


class RowReader:
    """Turns the cells of one row into values and notes what does not fit."""

    def __init__(self, number: int, cells: Mapping[str, str | None], faults: list[Fault]) -> None:
        self._number, self._faults = number, faults
        self._cells = {name: clean(cells.get(name) or "") for name in COLUMNS}
        if None in cells or None in cells.values():
            self._fault("", "cells_do_not_fit_columns")

    def read(self) -> TaskRow:
        """Return the row; values that do not fit are empty and have become faults."""
        kind = KINDS.get(self._cells["loai"])
        if kind is None:
            self._fault("loai", "unknown_word")
        is_work = kind in {TaskKind.TASK, TaskKind.PART}
        for column in ("ma", "ten_ngan", *(("chu_tri", "kieu_thoi_gian") if is_work else ())):
            if not self._cells[column]:
                self._fault(column, "empty")
        starts_on, ends_on = self._day("bat_dau"), self._day("ket_thuc")
        if starts_on and ends_on and ends_on < starts_on:
            self._fault("ket_thuc", "ends_before_start")
        return TaskRow(
            row=self._number,
            code=self._cells["ma"],
            kind=kind or TaskKind.HEADING,
            parent_code=self._cells["muc_cha"],
            title=self._cells["ten_ngan"].removeprefix(SPLIT_MARK).strip(),
            lead_text=self._cells["chu_tri"],
            lead_verbatim=self._cells["chu_tri_goc"],
            coordinating_text=self._cells["phoi_hop"],
            time_text=self._cells["thoi_gian_goc"],
            time_kinds=self._time_kinds(),
            starts_on=starts_on,
            ends_on=ends_on,
            due_on=self._day("han"),
            recurrence=self._recurrence(),
            past_when_issued=self._flag("truoc_ngay_ban_hanh"),
            participation=self._flag("kenh_tham_gia"),
            product=self._cells["san_pham_goi_y"],
            oddity=self._cells["bat_thuong"],
        )

    def _fault(self, column: str, key: str) -> None:
        value = self._cells.get(column, "")
        self._faults.append(Fault(TABLE, self._number, column, key, value))

    def _day(self, column: str) -> date | None:
        if not self._cells[column]:
            return None
        try:
            return date.fromisoformat(self._cells[column])
        except ValueError:
            self._fault(column, "not_a_date")
            return None

    def _flag(self, column: str) -> bool:
        if self._cells[column] not in {"", "0", "1"}:
            self._fault(column, "not_0_or_1")
        return self._cells[column] == "1"

    def _time_kinds(self) -> tuple[str, ...]:
        kinds = tuple(filter(None, self._cells["kieu_thoi_gian"].split("+")))
        if not TIME_KINDS.issuperset(kinds):
            self._fault("kieu_thoi_gian", "unknown_word")
        return kinds

    def _recurrence(self) -> str:
        try:
            parse_rules(self._cells["rrule"])
        except RuleError:
            self._fault("rrule", "unknown_rule")
        return self._cells["rrule"]


def shifted(day: date | None, years: int) -> date | None:
    """Return *day* some years on; 29 February becomes 28 where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def shift_row(row: TaskRow, years: int) -> TaskRow:
    """Return *row* with its dates some years on; its words stay as they are."""
    return replace(
        row,
        starts_on=shifted(row.starts_on, years),
        ends_on=shifted(row.ends_on, years),
        due_on=shifted(row.due_on, years),
    )
