"""The form editor as an official meets it, without JavaScript."""

from __future__ import annotations

from flask import Flask

from tests.support.builders import person
from tests.support.forms import workbook_text
from tests.support.pages import Page, PageClient, Value
from webapp.accounts.rules import Role
from webapp.authoring import service
from webapp.authoring.editing.outline import outline
from webapp.base import clock
from webapp.extensions import db
from webapp.forms.xlsform.workbook import Workbook, read_workbook

DESK = "/can-bo/phieu-hoi"
SMALL = workbook_text(
    """
    select_one mau | mau | Em thích màu nào? | | Which colour? | của tôi
    begin_group | nhom | Nhóm | | Group |
    text | vi_sao | Vì sao em thích? | ${mau} = 'do' | Why? |
    integer | tuoi | Em mấy tuổi? | | How old? |
    end_group | | | | |
    note | cam_on | Cảm ơn em. | ${tuoi} > 9 | Thanks. |
    """,
    "relevant | label::English (en) | ghi chú",
    "list_name | name | label::Tiếng Việt (vi) | label::English (en)\n"
    "mau | do | Đỏ | Red\nmau | xanh | Xanh | Blue",
)


class Desk:
    """A draft open in the editor."""

    def __init__(self, app: Flask, source: str = SMALL) -> None:
        self.app = app
        self.client: PageClient = person(app, Role.MODERATOR)
        with app.test_request_context("/"):
            session = db.session()
            book = read_workbook("form.md", source.encode())
            self.draft_id = service.begin(
                session, 1, "y-kien-hang-thang", "6-10", book, "form.md", clock.now()
            )
            session.commit()
        self.base = f"{DESK}/nhap/{self.draft_id}/soan"

    def workbook(self) -> Workbook:
        with self.app.test_request_context("/"):
            return service.draft(db.session(), self.draft_id).workbook

    def choices(self) -> list[str]:
        sheet = self.workbook().sheet("choices")
        return [sheet.value(row, "name") for row in sheet.rows]

    def history(self) -> list[str]:
        with self.app.test_request_context("/"):
            return [step.what for step in service.history(db.session(), self.draft_id)]

    def names(self) -> list[str]:
        return [item.name for item in outline(self.workbook())]

    def cell(self, number: int, written: str, sheet: str = "survey") -> str:
        row = next(r for r in self.workbook().sheet(sheet).rows if r.number == number)
        return row.cells.get(written, "")

    def press(self, number: int, action: str, **fields: str) -> Page:
        """Press a button of one row of the outline."""
        self.client.get(self.base)
        return self.client.submit(form=f"#r-{number} form[action$='/{number}/{action}']", **fields)


def test_the_outline_shows_questions_conditions_and_what_is_wrong(app: Flask) -> None:
    desk = Desk(app)
    page = desk.client.get(desk.base)
    assert "Em thích màu nào?" in page.read("#r-2")
    assert "Which colour?" in page.read("#r-2")
    assert "Đỏ · Xanh" in page.read("#r-2")
    assert "Chỉ khi “Em thích màu nào?” là “Đỏ”" in page.read("#r-4")
    assert "Chỉ khi “Em mấy tuổi?” lớn hơn 9" in page.read("#r-7")
    assert "Em không biết" in page.read("#r-2 .remark-advice")


def test_words_are_changed_in_both_languages_and_only_they_change(app: Flask) -> None:
    desk = Desk(app)
    page = desk.client.get(f"{desk.base}/2")
    assert page.one("textarea[name='t.label.en']").get_text() == "Which colour?"
    before = desk.workbook()
    desk.client.submit(**{"t.label.vi": "Màu em thích nhất?", "required": "yes"})
    after = desk.workbook()
    assert desk.cell(2, "label::Tiếng Việt (vi)") == "Màu em thích nhất?"
    assert desk.cell(2, "required") == "yes"
    assert desk.cell(2, "ghi chú") == "của tôi"
    assert after.sheet("survey").rows[1:] == before.sheet("survey").rows[1:]
    assert desk.history()[0] == "Sửa lời, bắt buộc của câu “Em thích màu nào?”"
    desk.client.get(f"{desk.base}/2")
    desk.client.submit()
    assert len(desk.history()) == 2, "saving what is there already is no step"


