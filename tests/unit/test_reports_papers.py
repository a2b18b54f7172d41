"""The files of a month, read back: exact figures, safe texts, real days."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pytest

from tests.support import months
from webapp.directory.rules import CommuneView
from webapp.reports.figures.publication import publish
from webapp.reports.files.case_table import COLUMNS
from webapp.reports.files.letters import month_letter
from webapp.reports.files.table_file import cases_csv, figures_csv, neutral
from webapp.reports.files.wording import file_name, place_and_day
from webapp.reports.files.workbook import workbook
from webapp.reports.rules import MonthFigures

TITLE = '=HYPERLINK("http://x"; "Đường qua cầu tối, nhà văn hóa khóa cửa")'
COMMUNE = CommuneView(
    1, "xã Đồng Sao", "Đồng Sao", "Thí Dụ", "TỈNH ĐOÀN THÍ DỤ", "BCH ĐOÀN XÃ ĐỒNG SAO",
    date(2023, 1, 1), None,
)  # fmt: skip


@pytest.fixture(scope="module")
def letter() -> Any:
    return docx.Document(io.BytesIO(month_letter(months.month(), COMMUNE, date(2026, 12, 2))))


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(months.month())))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_with(letter: Any, heading: str) -> list[list[str]]:
    return next(rows(t) for t in letter.tables if t.rows[0].cells[0].text == heading)


def test_the_letter_has_the_letterhead_of_the_union(letter: Any) -> None:
    left, right = rows(letter.tables[0])[0]
    assert left.split("\n") == [
        "TỈNH ĐOÀN THÍ DỤ", "BCH ĐOÀN XÃ ĐỒNG SAO", "***", "Số:        -BC/ĐTN",
    ]  # fmt: skip
    assert right.startswith("ĐOÀN TNCS HỒ CHÍ MINH")
    assert right.endswith("Đồng Sao, ngày 02 tháng 12 năm 2026")
    lines = [p.text for p in letter.paragraphs]
    assert "BÁO CÁO" in lines
    assert "Tổng hợp ý kiến, kiến nghị của trẻ em tháng 11/2026" in lines
    signer = rows(letter.tables[-2])[0][1]
    assert signer.split("\n")[:2] == ["TM. BAN CHẤP HÀNH ĐOÀN XÃ", "BÍ THƯ"]


def test_the_letter_has_the_page_of_the_union(letter: Any) -> None:
    portrait, annex = letter.sections
    edges = (
        portrait.top_margin, portrait.bottom_margin, portrait.left_margin, portrait.right_margin
    )  # fmt: skip
    assert [round(edge.mm) for edge in edges] == [20, 20, 30, 20]
    assert round(portrait.page_width.mm) == 210
    assert round(annex.page_width.mm) == 297
    assert portrait.different_first_page_header_footer
    assert "PAGE" in portrait.header._element.xml
    assert "PAGE" not in portrait.first_page_header._element.xml
    assert letter.styles["Normal"].font.name == "Times New Roman"
    for section in letter.sections:
        names = [element.tag.split("}")[1] for element in section._sectPr]
        # Word refuses elements in another order; each part counts its own pages.
        assert names.count("pgNumType") == 1
        assert names.index("pgMar") < names.index("pgNumType") < names.index("cols")


def test_the_letter_goes_through_the_five_sections_and_ends(letter: Any) -> None:
    heads = [p.text for p in letter.paragraphs if p.style.name == "Heading 1"]
    assert [head.split(".")[0] for head in heads] == ["I", "II", "III", "IV", "V"]
    assert any(p.text.endswith("./.") for p in letter.paragraphs)


def test_the_letter_has_exactly_the_printable_figures(letter: Any) -> None:
    assert table_with(letter, "Nhóm tuổi")[1:] == [
        ["6–9 tuổi", "80"],
        ["10 tuổi", "41"],
        ["11–13 tuổi", "62"],
        ["14–15 tuổi", "không nêu"],
        ["Từ 16 tuổi trở lên", "ít hơn 5"],
        ["Cộng", "214"],
    ]
    assert table_with(letter, "Việc trả lời")[1:] == [
        ["Đã trả lời đúng hạn", "1"],
        ["Đã trả lời, quá hạn", "1"],
        ["Chưa trả lời, còn hạn", "0"],
        ["Chưa trả lời, đã quá hạn", "1"],
        ["Cộng", "3"],
    ]
    annex = rows(letter.tables[-1])
    assert annex[2][1] == TITLE
    assert annex[2][2] == "ít hơn 5"
    assert annex[1][4:6] == ["05/11/2026", "16/11/2026"]


def test_headings_come_again_and_rows_are_not_torn(letter: Any) -> None:
    for table in letter.tables[1:-2]:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_chart_says_in_words_what_it_shows(letter: Any) -> None:
    (picture,) = letter.inline_shapes
    described = picture._inline.docPr.get("descr")
    assert "Nước uống, nhà vệ sinh: 98" in described
    assert "Học tập, thư viện: không nêu" in described


def test_the_workbook_has_its_sheets_frozen_and_filtered(book: Any) -> None:
    assert book.sheetnames == [
        "Tổng hợp", "Theo độ tuổi", "Theo cấp học", "Theo chủ đề", "Vụ việc", "Tồn đọng",
    ]  # fmt: skip
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"


def test_the_workbook_holds_numbers_days_and_texts(book: Any) -> None:
    sheet = book["Theo độ tuổi"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2, max_row=7)] == [
        ["6–9 tuổi", 80],
        ["10 tuổi", 41],
        ["11–13 tuổi", 62],
        ["14–15 tuổi", "không nêu"],
        ["Từ 16 tuổi trở lên", "ít hơn 5"],
        ["Cộng", 214],
    ]
    cases = book["Vụ việc"]
    head = [cell.value for cell in cases[1]]
    assert len(head) == len(COLUMNS)
    row = dict(zip(head, cases[3], strict=True))
    assert row["Nội dung vụ việc"].value == TITLE
    assert row["Nội dung vụ việc"].data_type == "s"
    assert row["Ngày chuyển"].value == datetime(2026, 11, 5)  # noqa: DTZ001 (a day)
    assert row["Ngày chuyển"].number_format == "dd/mm/yyyy"
    assert row["Số lượt ý kiến"].value == "ít hơn 5"
    assert book["Tồn đọng"]["A2"].value == "VV-2026-0090"


def test_no_cell_of_the_workbook_is_a_formula(book: Any) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_holds_every_table() -> None:
    found = read_csv(figures_csv(months.month()))
    assert found[0] == ["Tháng", "Bảng", "Mục", "Đơn vị tính", "Số lượng"]
    lines = {(row[1], row[2]): row[4] for row in found[1:]}
    assert lines["Lượt gửi phiếu theo độ tuổi", "6–9 tuổi"] == "80"
    assert lines["Lượt gửi phiếu theo độ tuổi", "14–15 tuổi"] == "không nêu"
    assert lines["Lượt ý kiến theo chủ đề", "Cộng"] == "305"
    assert lines["Vụ việc mở lại", ""] == "1"


def test_the_csv_of_cases_is_no_formula_anywhere() -> None:
    found = read_csv(cases_csv(months.month()))
    assert [row[1] for row in found[1:]] == [
        "VV-2026-0001", "VV-2026-0002", "VV-2026-0003", "VV-2026-0004", "VV-2026-0090",
    ]  # fmt: skip
    assert found[2][2] == "'" + TITLE
    assert not [cell for row in found for cell in row if cell[:1] in set("=+-@\t\r")]


@pytest.mark.parametrize("text", ["=1+1", "+84 12", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_texts_that_look_like_formulas_are_neutralised(text: str) -> None:
    assert neutral(text) == "'" + text


def test_other_texts_stay_as_they_are() -> None:
    assert neutral("5 - 6") == "5 - 6"
    assert neutral("") == ""


def test_an_empty_month_makes_all_files() -> None:
    empty = publish(MonthFigures(date(2026, 2, 1), date(2026, 3, 2)), 5)
    letter = docx.Document(io.BytesIO(month_letter(empty, COMMUNE, date(2026, 3, 2))))
    assert len(letter.sections) == 1
    assert any("không mở đợt" in p.text for p in letter.paragraphs)
    assert openpyxl.load_workbook(io.BytesIO(workbook(empty)))["Vụ việc"].max_row == 1
    assert len(read_csv(cases_csv(empty))) == 1


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 1, 5), "Đồng Sao, ngày 05 tháng 01 năm 2026"),
        (date(2026, 3, 10), "Đồng Sao, ngày 10 tháng 3 năm 2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_take_a_zero(day: date, line: str) -> None:
    assert place_and_day("Đồng Sao", day) == line


def test_file_names_are_plain() -> None:
    assert file_name("tong-hop", date(2026, 11, 1), "docx") == "tong-hop-thang-11-2026.docx"
