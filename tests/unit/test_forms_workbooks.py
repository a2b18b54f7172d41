"""Workbooks as officials send them: every format, everything in them kept, nothing unbounded."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook as Book
from openpyxl.styles import Font

from tests.support.forms import as_xlsx, workbook_text
from webapp.forms.complaints import Faulty
from webapp.forms.filling.meaning import describe
from webapp.forms.rules import Form, QuestionType
from webapp.forms.tree import from_json, to_json
from webapp.forms.xlsform.converting import Compiled, compile_workbook
from webapp.forms.xlsform.ole import chains_end
from webapp.forms.xlsform.workbook import read_workbook, workbook_from_json, workbook_to_json

CHOICES = "list_name | name | label::Tiếng Việt (vi) | tinh\nl | a | A | 1\nl | b | B | 2"


def compiled(content: bytes | str, file: str = "form.md", **files: bytes) -> Compiled:
    data = content.encode() if isinstance(content, str) else content
    names = {name.replace("__", "."): text for name, text in files.items()}
    book = read_workbook(file, data)
    found = compile_workbook(
        book, survey="thu", band="b", title={"vi": "T"}, anonymous=False, files=names
    )
    assert workbook_from_json(json.loads(json.dumps(workbook_to_json(book)))).sheets == {
        name: sheet for name, sheet in book.sheets.items()
    }
    assert from_json(json.loads(json.dumps(to_json(found.form)))) == found.form
    return found


def form(rows: str, columns: str = "", choices: str = "", **files: bytes) -> Form:
    return compiled(workbook_text(rows, columns, choices), **files).form


def warnings(rows: str, columns: str = "", choices: str = "", more: str = "") -> list[str]:
    found = compiled(workbook_text(rows, columns, choices) + more)
    return [warning.message_vi.removeprefix("Tệp form.md, ") for warning in found.warnings]


def excel(fill: Callable[[Book], None]) -> bytes:
    book = Book()
    book.remove(book.active)
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(content: bytes, file: str = "form.xlsx") -> str:
    with pytest.raises(Faulty) as caught:
        compiled(content, file)
    return str(caught.value)


# What a cell holds


def test_cells_of_excel_become_the_text_a_person_sees() -> None:
    def fill(book: Book) -> None:
        survey = book.create_sheet("survey")
        survey.append(["type", "name", "label", "default"])
        survey.append(["decimal", "so", "  Số\u00a0 một ", 3.0])
        survey.append(["decimal", "le", "Lẻ", 2.5])
        survey.append(["date", "ngay", "Ngày", date(2014, 5, 31)])
        survey.append(["time", "gio", "Giờ", time(7, 30)])
        survey.append(["dateTime", "luc", "Lúc", datetime(2014, 5, 31, 7, 30)])  # noqa: DTZ001
        survey.append(["text", "chu", "Lời “trong ngoặc” của em", "“em”"])
        survey.append(["text", "bat", "Bật", True])

    found = compiled(excel(fill), "form.xlsx").form
    assert found.question("so").label == {"vi": "Số một"}
    assert found.question("chu").label == {"vi": "Lời “trong ngoặc” của em"}
    values = {q.name: q.default.source for q in found.questions if q.default}
    assert values == {
        "so": "'3'",
        "le": "'2.5'",
        "ngay": "'2014-05-31'",
        "gio": "'07:30'",
        "luc": "'2014-05-31T07:30'",
        "chu": "'“em”'",
        "bat": "'TRUE'",
    }


def test_curly_quotes_in_a_rule_are_straight_ones() -> None:
    found = form("text | a | A | . = ‘x’", "constraint")
    assert (
        found.question("a").constraint
        == form("text | a | A | . = 'x'", "constraint").question("a").constraint
    )


def test_formulas_count_by_their_value_and_need_one() -> None:
    def fill(book: Book) -> None:
        survey = book.create_sheet("survey")
        survey.append(["type", "name", "label"])
        survey.append(["text", "a", '="A"&1'])

    assert refusal(excel(fill)) == (
        "Tệp form.xlsx, trang tính “survey”, dòng 2: Có công thức Excel chưa tính ra kết quả. "
        "Hãy mở tệp bằng Excel, lưu lại rồi thử lại."
    )


# Files that cannot be used


def test_files_without_bounds_are_refused() -> None:
    def long(book: Book) -> None:
        sheet = book.create_sheet("survey")
        sheet.append(["type", "name", "label"])
        sheet.cell(row=5002, column=1, value="text")

    def wide(book: Book) -> None:
        book.create_sheet("survey").cell(row=1, column=300, value="x")

    assert refusal(excel(long)).endswith("dài quá 5000 dòng. Hãy bỏ bớt dòng.")
    assert refusal(excel(wide)).endswith("rộng quá 200 cột. Hãy bỏ bớt cột.")

    def coloured(book: Book) -> None:
        sheet = book.create_sheet("survey")
        sheet.append(["type", "name", "label"])
        for row in range(2, 50):
            sheet.cell(row=row, column=16384).font = Font(bold=True)

    assert "bung ra quá lớn" in refusal(excel(coloured))
    assert "lớn quá 5 MB" in refusal(b"x" * (5 * 1024 * 1024 + 1))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 1024 * 1024))
    assert "bung ra quá lớn" in refusal(bomb.getvalue())


def test_files_that_are_something_else() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0 protected") == (
        "Tệp form.xlsx: Tệp này có mật khẩu. Hãy bỏ mật khẩu trong Excel rồi lưu lại."
    )
    assert refusal("Phiếu".encode("utf-16"), "form.csv").endswith("Hãy lưu lại với mã UTF-8.")
    assert refusal(b"%PDF", "form.pdf").endswith("chỉ đọc tệp .xlsx, .xls, .xlsm, .csv và .md.")


def old_container(following: list[int]) -> bytes:
    """Return the container of an .xls file whose one table of sectors says *following*."""
    header = bytearray(b"\xd0\xcf\x11\xe0" + bytes(508))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<L", header, 60, 0xFFFFFFFE)
    struct.pack_into("<109L", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = following + [0xFFFFFFFF] * (128 - len(following))
    return bytes(header) + struct.pack("<128L", *table)


def test_an_old_file_whose_sectors_go_in_a_ring_is_not_followed() -> None:
    assert chains_end(old_container([0xFFFFFFFD, 2, 3, 0xFFFFFFFE]))
    assert not chains_end(old_container([0xFFFFFFFD, 2, 3, 1]))
    assert not chains_end(old_container([0xFFFFFFFD, 1]))
    assert "Không đọc được" in refusal(old_container([0xFFFFFFFD, 1]), "form.xls")


# Other formats


def test_one_csv_file_is_read_as_pyxform_reads_it() -> None:
    text = (
        '"survey",,,\n,"type","name","label"\n,"select_one l","a","Chọn, nhé"\n'
        '"choices",,,\n,"list_name","name","label"\n,"l","x","X"\n'
    )
    markdown = workbook_text(
        "select_one l | a | Chọn, nhé", "", "list_name | name | label\nl | x | X"
    )
    assert compiled("\ufeff" + text, "f.csv").form == compiled(markdown).form
    assert compiled(text.replace('","', '";"').replace(",", ";"), "f.csv").form.question("a")


def test_a_workbook_with_macros_is_a_workbook() -> None:
    content = as_xlsx(workbook_text("text | a | A"))
    assert compiled(content, "form.xlsm").form == compiled(content, "form.xlsx").form
    assert compiled(content, "form.xls").form, "the content tells, not the name"


# Nothing is dropped silently


def test_what_stays_without_effect_is_told_with_its_place() -> None:
    rows = "text | a | A | x | ghi | y"
    assert warnings(rows, "bind::odk:x | ghi chú | ", more="| Ghi chép |\n| | x |\n| | y |\n") == [
        "trang tính “Ghi chép”: Trang này không thuộc phiếu hỏi. Phần mềm giữ nguyên nhưng không "
        "dùng đến.",
        "trang tính “survey”, dòng 2, cột “bind::odk:x”: Cột này đúng chuẩn XLSForm. Phần mềm giữ "
        "nguyên nhưng không dùng đến.",
        "trang tính “survey”, dòng 2, cột “ghi chú”: Cột này không thuộc chuẩn XLSForm. Phần mềm "
        "giữ nguyên nhưng không dùng đến.",
        "trang tính “survey”, dòng 2: Có chữ ở cột F nhưng cột này không có tên. Phần chữ ấy không "
        "có tác dụng.",
    ]


def test_rows_that_ask_nothing_are_told() -> None:
    rows = "text | a | A | |\n | | | | nhớ hỏi\ntext | b | B | yes |"
    assert warnings(rows, "disabled | hint") == [
        "trang tính “survey”, dòng 3: Dòng này không có loại, tên và nội dung nên coi là ghi chú.",
        "trang tính “survey”, dòng 4, cột “disabled”: Dòng này đã tắt bằng cột “disabled” nên "
        "không có trong phiếu.",
    ]


def test_a_row_whose_last_bar_is_missing_counts() -> None:
    text = "| survey |\n| | type | name | label |\n| | text | a | A\n| | text | b | B |\n"
    assert [q.name for q in compiled(text).form.questions] == ["a", "b"]


def test_a_missing_translation_is_told_with_row_and_column() -> None:
    rows = "text | a | A | | H\ntext | b | B | B |"
    told = "Chưa có lời bằng ngôn ngữ “en”; sẽ hiện lời của ngôn ngữ mặc định."
    assert warnings(rows, "label::English (en) | hint::Tiếng Việt (vi) | hint::English (en)") == [
        f"trang tính “survey”, dòng 2, cột “hint::English (en)”: {told}",
        f"trang tính “survey”, dòng 2, cột “label::English (en)”: {told}",
    ]


def test_a_condition_without_comparison_is_warned_of() -> None:
    rows = "text | a | A | |\ntext | b | B | ${a} |\ntext | c | C | ${a} != '' | regex(., 'x')"
    assert warnings(rows, "relevant | constraint") == [
        "trang tính “survey”, dòng 3, cột “relevant”: Điều kiện này chỉ ghi tên câu hỏi nên lúc "
        "nào cũng đúng, kể cả khi em chưa trả lời. Hãy so sánh với một giá trị, ví dụ "
        "${ten_cau_hoi} != ''."
    ]


def test_faces_are_there_for_two_to_five_steps() -> None:
    assert warnings("range | a | A | rating | end=5", "appearance | parameters") == []
    assert warnings("range | a | A | rating | end=7", "appearance | parameters") == [
        "trang tính “survey”, dòng 2, cột “appearance”: Chỉ có hình mặt cho thang 2 đến 5 bậc; "
        "thang này có 7 bậc nên không có hình."
    ]


# Lists


def test_or_other_speaks_the_languages_of_the_form() -> None:
    rows = "select_one l or_other | a | A | A\nselect_one l | b | B | B"
    choices = CHOICES.replace("tinh", "label::English (en)")
    found = form(rows, "label::English (en)", choices)
    other = found.question("a").choices[-1]
    assert (other.name, other.label["vi"]) == ("other", "Khác (em ghi ra)")
    assert other.label["en"]
    assert [choice.name for choice in found.question("b").choices] == ["a", "b"]
    text = found.question("a_other")
    assert text.relevant is not None
    assert text.relevant.source == "selected(${a}, 'other')"
    assert [page.questions for page in found.pages] == [("a",), ("a_other",), ("b",)]


def test_a_school_typed_freely_stays_personal() -> None:
    found = form("select_one l or_other | a | A | school", "emnoi::role", CHOICES)
    assert found.question("a_other").personal


def test_lists_come_from_files_and_external_sheets() -> None:
    rows = """
        select_one_from_file xa.csv | a | A | huyen = '1' |
        select_one_external l | b | B | tinh = ${a} |
    """
    external = "| external_choices |\n" + "".join(f"| | {r} |\n" for r in CHOICES.splitlines())
    text = workbook_text(rows, "choice_filter | parameters") + external
    csv = "\ufeffname,label,huyen\nx1,Xã Một,1\nx2,Xã Hai,2\n".encode()
    found = compiled(text, xa__csv=csv).form
    assert found.question("a").choice_list == "xa"
    assert [(c.name, c.label, c.attributes) for c in found.question("a").choices] == [
        ("x1", {"vi": "Xã Một"}, {"huyen": "1"}),
        ("x2", {"vi": "Xã Hai"}, {"huyen": "2"}),
    ]
    assert [c.attributes["tinh"] for c in found.question("b").choices] == ["1", "2"]


def test_a_list_only_rules_look_into_is_kept() -> None:
    rows = "text | a | A |\ncalculate | b | | pulldata('gia', 'tien', 'ma', ${a})"
    found = form(rows, "calculation", gia__csv=b"ma,tien\nx,5\n")
    assert [choice.attributes for choice in found.lists["gia"]] == [{"ma": "x", "tien": "5"}]


# Types, sections, pages


def test_pictures_are_drawn_or_taken() -> None:
    found = form("image | a | A | draw\nimage | b | B |\nimage | c | C | signature", "appearance")
    assert [q.type for q in found.questions] == [
        QuestionType.DRAWING,
        QuestionType.PICTURE,
        QuestionType.DRAWING,
    ]


def test_ranges_have_bounds_and_words() -> None:
    rows = "range | a | A | | |\nrange | b | B | end=5 step=2 | rating | l"
    choices = "list_name | name | label\nl | 1 | Buồn\nl | 3 | Vừa\nl | 5 | Vui"
    found = form(rows, "parameters | appearance | emnoi::words", choices)
    assert found.question("a").parameters == {"start": "1", "end": "10", "step": "1"}
    assert found.question("b").parameters == {"start": "1", "end": "5", "step": "2"}
    assert describe(found.question("b"), 3, "vi") == "3 – Vừa"
    assert describe(found.question("a"), 3, "vi") == "3"


def test_repeats_have_pages_of_their_own() -> None:
    rows = """
        begin_group | g | G | field-list |
        text | a | A | |
        begin_repeat | r | R | |
        text | b | B | |
        begin_repeat | s | S | field-list | 2
        text | c | C | |
        calculate | d | | | | 1
        text | e | E | |
        end_repeat | | | |
        end_repeat | | | |
        text | f | F | |
        end_group | | | |
    """
    found = compiled(workbook_text(rows, "appearance | repeat_count | calculation"))
    pages = [(p.questions, p.repeat, p.asks_for_more) for p in found.form.pages]
    assert pages == [
        (("a",), "", False),
        (("b",), "r", False),
        (("c", "e"), "s", False),
        ((), "r", True),
        (("f",), "", False),
    ]
    assert [p.number for p in found.form.pages] == [1, 2, 3, 4, 5]
    assert found.form.sections_by_name["s"].count is not None
    assert "nên trang bị ngắt ở đây" in found.warnings[0].what


def test_a_table_list_lets_no_row_of_pyxform_leak() -> None:
    rows = """
        begin_group | g | G | table-list
        select_one l | a | A |
        select_one l | b | B |
        end_group | | |
    """
    found = form(rows, "appearance", CHOICES)
    assert [q.name for q in found.questions] == ["a", "b"]
    assert [p.questions for p in found.pages] == [("a", "b")]


def test_defaults_are_words_or_rules_as_the_standard_has_it() -> None:
    rows = """
        text | a | A | em's
        text | b | B | ${a}
        date | c | C | today()
        date | d | D | 2014-05-31
    """
    found = form(rows, "default")
    assert [q.default.source for q in found.questions if q.default] == [
        '"em\'s"',
        "${a}",
        "today()",
        "'2014-05-31'",
    ]


def test_the_day_of_answering_is_a_calculation() -> None:
    question = form("today | hom_nay | |\ntext | a | A |").question("hom_nay")
    assert question.calculation is not None
    assert (question.type, question.calculation.source) == (QuestionType.CALCULATE, "today()")


def test_the_order_follows_every_rule_that_decides() -> None:
    rows = "calculate | c | | ${b} + 1 |\nselect_one l | a | A | | tinh = ${c}\ninteger | b | B | |"
    assert form(rows, "calculation | choice_filter", CHOICES).order == ("b", "c", "a")
