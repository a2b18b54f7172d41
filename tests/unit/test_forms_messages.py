"""A broken workbook of each kind: the exact sentence an official reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.forms import as_xlsx, form_from, workbook_text
from webapp.forms.complaints import Faulty
from webapp.forms.xlsform.converting import read_form
from webapp.forms.xlsform.pyxform_words import from_pyxform

# Each holds the arguments of ``form_from`` and the one sentence it must give.
FILE = Path(__file__).with_name("broken_workbooks.json")
BROKEN = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", BROKEN, ids=[case["says"][-60:] for case in BROKEN])
def test_sentence(case: dict[str, Any]) -> None:
    with pytest.raises(Faulty) as caught:
        form_from(**case["form"])
    assert [problem.message_vi for problem in caught.value.problems] == [case["says"]]


def test_all_mistakes_of_a_kind_are_told_at_once() -> None:
    with pytest.raises(Faulty) as caught:
        form_from("texxt | a | A\ngeopoint | b | B\ntext | c | C\ntext | c | D")
    assert [problem.row for problem in caught.value.problems] == [2, 3, 5]


def test_a_workbook_without_a_survey_sheet() -> None:
    with pytest.raises(Faulty, match="Thiếu trang tính “survey”"):
        read(
            "| choices |\n| | list_name | name | label |\n| | l | a | A |\n"
            "| settings |\n| | version |\n| | 1 |\n"
        )


def test_a_sheet_that_would_be_dropped_silently() -> None:
    text = workbook_text("text | a | A") + "| chocies |\n| | list_name | label |\n| | e | E |\n"
    told = (
        "Tên trang tính này gần giống “choices”. Hãy sửa tên, hoặc thêm dấu gạch dưới “_” vào đầu "
        "tên nếu trang này chỉ để ghi chép."
    )
    with pytest.raises(Faulty) as caught:
        read(text)
    assert caught.value.problems[0].message_vi == f"Tệp form.md, trang tính “chocies”: {told}"


def test_what_is_no_workbook_at_all() -> None:
    told = "Không đọc được tệp này. Hãy lưu lại dưới dạng .xlsx hoặc .md rồi thử lại."
    for name, content in (
        ("form.xlsx", b"PK\x03\x04 broken"),
        ("form.xlsx", b""),
        ("form.md", b"x"),
        ("form.csv", b"x"),
        ("form.xls", b"x"),
    ):
        with pytest.raises(Faulty) as caught:
            read_form(name, content, survey="s", band="b", title={"vi": "T"}, anonymous=False)
        assert [p.message_vi for p in caught.value.problems] == [f"Tệp {name}: {told}"]


def test_excel_rows_are_the_rows_excel_shows() -> None:
    text = workbook_text("text | a | A\ntext | b | B\ntexxt | c | C")
    with pytest.raises(Faulty) as caught:
        read_form(
            "form.xlsx", as_xlsx(text), survey="s", band="b", title={"vi": "T"}, anonymous=False
        )
    problem = caught.value.problems[0]
    assert (problem.file, problem.sheet, problem.row) == ("form.xlsx", "survey", 4)


def read(markdown: str) -> None:
    read_form(
        "form.md", markdown.encode(), survey="s", band="b", title={"vi": "T"}, anonymous=False
    )


def test_pyxform_never_speaks_english_to_an_official() -> None:
    """Every message of the pinned pyxform becomes Vietnamese, known to us or not."""
    from pyxform.errors import ErrorCode

    for code in ErrorCode:
        text = code.value.format(row=7, sheet="survey", column="name", value="x", name="x", q="x")
        problem = from_pyxform("form.md", text)
        assert not re.search(r"\b(the|is|must|invalid|please|value)\b", problem.what, re.IGNORECASE)
        assert problem.what.endswith(".")
        if "[row : 7]" in text:
            assert problem.row == 7
    unknown = from_pyxform("form.md", "[row : 9] On the 'survey' sheet, something new.")
    assert unknown.message_vi == (
        "Tệp form.md, trang tính “survey”, dòng 9: "
        "Chỗ này chưa đúng chuẩn XLSForm. Hãy so với một phiếu mẫu có sẵn."
    )


def told(rows: str, columns: str = "", choices: str = "", settings: str = "") -> list[str]:
    """Return the place of each mistake in a form: sheet, row and column."""
    with pytest.raises(Faulty) as caught:
        form_from(rows, columns, choices, settings)
    return [f"{p.sheet} {p.row} {p.column}".strip() for p in caught.value.problems]


def test_all_mistakes_are_told_at_once() -> None:
    """Headers, choices, types, names, rules and roles: nobody should upload six times."""
    rows = """
        select_one co_khong | thich | A | | |
        texxt | b | B | ${khong_co} = 'x' | |
        text | Thích Học | C | ${b} = 'co | age | x
        select_one mon | d | D | ${thich} = 'co' | opinon |
        text | thich | E | | |
        | f | F | | |
        text | g | | 1 and | |
    """
    choices = "list_name | name | label\nco_khong | có à | Có\nco_khong | khong | \n"
    assert told(rows, "relevant | emnoi::role | requird", choices, "vresion\n3") == [
        "choices 2 name",
        "choices 3 label",
        "settings 1 vresion",
        "survey 1 requird",
        "survey 3 type",
        "survey 3 relevant",
        "survey 4 name",
        "survey 4 relevant",
        "survey 4 emnoi::role",
        "survey 5 type",
        "survey 6 name",
        "survey 7 type",
        "survey 8 label::Tiếng Việt (vi)",
        "survey 8 relevant",
    ]


CHOICES = "list_name | name | label\n"


@pytest.mark.parametrize(
    ("form", "places"),
    [
        # Lists that cannot be read are not missing besides.
        (
            ("select_one l | a | A", "", "listname | name | label\nl | x | X"),
            ["choices 1 listname"],
        ),
        (("rank l or_other | a | A", "", "list_name | nam | label\nl | x | X"), ["choices 1 nam"]),
        (("select_one l | a | A", "", CHOICES + " | x | X"), ["choices 2 list_name"]),
        # A column under a wrong header does not lack in every row.
        (("calculate | a | | 1 + 1", "calculaton"), ["survey 1 calculaton"]),
        (("text | a | A | B", "", "", "defalt_language\nen"), ["settings 1 defalt_language"]),
        # Other rules may look at a row whose type or name is wrong.
        (("texxt | a | A\ntext | b | B ${a}",), ["survey 2 type"]),
        (("text | | A\ntext | b | B ${a}",), ["survey 2 name"]),
        # A default, a role and a bound are judged by the choices, once these are whole.
        (
            (
                "select_one l | a | A | x | age | ",
                "default | emnoi::role",
                CHOICES + "l | x y | X\nl | m | M",
            ),
            ["choices 2 name"],
        ),
        # A group that is not opened by its misspelt begin cannot be closed.
        (("begin_grp | g | G\ntext | a | A\nend_group\ntext | b | B",), ["survey 2 type"]),
        # Groups that do not close leave no circles.
        (
            (
                "begin_group | g | G | ${b} = '1'\ntext | a | A | \ntext | b | B | ",
                "relevant",
            ),
            ["survey 2"],
        ),
    ],
)
def test_one_mistake_is_told_once(form: tuple[str, ...], places: list[str]) -> None:
    assert told(*form) == places


def test_warnings_stand_beside_mistakes() -> None:
    """A column that is not ours often explains what lacks elsewhere."""
    with pytest.raises(Faulty) as caught:
        read("| survey |\n| | tpye | name | label |\n| | text | a | A |\n")
    assert [problem.what for problem in caught.value.problems] == ["Thiếu cột “type”."]
    assert [problem.column for problem in caught.value.warnings] == ["tpye"]