def test_a_question_is_added_with_a_new_list_of_choices(app: Flask) -> None:
    desk = Desk(app)
    desk.client.get(f"{desk.base}/them?truoc=3")
    desk.client.follow("Chấm điểm bằng mặt cười")
    refused = desk.client.submit(status=422)
    assert "Xin viết lời câu hỏi" in refused.words
    page = desk.client.submit(**{"t.label.vi": "Hôm nay em vui không?", "t.label.en": "Happy?"})
    assert "Các lựa chọn của danh sách “hom_nay_em_vui_khong”" in page.words
    assert page.one("input[name='c.0.label.vi']")["value"] == "😀 Vui"
    page = desk.client.submit(page, button="× Lựa chọn 2: Xóa", status=200)
    ways_out = "Thêm “Em không biết” và “Em không muốn trả lời”"
    page = desk.client.submit(page, button=ways_out, status=200)
    page = desk.client.submit(page, button="↓ Lựa chọn 1: Chuyển xuống", status=200)
    desk.client.submit(page, **{"c.0.label.vi": "🙁 Chưa vui"})
    assert desk.names()[1] == "hom_nay_em_vui_khong"
    assert desk.cell(3, "appearance") == "rating"
    names = [
        desk.workbook().sheet("choices").value(r, "name")
        for r in desk.workbook().sheet("choices").rows
    ]
    assert names == ["do", "xanh", "buon", "vui", "khong_biet", "khong_tra_loi"]
    assert desk.history()[:2] == [
        "Sửa danh sách lựa chọn “hom_nay_em_vui_khong”",
        "Thêm câu “Hôm nay em vui không?”",
    ]


def test_rows_move_are_copied_and_deleted(app: Flask) -> None:
    desk = Desk(app)
    page = desk.client.get(desk.base)
    form = "#r-7 form[action$='/chuyen']"
    page = desk.client.submit(page, form=form, button="↑ Chuyển lên")
    assert desk.names() == ["mau", "nhom", "vi_sao", "tuoi", "cam_on", ""]
    assert page.one("button[autofocus]")["value"] == "up"
    desk.client.get(f"{desk.base}/6/chuyen")
    desk.client.submit(before="2")
    assert desk.names()[0] == "cam_on"
    desk.press(2, "chep")
    assert desk.names()[:2] == ["cam_on", "cam_on_2"]
    desk.client.get(desk.base)
    desk.client.submit(form="#r-3 form[action$='/xoa']")
    assert "cam_on_2" not in desk.names()
    assert desk.history()[0] == "Xóa câu “Cảm ơn em.”"


def test_what_others_refer_to_is_not_deleted(app: Flask) -> None:
    desk = Desk(app)
    desk.client.get(desk.base)
    page = desk.client.submit(form="#r-2 form[action$='/xoa']", status=409)
    assert "Vì sao em thích?" in page.words
    assert "mau" in desk.names()
    page = desk.client.get(desk.base)
    desk.client.submit(
        page, form="#r-3 form[action$='/xoa']", button="Bỏ nhóm, giữ các câu bên trong"
    )
    assert desk.names() == ["mau", "vi_sao", "tuoi", "cam_on"]


def test_a_condition_is_picked_and_read_back(app: Flask) -> None:
    desk = Desk(app)
    page = desk.client.get(f"{desk.base}/7/dieu-kien")
    assert page.one("input[name='c.0.value']")["value"] == "9"
    form, show = "form.editor-form", "Hiện các câu trả lời"
    fields: dict[str, Value] = {"c.0.question": "mau"}
    page = desk.client.submit(page, form, status=200, button=show, **fields)
    assert [box["value"] for box in page.all("input[type=checkbox]")] == ["do", "xanh"]
    page = desk.client.submit(page, form, status=422, button="Lưu", **{"c.0.operator": "is"})
    assert "Xin chọn câu trả lời để so sánh" in page.words
    fields = {"c.0.value": ["do", "xanh"]}
    page = desk.client.submit(page, form, status=200, button="Thêm điều kiện", **fields)
    fields = {"c.1.question": "tuoi"}
    page = desk.client.submit(page, form, status=200, button=show, **fields)
    fields = {"c.1.operator": "at_least", "c.1.value": "8", "joiner": "or"}
    desk.client.submit(page, form, button="Lưu", **fields)
    assert desk.cell(7, "relevant") == "(${mau} = 'do' or ${mau} = 'xanh') or ${tuoi} >= 8"
    assert desk.history()[0] == "Sửa điều kiện hiện của câu “Cảm ơn em.”"


def test_a_rule_that_says_more_is_text_to_edit(app: Flask) -> None:
    desk = Desk(app, SMALL.replace("${tuoi} > 9", "${tuoi} + 1 > 9"))
    page = desk.client.get(f"{desk.base}/7/dieu-kien")
    assert page.one("textarea[name=rule]").get_text() == "${tuoi} + 1 > 9"
    assert not page.all("form.editor-form")
    desk.client.submit(rule="")
    assert desk.cell(7, "relevant") == ""


