"""Filling a form: typed answers, pages that come and go, sentences."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from tests.support.forms import form_from
from webapp.forms import filling
from webapp.forms.filling.fitting import check_value
from webapp.forms.filling.reading import plain_phone, read_value
from webapp.forms.rules import Form, Page, Question, QuestionType
from webapp.forms.tree import digest_of, from_json, to_json

TODAY = date(2023, 8, 15)
COLUMNS = (
    "label::English (en) | emnoi::role | required | relevant | constraint | appearance"
    " | emnoi::max_length | constraint_message::Tiếng Việt (vi)"
)
CHOICES = """
list_name | name | label::Tiếng Việt (vi) | label::English (en) | emnoi::exclusive | emnoi::topic
co | yes | Có | Yes | |
co | no | Không | No | |
l | a | Chuyện A | Matter A | | VE_SINH
l | b | Chuyện B | Matter B | | VE_SINH
l | C | Chuyện C | Matter C | |
l | none | Không có | Nothing | yes |
tuoi | 9 | 9 | 9 | |
tuoi | 16 | 16 trở lên | 16 or older | |
"""
ROWS = """
select_one tuoi | tuoi | Em mấy tuổi? | How old are you? | age | yes | | | | |
select_multiple l | chon | Chọn | Choose | topic | | | count-selected(.) < 3 | | | Nhiều nhất 2.
text | noi_a | Chuyện A thế nào? | How is A? | | | selected(${chon}, 'a') | | multiline | 20 |
begin_group | nhom | Nhóm | Group | | | ${tuoi} > 10 | | field-list | |
date | ngay | Ngày sinh | Birthday | birth_date | | | . <= today() | year | |
text | dien_thoai | Điện thoại | Phone | guardian_phone | | | regex(., '0[0-9]{9}') | | | 10 chữ số.
select_one co | anh | Chụp ảnh? | Photos? | consent_photo | yes | | | | |
end_group
note | loi | Lời dẫn | A word | | | ${anh} = 'yes' | | | |
integer | so | Mấy bạn? | How many? | | | ${anh} = 'yes' | . >= 0 and . < 50 | | |
acknowledge | dong_y | Em đồng ý | I agree | consent_child | yes | | | | |
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return form_from(ROWS, COLUMNS, CHOICES)


def shown(form: Form, answers: dict[str, Any]) -> list[tuple[int, tuple[str, ...]]]:
    return [(page.number, page.questions) for page in filling.visible_pages(form, answers, TODAY)]


def read(
    form: Form, number: int, posted: dict[str, list[str]], answers: dict[str, Any]
) -> filling.PageResult:
    page = form.page(number)
    assert page is not None
    return filling.read_page(form, page, posted, answers, TODAY)


def test_words_are_asked_for_by_identifier() -> None:
    columns = "label::English (en) | hint::Tiếng Việt (vi) | calculation | relevant | appearance"
    rows = """
        begin_group | nhom | Nhóm | Group | | | | field-list
        select_one co | anh | Ảnh? | Photos? | Chào ${anh} | | |
        calculate | ma | | | | if(${anh} = '', '/x/nhom/anh:label', 'co-1') | |
        calculate | loi | | | | concat(jr:itext(${ma}), jr:itext('/data/nhom/anh:hint')) | |
        text | ten | Tên | Name | | | ${loi} != '' and jr:itext(' co-0 ') != '' |
        end_group
    """
    form = form_from(rows, columns, CHOICES)
    assert filling.look(form, {}, TODAY).value("loi") == "Ảnh?Chào ${anh}"
    assert filling.look(form, {"anh": "yes"}, TODAY, "en").value("loi") == "NoChào ${anh}"
    state = filling.look(form, {}, TODAY)
    page = state.pages[0]
    assert filling.live(form, page, {}, TODAY, "en")["itext"]["co-1"] == "No"


def test_pages_come_and_go_with_the_answers(form: Form) -> None:
    assert shown(form, {}) == [(1, ("tuoi",)), (2, ("chon",)), (7, ("dong_y",))]
    assert shown(form, {"chon": ["a"], "tuoi": "16"}) == [
        (1, ("tuoi",)),
        (2, ("chon",)),
        (3, ("noi_a",)),
        (4, ("ngay", "dien_thoai", "anh")),
        (7, ("dong_y",)),
    ]
    assert (6, ("so",)) in shown(form, {"tuoi": "16", "anh": "yes"})


