"""A workbook that is written and read again is the same workbook, and the same form."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pytest
from openpyxl import load_workbook

from webapp.config import PROJECT
from webapp.forms.complaints import Faulty
from webapp.forms.rules import Form
from webapp.forms.tree import digest_of
from webapp.forms.xlsform.converting import read_form
from webapp.forms.xlsform.workbook import Row, Sheet, Workbook, read_column, read_workbook
from webapp.forms.xlsform.writing import write_markdown, write_xlsx

FORMS = sorted((PROJECT / "surveys").rglob("form*.md")) + sorted(
    (PROJECT / "surveys").rglob("forms/*.md")
)
ODD = """\
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | appearance |
| | text | y_kien | =1+1 \\| =HYPERLINK("x") # không | A_x0041_ \\\\| b \\ | |
| | select_one lop | lop | - | + @ | |
| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | lop | 9 | 09 | 1e5 |
| | lop | 10 | 2026-01-02 | TRUE |
| settings |
| | form_title | version |
| | Phiếu | 007 |
"""


def compiled(file: str, content: bytes) -> Form:
    return read_form(
        file, content, survey="thu", band="tat-ca", title={"vi": "Phiếu"}, anonymous=False
    )


def contents(workbook: Workbook) -> Mapping[str, object]:
    return {
        name: (sheet.columns, [dict(row.cells) for row in sheet.rows])
        for name, sheet in workbook.sheets.items()
    }


def made(header: str, cell: str, sheet: str = "survey") -> Workbook:
    """Return a workbook with one cell that no reader would have let through."""
    only = Sheet(sheet, (read_column(header),), (Row(2, {header: cell}),))
    return Workbook("phieu.xlsx", {sheet: only})


@pytest.mark.parametrize("text", [*(path.read_bytes() for path in FORMS), ODD.encode()])
def test_markdown_to_excel_to_markdown_is_the_same(text: bytes) -> None:
    first = read_workbook("form.md", text)
    excel = write_xlsx(first)
    second = read_workbook("form.xlsx", excel)
    markdown = write_markdown(second)
    third = read_workbook("form.md", markdown.encode())
    assert contents(first) == contents(second) == contents(third)
    assert write_markdown(third) == markdown
    digests = {
        digest_of(compiled(file, content))
        for file, content in (
            ("form.md", text),
            ("form.xlsx", excel),
            ("form.md", markdown.encode()),
        )
    }
    assert len(digests) == 1


def test_a_csv_form_becomes_excel_with_the_same_questions() -> None:
    text = '"survey"\n,"type","name","label"\n,"text","a","Em nói, gì?"\n'
    first = read_workbook("form.csv", text.encode())
    second = read_workbook("form.xlsx", write_xlsx(first))
    assert contents(first) == contents(second)


def test_every_cell_of_the_excel_file_is_text() -> None:
    book = load_workbook(BytesIO(write_xlsx(read_workbook("form.md", ODD.encode()))))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["survey"]["C2"].value == '=1+1 | =HYPERLINK("x") # không'


def test_an_official_finds_headings_in_place_and_sheets_in_order() -> None:
    workbook = read_workbook("form.md", ODD.encode())
    turned = Workbook("form.md", dict(reversed(workbook.sheets.items())))
    book = load_workbook(BytesIO(write_xlsx(turned)))
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert book["survey"].freeze_panes == "C2"
    assert book["survey"].column_dimensions["C"].width > book["survey"].column_dimensions["B"].width
    assert book["survey"]["C2"].alignment.wrap_text


def test_rows_of_excel_stay_where_they_were() -> None:
    workbook = made("type", "text")
    far = Sheet("survey", workbook.sheets["survey"].columns, (Row(5, {"type": "text"}),))
    again = read_workbook("form.xlsx", write_xlsx(Workbook("form.xlsx", {"survey": far})))
    assert [row.number for row in again.sheets["survey"].rows] == [5]


@pytest.mark.parametrize(
    ("write", "workbook", "sentence"),
    [
        (
            write_markdown,
            made("label", "Một\nhai"),
            "Tệp phieu.xlsx, trang tính “survey”, dòng 2, cột “label”: Ô này có xuống dòng, bảng "
            "Markdown không chứa được. Hãy tải về dạng .xlsx, hoặc viết ô này thành một dòng.",
        ),
        (
            write_xlsx,
            made("label", "a" * 32_768),
            "Tệp phieu.xlsx, trang tính “survey”, dòng 2, cột “label”: "
            "Ô này dài quá 32.767 ký tự, Excel không chứa được. Hãy viết ngắn lại.",
        ),
        (
            write_xlsx,
            made("a", "b", sheet="Ghi chú: nội bộ"),
            "Tệp phieu.xlsx, trang tính “Ghi chú: nội bộ”: Tên trang “Ghi chú: nội bộ” Excel không "
            "nhận: tối đa 31 ký tự, không có các dấu [ ] : * ? / \\. Hãy đổi tên trang.",
        ),
    ],
)
def test_what_a_format_cannot_hold_is_refused_by_its_place(
    write: object, workbook: Workbook, sentence: str
) -> None:
    assert callable(write)
    with pytest.raises(Faulty) as refused:
        write(workbook)
    assert str(refused.value) == sentence