def test_a_renamed_choice_is_followed_and_a_needed_one_stays(app: Flask) -> None:
    desk = Desk(app)
    page = desk.client.get(f"{desk.base}/lua-chon/0")
    desk.client.submit(page, **{"c.0.name": "mau_do"})
    assert desk.cell(4, "relevant") == "${mau} = 'mau_do'"
    page = desk.client.get(f"{desk.base}/lua-chon/0")
    page = desk.client.submit(page, button="× Lựa chọn 1: Xóa", status=200)
    page = desk.client.submit(page, status=422)
    assert "Vì sao em thích?" in page.words
    assert desk.cell(2, "name", "choices") == "mau_do"


def test_of_two_who_edit_at_once_the_second_loses_nothing(app: Flask) -> None:
    desk = Desk(app)
    mine = desk.client.get(f"{desk.base}/2")
    other = person(app, Role.MODERATOR)
    other.get(f"{desk.base}/2")
    other.submit(**{"t.label.vi": "Lời của người kia"})
    other.get(desk.base)
    other.submit(form="#r-2 form[action$='/chuyen']", button="↓ Chuyển xuống")
    page = desk.client.submit(mine, status=409, **{"t.label.vi": "Lời của em"})
    assert page.one("textarea[name='t.label.vi']").get_text() == "Lời của em"
    assert "Người kia đã lưu: “Lời của người kia”" in page.words
    desk.client.submit(page)
    assert desk.cell(3, "label::Tiếng Việt (vi)") == "Lời của em"
    assert desk.names()[:2] == ["nhom", "mau"]


def test_a_question_that_somebody_deleted_comes_back_as_a_new_one(app: Flask) -> None:
    desk = Desk(app)
    mine = desk.client.get(f"{desk.base}/7")
    other = person(app, Role.MODERATOR)
    other.get(desk.base)
    other.submit(form="#r-7 form[action$='/xoa']")
    page = desk.client.submit(mine, status=409, **{"t.label.vi": "Anh chị cảm ơn em."})
    assert page.one("textarea[name='t.label.vi']").get_text() == "Anh chị cảm ơn em."
    desk.client.submit(page)
    assert desk.cell(7, "label::Tiếng Việt (vi)") == "Anh chị cảm ơn em."


def test_a_form_with_errors_can_be_mended_here(app: Flask) -> None:
    broken = workbook_text("text | 1a | Em kể nhé\nselect_one mat | x | Chọn nhé\nend_group | |")
    desk = Desk(app, broken)
    page = desk.client.get(desk.base)
    assert "Lỗi" in page.read("#r-2 .remark-error").title()
    desk.client.get(f"{desk.base}/2")
    page = desk.client.submit(status=422, name="có dấu")
    assert "Tên bắt đầu bằng chữ cái" in page.words
    desk.client.submit(name="ke")
    desk.client.get(desk.base)
    desk.client.submit(form="#r-4 form[action$='/xoa']")
    assert desk.names() == ["ke", "x"]


def test_words_in_another_language_can_be_added(app: Flask) -> None:
    desk = Desk(app, workbook_text("text | ke | Em kể nhé"))
    page = desk.client.get(desk.base)
    page = desk.client.submit(page, button="Thêm lời bằng tiếng khác: English (en)")
    assert "Thêm lời bằng tiếng khác" not in page.words
    desk.client.get(f"{desk.base}/2")
    desk.client.submit(**{"t.label.en": "Tell us"})
    assert desk.cell(2, "label::English (en)") == "Tell us"
    assert desk.history()[1] == "Thêm cột lời English (en)"


def test_a_list_too_long_for_a_page_loses_nothing(app: Flask) -> None:
    rows = "\n".join(f"mau | c{n} | Màu {n} | Colour {n}" for n in range(600))
    desk = Desk(app, SMALL.rstrip() + "\n" + "".join(f"| | {r} |\n" for r in rows.splitlines()))
    page = desk.client.get(f"{desk.base}/lua-chon/0")
    assert "Danh sách này dài quá" in page.words
    desk.client.post(f"{desk.base}/lua-chon/0", {"list": "mau", "turn": 1}, status=409)
    assert len(desk.choices()) == 602


def test_numbers_that_are_none_break_nothing(app: Flask) -> None:
    desk = Desk(app)
    desk.client.get(f"{desk.base}/lua-chon/0")
    wrong = {"list": "mau", "lines": "9" * 5000, "turn": "x" * 50, "up": "9" * 5000}
    desk.client.post(f"{desk.base}/lua-chon/0", wrong, status=409)
    desk.client.get(f"{desk.base}/5")
    page = desk.client.submit(status=422, least="9" * 400, most="ba")
    assert "Xin viết một số ở đây" in page.words


def test_only_who_may_edit_comes_in(app: Flask) -> None:
    desk = Desk(app)
    reader = person(app, Role.ADMINISTRATOR)
    reader.get(desk.base, status=403)
    desk.client.get(f"{desk.base}/99", status=404)
    desk.client.get(f"{desk.base}/lua-chon/9", status=404)