def test_a_hidden_answer_counts_as_none_for_other_questions(form: Form) -> None:
    """The photo question is hidden for a nine-year-old, and with it what hangs on it."""
    answers = {"tuoi": "9", "anh": "yes", "so": 3, "dong_y": True}
    assert "so" not in filling.visible(form, answers, TODAY)
    assert filling.prune(form, answers, TODAY) == {"tuoi": "9", "dong_y": True}


def test_a_group_label_is_the_title_of_its_page(form: Form) -> None:
    page = form.page(4)
    assert page is not None
    assert page.title == {"vi": "Nhóm"} | {"en": "Group"}
    assert form.page(0) is None
    assert form.page(8) is None


def test_one_page_is_read(form: Form) -> None:
    result = read(form, 1, {"tuoi": ["9"]}, {})
    assert result.done
    assert result.answers == {"tuoi": "9"}
    assert result.typed == {"tuoi": ("9",)}


def test_what_is_missing_is_told_and_what_was_typed_is_kept(form: Form) -> None:
    result = read(form, 4, {"dien_thoai": ["12 34"], "ngay": ["31/02/2012"]}, {"tuoi": "16"})
    assert result.errors == {"ngay": "not_a_date", "dien_thoai": "constraint", "anh": "required"}
    assert result.typed["ngay"] == ("31/02/2012",)
    assert not result.done


def test_an_emptied_field_takes_the_answer_back(form: Form) -> None:
    result = read(form, 2, {}, {"chon": ["a"], "noi_a": "x"})
    assert result.done
    assert result.answers == {"noi_a": "x"}
    assert filling.prune(form, result.answers, TODAY) == {}


def test_a_question_of_the_same_page_that_comes_into_sight_is_shown_before_going_on() -> None:
    form = form_from(
        "begin_group | g | G | | field-list |\n"
        "text | a | A | | |\n"
        "text | b | B | ${a} = 'x' | | yes\n"
        "end_group",
        "relevant | appearance | required",
    )
    first = read(form, 1, {"a": ["x"]}, {})
    assert (first.revealed, first.errors, first.done) == (("b",), {}, False)
    second = read(form, 1, {"a": ["x"]}, first.answers)
    assert second.errors == {"b": "required"}
    assert read(form, 1, {"a": ["y"], "b": ["z"]}, second.answers).done


TYPED = [
    (QuestionType.TEXT, {}, ["  xin \u00a0 chào\u200b "], "xin chào", None),
    (QuestionType.TEXT, {}, ["dòng\nmột"], "dòng một", None),
    (QuestionType.TEXT, {"appearance": "multiline"}, ["dòng\r\nmột"], "dòng\nmột", None),
    (QuestionType.TEXT, {}, [" \u200b "], None, None),
    (QuestionType.TEXT, {"max_length": 3}, ["abcd"], None, "too_long"),
    (QuestionType.TEXT, {"role": "guardian_phone"}, ["+84 912-345.678"], "0912345678", None),
    (QuestionType.INTEGER, {}, ["12"], 12, None),
    (QuestionType.INTEGER, {}, ["１２"], 12, None),
    (QuestionType.INTEGER, {}, ["-3"], -3, None),
    (QuestionType.INTEGER, {}, ["1.5"], None, "not_a_number"),
    (QuestionType.INTEGER, {}, ["9" * 30], None, "not_a_number"),
    (QuestionType.ACKNOWLEDGE, {}, ["yes"], True, None),
    (QuestionType.ACKNOWLEDGE, {}, [], None, None),
    (QuestionType.DATE, {}, ["1/5/2014"], "2014-05-01", None),
    (QuestionType.DATE, {}, ["31-05-2014"], "2014-05-31", None),
    (QuestionType.DATE, {}, ["31.05.2014"], "2014-05-31", None),
    (QuestionType.DATE, {}, ["2014-05-31"], "2014-05-31", None),
    (QuestionType.DATE, {}, ["ngày 05 tháng 01 năm 2014"], "2014-01-05", None),
    (QuestionType.DATE, {}, ["31", "5", "2014"], "2014-05-31", None),
    (QuestionType.DATE, {}, ["", "", ""], None, None),
    (QuestionType.DATE, {}, ["05/31/2014"], None, "not_a_date"),
    (QuestionType.DATE, {}, ["2014"], None, "not_a_date"),
    (QuestionType.DATE, {}, ["1/1/1014"], None, "not_a_date"),
    (QuestionType.DATE, {"appearance": "year"}, ["2014"], "2014", None),
    (QuestionType.DATE, {"appearance": "year"}, ["", "", "2014"], "2014", None),
    (QuestionType.DATE, {"appearance": "year"}, ["1/5/2014"], "2014-05-01", None),
    (QuestionType.DATE, {"appearance": "year"}, ["0014"], None, "not_a_date"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "more", "posted", "value", "error"), TYPED)
