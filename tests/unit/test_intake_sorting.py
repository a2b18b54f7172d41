"""Each answer goes to the room it belongs to, whatever a form calls it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.forms import form_from
from webapp.directory.rules import SchoolLevel, SchoolView
from webapp.forms.filling import prune
from webapp.forms.rules import Choice, Form, Page, Question, QuestionType
from webapp.intake.sorting import one_topic, school_called, sort_answers

TEXT, ONE, TICK = QuestionType.TEXT, QuestionType.SELECT_ONE, QuestionType.ACKNOWLEDGE
QUESTIONS = (
    Question("ten", TEXT, {"vi": "Tên"}, role="child_name"),
    Question("sinh", QuestionType.DATE, {"vi": "Ngày sinh"}, role="birth_date"),
    Question("lop", TEXT, {"vi": "Lớp"}, role="class"),
    Question(
        "chu_de", ONE, {"vi": "Chủ đề"}, role="topic",
        choices=(
            Choice("san", {"vi": "Sân chơi"}, topic="SAN_CHOI"),
            Choice("kin", {"vi": "Chuyện kín"}, topic="BL_XH"),
        ),
    ),
    Question("chu_de_khac", TEXT, {"vi": "Chủ đề khác"}, role="topic"),
    Question("noi", TEXT, {"vi": "Em nói"}, role="opinion"),
    Question("ghi_chu", TEXT, {"vi": "Ghi chú"}),
    Question(
        "ai", ONE, {"vi": "Ai trả lời"}, role="wanted_answerer",
        choices=(Choice("ht", {"vi": "Hiệu trưởng"}),),
    ),
    Question("dong_y", TICK, {"vi": "Em đồng ý", "en": "I agree"}, role="consent_child"),
    Question("vui", ONE, {"vi": "Vui không"}, choices=(Choice("co", {"vi": "Có"}),)),
)  # fmt: skip
NAMES = tuple(question.name for question in QUESTIONS)
FORM = Form("s", "b", {"vi": "F"}, "1", ("vi", "en"), "vi", (Page(1, NAMES),), QUESTIONS, NAMES)
ANSWERS = {
    "ten": "Trẻ Em Mẫu",
    "sinh": "2014-05-31",
    "lop": "6B",
    "chu_de": "san",
    "chu_de_khac": "cây xanh",
    "noi": "Em muốn có cây.",
    "ghi_chu": "Cảm ơn.",
    "ai": "ht",
    "dong_y": True,
    "vui": "co",
}


def test_only_closed_answers_stay_with_the_submission() -> None:
    assert sort_answers(FORM, ANSWERS, "vi").closed == {"chu_de": "san", "ai": "ht", "vui": "co"}


def test_every_free_text_without_a_person_is_an_opinion() -> None:
    texts = sort_answers(FORM, ANSWERS, "vi").texts
    assert [text.question for text in texts] == ["chu_de_khac", "noi", "ghi_chu"]
    assert {text.wanted_answerer for text in texts} == {"Hiệu trưởng"}


def test_what_identifies_goes_apart() -> None:
    done = sort_answers(FORM, ANSWERS, "vi")
    assert {text.question: text.value for text in done.personal} == {
        "ten": "Trẻ Em Mẫu",
        "sinh": "2014-05-31",
        "lop": "6B",
    }
    assert not done.anonymous
    assert done.typed_personal == {"ten", "lop"}
    assert sort_answers(FORM, {"noi": "Chào."}, "vi").anonymous


def test_a_consent_keeps_the_words_that_were_shown() -> None:
    (consent,) = sort_answers(FORM, ANSWERS, "en").consents
    assert (consent.purpose, consent.given, consent.wording) == ("consent_child", True, "I agree")
    assert sort_answers(FORM, {"noi": "Chào."}, "vi").consents == ()


def test_a_protected_topic_is_kept_nowhere_in_the_open() -> None:
    answers = {"chu_de": "kin", "vui": "co"}
    assert sort_answers(FORM, answers, "vi", frozenset({"BL_XH"})).closed == {"vui": "co"}
    assert one_topic(FORM, answers) == "BL_XH"


SCHOOLS = tuple(
    SchoolView(number, number, code, name, short, SchoolLevel.PRIMARY)
    for number, code, name, short in (
        (1, "TH1", "Trường Tiểu học Suối Trong", "TH Suối Trong"),
        (2, "CS1", "Trường THCS Suối Trong", "THCS Suối Trong"),
        (3, "CS2", "Trường THCS Đồi Xanh", "THCS Đồi Xanh"),
    )
)


@pytest.mark.parametrize(
    ("typed", "school"),
    [
        ("Trường THCS Đồi Xanh", 3),
        ("thcs doi xanh", 3),
        ("đồi xanh", 3),
        ("TH1", 1),
        ("suối trong", None),
        ("THCS suối trong", 2),
        ("", None),
        ("tr", None),
        ("Trường", None),
        ("THCS Xa Lắc", None),
    ],
)
def test_a_school_is_known_by_the_name_a_child_gives_it(typed: str, school: int | None) -> None:
    assert school_called(typed, SCHOOLS) == school


REPEATED = """
begin_repeat | ban | Bạn | | |
text | ten | Bạn tên gì? | child_nickname | |
text | noi | ${ten} nói gì? | opinion | yes |
integer | tuoi | Mấy tuổi? | | |
calculate | dai | | | | string-length(${noi})
calculate | nam | | | | 2023 - ${tuoi}
end_repeat | | | | |
calculate | bao_nhieu | | | | count(${ban})
calculate | ten_dau | | | | ${ten}
image | anh | Ảnh | | |
"""


def test_answers_inside_a_repeat_go_their_own_way_with_their_place() -> None:
    form = form_from(REPEATED, "emnoi::role | required | calculation")
    given = {
        "ban": [{"ten": "An", "noi": "Ồn", "tuoi": 9}, {"noi": "Nắng"}],
        "anh": "Zk3",
    }
    done = sort_answers(form, prune(form, given, date(2023, 8, 15)), "vi")
    assert [(text.question, text.label, text.text) for text in done.texts] == [
        ("noi@1", "… nói gì? (1)", "Ồn"),
        ("noi@2", "… nói gì? (2)", "Nắng"),
    ]
    assert [(p.question, p.role, p.value) for p in done.personal] == [
        ("ten@1", "child_nickname", "An")
    ]
    assert done.closed == {"ban": [{"tuoi": 9, "nam": "2014"}, {"nam": "NaN"}], "bao_nhieu": "2"}
    assert done.typed_personal == {"ten@1"}
    assert done.needs_text


def test_an_answer_made_from_a_private_one_is_neither_open_nor_lost() -> None:
    form = form_from(
        """
        text | ten | Tên | child_nickname |
        integer | so | Số chữ của tên | | string-length(${ten})
        select_one l | ai | Ai? | |
        """,
        "emnoi::role | default",
        "list_name | name | label::Tiếng Việt (vi)\nl | a | Bạn ${ten}",
    )
    done = sort_answers(form, {"ten": "An", "so": 2, "ai": "a"}, "vi")
    assert done.closed == {}
    assert [(p.question, p.value) for p in done.personal] == [
        ("ten", "An"), ("so", "2"), ("ai", "Bạn …"),
    ]  # fmt: skip
