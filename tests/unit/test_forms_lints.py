"""The children's lints, each on sentences made for it: what they find and what they let be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.forms.linting.bands import home_band, reading_speed
from webapp.forms.linting.reading import syllables
from webapp.forms.linting.wording import (
    double_negative,
    hard_words,
    long_sentences,
    negation_in_item,
    short_forms,
    two_ideas,
)
from webapp.forms.lints import Road, lint, reading, reading_time
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rules import Choice, Form, Media, Page, Question, QuestionType
from webapp.surveykit import Role

YOUNG, MIDDLE, OLD, ALL = range(6, 8), range(8, 11), range(11, 15), range(6, 18)
WAYS_OUT = ("Em không biết", "Em không muốn trả lời")


def ask(
    label: str, *choices: str, kind: QuestionType | None = None, name: str = "q", **more: object
) -> Question:
    """Make a question; its choices are named c1, c2, …"""
    made = tuple(Choice(f"c{n}", {"vi": words}) for n, words in enumerate(choices, start=1))
    chosen = kind or (QuestionType.SELECT_ONE if choices else QuestionType.TEXT)
    return Question(name, chosen, {"vi": label}, choices=made, **more)  # type: ignore[arg-type]


def form_of(*questions: Question, languages: tuple[str, ...] = ("vi",)) -> Form:
    """Make a form with one page for each question."""
    named = [replace(q, name=q.name if q.name != "q" else f"q{n}") for n, q in enumerate(questions)]
    return Form(
        survey="thu",
        band="thu",
        title={"vi": "Thử"},
        version="1",
        languages=languages,
        default_language="vi",
        pages=tuple(Page(n, (q.name,)) for n, q in enumerate(named, start=1)),
        questions=tuple(named),
        order=tuple(q.name for q in named),
    )


def kinds(*questions: Question, ages: range = MIDDLE) -> set[str]:
    """Return the kinds of advice on the questions themselves."""
    return {each.kind for each in lint(form_of(*questions), ages) if each.question}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Gần nhà em có ao không có rào không?", "không có rào không"),
        ("Em chưa bao giờ không làm bài tập.", "chưa bao giờ không"),
        ("Em không thích đi học, chưa quen bạn?", ""),
        ("Em có thích đi học không?", ""),
        ("Ở trường có vui không? Ở nhà có vui không?", ""),
        ("Không khí ở lớp em có dễ chịu không?", ""),
        ("Em thích đi học hay không?", ""),
        ("Bạn nào, chẳng hạn bạn cùng bàn, không chơi với em?", ""),
        ("Không chỉ em mà bạn em có thích không?", ""),
    ],
)
def test_double_negatives(words: str, found: str) -> None:
    assert double_negative(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Em thích học và/hoặc chơi gì?", "và/hoặc"),
        ("Em muốn đá bóng hoặc đi bơi không?", "hoặc"),
        ("Nhà vệ sinh và lớp học có sạch không?", "và"),
        ("Ai giúp em và giúp thế nào?", "và"),
        ("Lớp học và sân chơi thế nào?", "và"),
        ("Chuyện gì đã xảy ra? Xảy ra ở đâu?", "? … ?"),
        ("Bố và mẹ có nghe em nói không?", ""),
        ("Em thích nhất điều gì ở trường và ở nhà", ""),
        ("Bạn bị nói xấu (ở trường hoặc trên mạng) mấy lần?", ""),
        ("Em kể chuyện vui nhất ở lớp và ở nhà nhé.", ""),
    ],
)
def test_two_ideas_in_one_question(words: str, found: str) -> None:
    assert two_ideas(words) == found


def test_words_of_offices_and_short_forms() -> None:
    assert hard_words("Em có kiến nghị gì về cơ sở vật chất?") == ["kiến nghị", "cơ sở vật chất"]
    assert hard_words("Em muốn nói gì về lớp học của em?") == []
    assert short_forms("Em hỏi UBND hay CLB?", frozenset({"CLB"})) == ["UBND"]
    assert short_forms("Em hỏi GVCN (giáo viên chủ nhiệm)", frozenset()) == []


def test_sentences_are_counted_in_syllables() -> None:
    assert syllables("Em mấy tuổi – 8 hay 9?") == 6
    assert list(long_sentences("Em đi học. Hôm nay trời mưa to quá.", 4)) == [
        ("Hôm nay trời mưa to quá.", 6)
    ]
    assert negation_in_item("Em không thích ăn ở trường.") == "không"
    assert negation_in_item("Em có thích ăn ở trường không?") == ""


def test_a_form_is_judged_by_the_band_most_of_its_ages_belong_to() -> None:
    assert home_band(range(6, 11)).ages == range(8, 11)
    assert home_band(range(11, 18)).ages == range(11, 15)
    assert home_band(range(3, 6)).ages == range(6, 8)
    assert [reading_speed(age) for age in (3, 6, 8, 11, 17)] == [40, 40, 70, 120, 150]


def test_reading_time_follows_the_formula() -> None:
    """70 syllables a minute at eight: 14 syllables are 12 s, a choice 6 s, a text 90 s."""
    choice = ask("Em có thích đi học không?", "Rất thích", "Thích", "Không thích", "Em chưa biết")
    assert reading_time(form_of(choice), range(8, 9)) == 12 + 6 + 60
    assert reading_time(form_of(choice, ask("Vì sao?")), range(8, 9)) == 14 + 6 + 90 + 60
    named = ask("Vì sao?", role=Role.CHILD_NAME)
    assert reading_time(form_of(choice, named), range(8, 9)) == 14 + 12 + 60


@pytest.mark.parametrize(
    ("rule", "usual"),
    [
        ("${a} = 'c1'", False),
        ("${a} != 'c1'", True),
        ("selected(${a}, 'c1')", False),
        ("${a} = 'c1' or ${b} = 'c1'", True),
        ("${a} = 'c1' and ${b} = 'c1'", False),
        ("not(${a} = 'c1')", True),
        ("${b} = 'c1'", True),
        ("${so} > 3", True),
    ],
)
def test_the_usual_road_leaves_out_what_one_answer_of_several_opens(rule: str, usual: bool) -> None:
    form = form_of(
        ask("A", "1", "2", "3", name="a"),
        ask("B", "có", "không", name="b"),
        ask("Số", kind=QuestionType.INTEGER, name="so"),
        ask("Thêm", name="them", relevant=compile_expression(rule)),
    )
    extra = reading_time(form, MIDDLE, Road.LONGEST) - reading_time(form, MIDDLE, Road.USUAL)
    assert (extra < 90) is usual


def test_a_form_too_long_for_its_readers() -> None:
    many = [ask("Em kể một chuyện ở trường nhé.", name=f"q{n}") for n in range(13)]
    found = {each.kind: each.what for each in lint(form_of(*many), MIDDLE)}
    assert {"time_usual", "time_longest", "many_questions", "free_texts"} <= set(found)
    assert "21 phút 40 giây" in found["time_usual"]
    assert "10 phút" in found["time_usual"]
    assert found["free_texts"].startswith("Phiếu có 13 câu phải tự viết")
    assert not reading(form_of(*many), MIDDLE).fits
    assert reading(form_of(many[0]), MIDDLE).fits
    assert "free_texts_none" in {each.kind for each in lint(form_of(many[0]), YOUNG)}
    assert "wide_ages" in {each.kind for each in lint(form_of(many[0]), ALL)}
    assert "wide_ages" not in {each.kind for each in lint(form_of(many[0]), range(6, 11))}


def test_options_are_counted_without_the_ways_out() -> None:
    four = ("Vàng", "Xanh", "Đỏ", "Tím")
    assert kinds(ask("Em thích màu nào?", *four, *WAYS_OUT)) == set()
    assert kinds(ask("Em thích màu nào?", *four, "Nâu", *WAYS_OUT)) == {"many_options"}
    assert kinds(ask("Em thích màu nào?", *four, "Nâu", *WAYS_OUT), ages=OLD) == set()
    colours = [f"Màu {n}" for n in range(11)]
    assert kinds(ask("Em thích màu nào?", *colours, *WAYS_OUT)) == {"long_list"}
    folded = ask("Em thích màu nào?", *colours, *WAYS_OUT, appearance="autocomplete")
    assert kinds(folded) == set()
    assert kinds(ask("Em mấy tuổi?", *"678901", role=Role.AGE)) == set()
    scale = ("Rất vui", "Hơi vui", "Bình thường", "Hơi buồn", "Rất buồn")
    assert kinds(ask("Em thấy thế nào?", *scale, *WAYS_OUT)) == set()


def test_a_single_choice_has_two_ways_out() -> None:
    both = [each.what for each in lint(form_of(ask("Em vui không?", "Có", "Không")), OLD)]
    assert any("“Em không biết” và “Em không muốn trả lời”" in what for what in both)
    half = ask("Em vui không?", "Có", "Không", "Em không rõ")
    assert kinds(half) == {"no_way_out"}
    assert kinds(ask("Em vui không?", "Có", "Không", *WAYS_OUT)) == set()
    # To tell nobody is an answer, not a refusal to give one.
    assert kinds(ask("Em kể với ai?", "Bố mẹ", "Em không nói với ai", "Em không biết")) == {
        "no_way_out"
    }
    several = ask("Em thích gì?", "Bơi", "Vẽ", kind=QuestionType.SELECT_MULTIPLE)
    assert kinds(several) == set()
    assert kinds(replace(several, required=compile_expression("true()"))) == {"no_way_out"}
    assert kinds(ask("Em đồng ý?", "Đồng ý", "Không", role=Role.CONSENT_CHILD)) == set()


def test_agreeing_is_no_scale_for_the_young() -> None:
    agreeing = ask("Trường em rất vui.", "Đồng ý", "Không đồng ý", *WAYS_OUT)
    assert kinds(agreeing, ages=MIDDLE) == {"agree_scale"}
    assert kinds(agreeing, ages=OLD) == set()


def test_a_scale_item_denies_nothing() -> None:
    steps = ("Luôn luôn", "Thỉnh thoảng", "Không bao giờ", *WAYS_OUT)
    assert kinds(ask("Thầy cô không mắng em.", *steps)) == {"negative_item"}
    assert kinds(ask("Thầy cô khen em.", *steps)) == set()


@pytest.mark.parametrize(
    ("label", "thing"),
    [
        ("Số căn cước của em", "giấy tờ"),
        ("Mẹ em làm nghề gì?", "nghề gì"),
        ("Nơi làm việc của bố", "nghề gì"),
        ("Nhà em có phải hộ nghèo không?", "giàu hay nghèo"),
        ("Em theo đạo nào?", "tôn giáo"),
        ("Em là người dân tộc nào?", "dân tộc"),
    ],
)
def test_what_is_never_asked(label: str, thing: str) -> None:
    found = [each.what for each in lint(form_of(ask(label)), OLD) if each.kind == "never_ask"]
    assert len(found) == 1
    assert thing in found[0]


@pytest.mark.parametrize(
    "label",
    [
        "Em thích trò chơi dân tộc nào?",
        "Trường dân tộc nội trú của em có vui không?",
        "Em muốn làm nghề gì?",
        "Bố mẹ có nghe em nói không?",
        "Lương thực ở nhà em có đủ không?",
    ],
)
def test_what_only_sounds_like_it(label: str) -> None:
    assert "never_ask" not in kinds(ask(label))


def test_a_name_typed_without_a_role() -> None:
    assert "unmarked_personal" in kinds(ask("Họ và tên của em"))
    assert "unmarked_personal" not in kinds(ask("Họ và tên của em", role=Role.CHILD_NAME))
    assert "unmarked_personal" not in kinds(ask("Em thích trang nào?", "Zalo", "Khác"))


def test_danger_needs_help_near() -> None:
    danger = ask("Có ai bắt nạt em không?", "Có", "Không", *WAYS_OUT, name="bi")
    card = ask("Em gọi 111 nhé.", kind=QuestionType.NOTE, card="help", name="giup")
    others = [ask(f"Em thích số {n}?", "Có", "Không", *WAYS_OUT) for n in range(3)]
    assert "no_help_card" in kinds(danger, *others)
    assert "no_help_card" not in kinds(danger, card)
    assert "no_help_card" in kinds(danger, *others, card)
    bound = replace(card, relevant=compile_expression("${bi} = 'c1'"))
    assert "no_help_card" not in kinds(danger, *others, bound)
    assert "no_help_card" not in kinds(replace(danger, hint={"vi": "Em gọi 111 nhé."}))


def test_a_text_may_stay_empty_unless_it_is_what_the_form_is_for() -> None:
    must = ask("Em muốn hỏi gì?", required=compile_expression("true()"))
    assert kinds(must) == set()
    assert "required_free_text" in kinds(must, ask("Em muốn nói gì nữa?"))


def test_words_missing_in_a_language() -> None:
    half = replace(
        ask("Em vui không?", "Có", *WAYS_OUT), label={"vi": "Em vui không?", "en": "Happy?"}
    )
    found = [each for each in lint(form_of(half, languages=("vi", "en")), MIDDLE) if each.question]
    assert [(each.kind, each.language) for each in found] == [("missing_language", "en")]
    assert "tiếng Anh" in found[0].what
    assert "3 lựa chọn" in found[0].what
    assert "one_language" in {each.kind for each in lint(form_of(half), MIDDLE)}


def test_a_picture_needs_words() -> None:
    picture = Choice("meo", {}, media=Media(image={"vi": "meo.png"}))
    question = replace(ask("Em thích con nào?", *WAYS_OUT), choices=(picture,))
    assert "missing_alt" in kinds(question)
    assert "missing_alt" not in kinds(
        replace(question, choices=(replace(picture, label={"vi": "Mèo"}),))
    )


def test_what_a_parent_reads_is_left_alone() -> None:
    words = "Họ tên cha, mẹ hoặc người đại diện theo quy định của pháp luật hiện hành là gì?"
    assert kinds(ask(words, role=Role.GUARDIAN_NAME)) == {"no_consent"}
    agreed = ask("Phụ huynh đồng ý chứ?", "Có", "Không", role=Role.CONSENT_GUARDIAN)
    assert kinds(ask(words, role=Role.GUARDIAN_NAME), agreed) == set()