def test_typed(
    kind: QuestionType, more: dict[str, Any], posted: list[str], value: object, error: str | None
) -> None:
    question = Question("q", kind, {"vi": "?"}, **more)
    assert read_value(question, posted) == (value, error)


def test_length_counts_letters_however_the_keyboard_sent_them() -> None:
    question = Question("q", QuestionType.TEXT, {"vi": "?"}, max_length=5)
    decomposed = unicodedata.normalize("NFD", "ượưởự")
    assert len(decomposed) > 10
    assert read_value(question, [decomposed]) == ("ượưởự", None)


def test_choices(form: Form) -> None:
    several = form.question("chon")
    assert read_value(several, ["b", "a"]) == (["a", "b"], None)
    assert read_value(several, ["a", "none"]) == (None, "exclusive")
    assert read_value(several, ["none"]) == (["none"], None)
    assert read_value(several, ["a", "x"]) == (None, "not_a_choice")
    one = form.question("anh")
    assert read_value(one, ["yes", "yes"]) == ("yes", None)
    assert read_value(one, ["yes", "no"]) == (None, "not_a_choice")
    assert read_value(one, ["maybe"]) == (None, "not_a_choice")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("0912 345 678", "0912345678"), ("84912345678", "0912345678"), ("0084912345678", "0912345678"),
     ("(0238) 3.123.456", "02383123456"), ("không có", "không có"), ("09123", "09123")],
)  # fmt: skip
def test_phones(typed: str, plain: str) -> None:
    assert plain_phone(typed) == plain


def test_the_whole_form_is_checked_at_the_end(form: Form) -> None:
    assert filling.problems(form, {}, TODAY) == {"tuoi": "required", "dong_y": "required"}
    fine = {"tuoi": "9", "dong_y": True}
    assert filling.problems(form, fine, TODAY) == {}
    assert filling.problems(form, {**fine, "chon": ["a", "b", "C"]}, TODAY) == {
        "chon": "constraint"
    }
    assert filling.problems(form, {**fine, "chon": "a"}, TODAY) == {"chon": "not_a_choice"}
    assert filling.problems(form, {**fine, "tuoi": "10"}, TODAY) == {"tuoi": "not_a_choice"}
    assert filling.problems(form, {**fine, "chon": ["a"], "noi_a": "x" * 21}, TODAY) == {
        "noi_a": "too_long"
    }
    assert filling.problems(form, {**fine, "no_such": 1}, TODAY) == {}


@pytest.mark.parametrize(
    ("value", "born_in_time"),
    [("2023-08-15", True), ("2023-08-16", False), ("2023", True), ("2024", False)],
)
def test_a_year_can_be_compared_with_a_day(form: Form, value: str, born_in_time: bool) -> None:
    answers = {"tuoi": "16", "anh": "no", "dong_y": True, "ngay": value}
    assert ("ngay" not in filling.problems(form, answers, TODAY)) is born_in_time


def test_sentences(form: Form) -> None:
    say = filling.sentence
    assert (
        say(form, "tuoi", "required", "vi") == "Em quên chọn câu này rồi. Em chọn giúp anh chị nhé."
    )
    assert say(form, "chon", "constraint", "vi") == "Nhiều nhất 2."
    assert say(form, "chon", "constraint", "en") == "Nhiều nhất 2.", "no English: the default"
    assert (
        say(form, "chon", "exclusive", "vi")
        == "Em đã chọn “Không có” thì không chọn thêm câu khác. Em bỏ bớt nhé."
    )
    assert say(form, "chon", "exclusive", "en").startswith("“Nothing” cannot be chosen together")
    assert (
        say(form, "noi_a", "too_long", "vi")
        == "Em viết dài quá 20 chữ cái rồi. Em viết ngắn lại một chút nhé."
    )
    assert (
        say(form, "dong_y", "required", "en")
        == "This box has to be ticked before the form can be sent."
    )
    assert "2014" in say(form, "ngay", "not_a_date", "vi")


def test_no_sentence_scolds() -> None:
    from webapp.forms.filling.sentences import DEFAULTS

    for texts in DEFAULTS.values():
        assert set(texts) == {"vi", "en"}
        assert not any(word in texts["vi"].lower() for word in ("không hợp lệ", "lỗi", "vui lòng"))


def test_what_answers_mean(form: Form) -> None:
    answers = {
        "tuoi": "16",
        "chon": ["a", "b", "C"],
        "anh": "no",
        "dong_y": True,
        "ngay": "2012-05-31",
    }
    assert (
        filling.describe(form.question("chon"), answers["chon"], "vi")
        == "Chuyện A, Chuyện B, Chuyện C"
    )
    assert filling.describe(form.question("tuoi"), "16", "en") == "16 or older"
    assert filling.describe(form.question("ngay"), "2012-05-31", "vi") == "31/05/2012"
    assert filling.describe(form.question("ngay"), "2012", "vi") == "2012"
    assert filling.describe(form.question("dong_y"), True, "vi") == "Đồng ý"
    assert filling.describe(form.question("so"), None, "vi") == ""
    assert filling.describe(form.question("so"), 0, "vi") == "0"
    assert filling.topics_of(form, answers) == ("VE_SINH", "C")
    assert filling.topics_of(form, {"chon": ["none"]}) == ()
    assert filling.consents_of(form, answers) == {"consent_photo": False, "consent_child": True}
    assert filling.consents_of(form, {}) == {}
    assert filling.age_of(form, answers, TODAY) == 16
    assert filling.age_of(form, {"ngay": "2012-08-16"}, TODAY) == 10
    assert filling.age_of(form, {"ngay": "2012-08-15"}, TODAY) == 11
    assert filling.age_of(form, {"ngay": "2012"}, TODAY) == 11
    assert filling.age_of(form, {}, TODAY) is None
    assert filling.answer_with_role(form, answers, "age") == "16"


def test_typed_from_fills_a_field_with_what_was_read(form: Form) -> None:
    values: dict[str, Any] = {
        "tuoi": "16",
        "chon": ["a", "b"],
        "ngay": "2012-05-31",
        "so": 3,
        "dong_y": True,
    }
    for name, value in values.items():
        question = form.question(name)
        assert read_value(question, filling.typed_from(question, value)) == (value, None)
        assert check_value(question, value) is None
    assert filling.typed_from(form.question("so"), None) == ()


def test_free_text_is_an_opinion_unless_it_is_personal() -> None:
    form = form_from(
        "text | a | A |\ntext | b | B | opinion\ntext | c | C | school\ntext | d | D | child_name\n"
        "select_one co | e | E | class",
        "emnoi::role",
        "list_name | name | label::Tiếng Việt (vi)\nco | yes | Có\nco | no | Không",
    )
    assert [q.name for q in form.questions if q.opinion] == ["a", "b"]
    assert [q.name for q in form.questions if q.personal] == ["c", "d"]


def test_a_form_survives_json(form: Form) -> None:
    again = from_json(to_json(form))
    assert again == form
    assert digest_of(again) == digest_of(form)
    answers = {"tuoi": "16", "anh": "yes"}
    assert filling.visible(again, answers, TODAY) == filling.visible(form, answers, TODAY)


def test_page_knows_its_whole_group_even_when_narrowed(form: Form) -> None:
    narrowed = Page(4, ("anh",))
    result = filling.read_page(
        form, narrowed, {"anh": ["no"], "ngay": ["2012"]}, {"tuoi": "16"}, TODAY
    )
    assert result.answers == {"tuoi": "16", "anh": "no", "ngay": "2012"}
