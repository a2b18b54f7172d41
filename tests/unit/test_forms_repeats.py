"""Repeats, calculations, choices and words that follow the answers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.forms import form_from
from webapp.forms import filling
from webapp.forms.rules import Form
from webapp.forms.samples import check_samples

TODAY = date(2023, 8, 15)
Answers = dict[str, Any]
ROWS = """
integer | so_em | Mấy em? | | | | | | | |
begin_repeat | em | Các em | | | | | | | |
text | ten | Em thứ mấy tên gì? | | | | | | yes | |
select_one tinh | tinh | ${ten} ở tỉnh nào? | | | | | | | | autocomplete
select_one xa | xa | Xã nào? | | | tinh=${tinh} | | | yes | |
begin_repeat | do_choi | Đồ chơi | | ${so_em} | | | | | |
text | mon | Món gì của ${ten}? | | | | | | | |
end_repeat | | | | | | | | | |
calculate | chu | | string-length(${ten}) | | | | | | |
end_repeat | | | | | | | | | |
calculate | tong | | sum(${chu}) | | | | | | |
text | loi | ${tong} chữ cái, ngày ${ngay}! | | | | | | | |
date | ngay | Ngày nào? | | | | | today() | | |
integer | doi | Số | ${so_em} * 2 | | | | | | |
text | nhac | Nhắc | concat('x', ${so_em}) | | | ${so_em} | | | |
"""
COLUMNS = (
    "calculation | repeat_count | choice_filter | trigger | default | required"
    " | relevant | appearance"
)
CHOICES = """
list_name | name | label::Tiếng Việt (vi) | tinh
tinh | na | Nghệ An |
tinh | ht | Hà Tĩnh |
xa | a | Xã A | na
xa | b | Xã B | na
xa | c | Xã C | ht
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return form_from(ROWS, COLUMNS, CHOICES)


class Child:
    """Somebody who fills in the form page by page."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.answers: Answers = filling.begin(form, TODAY)

    @property
    def state(self) -> filling.State:
        return filling.look(self.form, self.answers, TODAY)

    def keys(self) -> list[str]:
        return [page.key for page in self.state.pages]

    def sends(self, key: str, **posted: list[str]) -> filling.PageResult:
        page = next((page for page in self.state.pages if page.key == key), None)
        assert page is not None, self.keys()
        result = filling.read_page(self.form, page, posted, self.answers, TODAY)
        self.answers = result.answers
        return result


def test_a_repeat_begins_with_one_time_and_asks_for_more(form: Form) -> None:
    child = Child(form)
    more = next(page for page in child.state.pages if page.asks_for_more)
    assert more.at == (1,)
    assert child.sends(more.key).errors == {"_more": "required"}
    assert "Có" in filling.sentence(form, "_more", "required", "vi")
    assert child.sends(more.key, _more=["no"]).done
    after = child.state.after(more)
    assert after is not None
    assert after.questions == ("loi",)
    child.sends(more.key, _more=["yes"])
    following = child.state.after(more)
    assert following is not None
    assert (following.questions, following.at) == (("ten",), (2,))


def test_a_counted_repeat_has_exactly_as_many_times(form: Form) -> None:
    child = Child(form)
    for typed, times in (("2", 2), ("0", 0), ("", 0), ("-3", 0), ("99", 30)):
        child.sends("1", so_em=[typed])
        assert child.state.times("do_choi", (1,)) == times


def test_answers_and_rules_keep_to_their_time(form: Form) -> None:
    child = Child(form)
    child.sends("1", so_em=["2"])
    child.sends("2-1", ten=["An"])
    mon = form.by_name["mon"]
    number = next(page.number for page in form.pages if "mon" in page.questions)
    child.sends(f"{number}-1-2", mon=["bóng"])
    child.answers = filling.add_time(form, child.answers, "em", ())
    assert filling.problems(form, child.answers, TODAY) == {"ten@2": "required"}
    child.sends("2-2", ten=["Bình"])
    state = child.state
    assert state.value("chu", (1,)) == "2"
    assert state.value("chu", (2,)) == "4"
    assert state.value("tong") == "6"
    assert state.words(mon.label, "vi", (2, 1), "mon") == "Món gì của Bình?"
    kept = filling.prune(form, child.answers, TODAY)
    assert kept["em"][0]["do_choi"] == [{}, {"mon": "bóng"}]
    assert [one.place for one in filling.given_answers(form, kept) if one.at] == [
        "ten@1", "ten@2", "mon@1.2", "chu@1", "chu@2",
    ]  # fmt: skip


def test_a_time_taken_away_moves_the_others_up(form: Form) -> None:
    answers: Answers = {"em": [{"ten": "An"}, {"ten": "Bình"}]}
    answers = filling.drop_time(form, answers, "em", (1,))
    assert answers == {"em": [{"ten": "Bình"}]}
    none = filling.drop_time(form, answers, "em", (1,))
    pages = filling.look(form, none, TODAY).pages
    assert not any(page.repeat and not page.asks_for_more for page in pages)
    again = next(page for page in pages if page.asks_for_more)
    assert again.at == (0,)
    result = filling.read_page(form, again, {"_more": ["yes"]}, none, TODAY)
    assert filling.look(form, result.answers, TODAY).times("em") == 1


def test_no_more_than_thirty_times(form: Form) -> None:
    answers: Answers = {"em": [{"ten": "x"}] * 29}
    answers = filling.add_time(form, answers, "em", ())
    assert len(filling.add_time(form, answers, "em", ())["em"]) == filling.MOST_TIMES
    assert not any(page.asks_for_more for page in filling.look(form, answers, TODAY).pages)


def test_choices_follow_the_answer_beside_them(form: Form) -> None:
    child = Child(form)
    child.sends("2-1", ten=["An"])
    assert child.sends("3-1", tinh=["nghe an"]).answers["em"][0]["tinh"] == "na"
    state = child.state
    assert [choice.name for choice in state.choices("xa", (1,))] == ["a", "b"]
    assert child.sends("4-1", xa=["c"]).errors == {"xa": "not_a_choice"}
    assert child.sends("4-1", xa=["a"]).done
    child.sends("3-1", tinh=["ht"])
    assert filling.problems(form, child.answers, TODAY) == {"xa@1": "not_a_choice"}


def test_a_list_without_choices_needs_no_answer(form: Form) -> None:
    assert not filling.look(form, {}, TODAY).needed("xa", (1,))


def test_words_say_an_answer_as_people_read_it(form: Form) -> None:
    child = Child(form)
    child.sends("2-1", ten=["An"])
    assert child.answers["ngay"] == "2023-08-15"
    assert child.state.words(form.by_name["loi"].label, "vi") == "2 chữ cái, ngày 15/08/2023!"


def test_a_calculation_in_a_box_stays_as_written_until_its_result_changes(form: Form) -> None:
    child = Child(form)
    doi = next(page.key for page in child.state.pages if "doi" in page.questions)
    child.sends("1", so_em=["2"])
    assert child.answers["doi"] == 4
    child.sends(doi, doi=["5"])
    child.sends("2-1", ten=["An"])
    assert child.answers["doi"] == 5
    child.sends("1", so_em=["3"])
    assert child.answers["doi"] == 6


def test_a_trigger_alone_lets_a_calculation_run(form: Form) -> None:
    child = Child(form)
    assert "nhac" not in child.answers
    child.sends("1", so_em=["2"])
    assert child.answers["nhac"] == "x2"
    nhac = next(page.key for page in child.state.pages if "nhac" in page.questions)
    child.sends(nhac, nhac=["của em"])
    child.sends("1", so_em=["2"])
    assert child.answers["nhac"] == "của em"
    child.sends("1", so_em=["4"])
    assert child.answers["nhac"] == "x4"


def test_names_are_followed_through_calculations() -> None:
    form = form_from(
        """
        text | ten | Tên | child_name | | |
        integer | tuoi | Tuổi | | | |
        calculate | chao | | | concat('Chào ', ${ten}) | |
        calculate | dai | | | string-length(${chao}) | |
        calculate | nam | | | 2023 - ${tuoi} | |
        integer | nho | Số | | | ${dai} |
        begin_group | g | G | | | |
        text | y_kien | Nói | | | |
        end_group | | | | | |
        calculate | ca | | | concat(${g}, '') | |
        calculate | so | | | count(${g}) | |
        calculate | la_an | | | 1 | | ${ten} = 'An'
        """,
        "emnoi::role | calculation | default | relevant",
    )
    assert form.private == {"ten", "chao", "dai", "nho", "y_kien", "ca", "la_an"}


MIXED = "select_multiple l | q | Câu | randomize=true{} |"
LIST = "list_name | name | label::Tiếng Việt (vi) | emnoi::exclusive\n" + "\n".join(
    f"l | c{n} | C{n} | {'yes' if n == 2 else ''}" for n in range(8)
)


def order(form: Form, answers: Answers) -> list[str]:
    return [choice.name for choice in filling.look(form, answers, TODAY).choices("q")]


def test_mixed_choices_keep_their_order_in_one_draft() -> None:
    form = form_from(MIXED.format(""), "parameters", LIST)
    drafts = [filling.begin(form, TODAY) for _ in range(6)]
    orders = {tuple(order(form, draft)) for draft in drafts}
    assert len(orders) > 1
    assert all(mixed[-1] == "c2" for mixed in orders)
    assert order(form, drafts[0]) == order(form, {**drafts[0], "q": ["c1"]})
    seeded = form_from(MIXED.format(";seed=42"), "parameters", LIST)
    assert order(seeded, filling.begin(seeded, TODAY, 1)) == order(seeded, {})


def test_the_browser_gets_what_hangs_on_the_page() -> None:
    form = form_from(
        """
        text | truoc | Trước | | | |
        begin_group | g | Nhóm | field-list | | |
        select_one l | a | A | | | |
        text | b | Vì sao ${a}, ${truoc}? | | selected(${a}, 'c1') | |
        calculate | dem | | | | string-length(${a}) |
        note | n | Có ${dem} chữ | | | |
        end_group | | | | | |
        text | sau | Sau ${a} | | | |
        """,
        "appearance | relevant | calculation",
        LIST,
    )
    answers: Answers = {"truoc": "vậy", "a": "c3"}
    first, page, last = form.pages
    assert filling.live(form, first, answers, TODAY, "vi") == {}
    assert filling.live(form, last, answers, TODAY, "vi") == {}
    told = filling.live(form, page, answers, TODAY, "vi")
    assert told["values"] == {
        "truoc": "vậy", "g": {"a": "c3", "b": "", "dem": "2", "n": ""},
    }  # fmt: skip
    assert told["order"] == [name for name in form.order if name in "gabdemn" and name != "truoc"]
    words = told["questions"]["b"]["words"]["label"]
    assert words == ["Vì sao ", ["ref", "a"], ", ", ["ref", "truoc"], "?"]
    assert told["said"]["a"] == {"type": "select_one", "list": "l"}
    assert told["lists"]["l"][0] == {"name": "c0", "label": "C0"}
    assert told["questions"]["b"]["relevant"][:2] == ["call", "selected"]


def test_worked_answers_may_hold_repeats_and_calculations(form: Form, tmp_path: Path) -> None:
    survey: Any = SimpleNamespace(slug="s", forms={"": form}, suggested_topic=lambda answers: None)
    (tmp_path / "samples").mkdir()
    sample: Answers = {
        "answers": {"so_em": 1, "em": [{"ten": "An"}, {"do_choi": [{"mon": "bóng"}]}]},
        "expect": {"accepted": False, "fields": ["ten@2"], "calculated": {"tong": "2", "chu@2": 0}},
    }

    def told() -> list[str]:
        text = json.dumps(sample)
        (tmp_path / "samples" / "x.json").write_text(text, encoding="utf-8")
        return [problem.what for problem in check_samples(survey, tmp_path)[1]]

    assert told() == []
    sample["expect"]["calculated"]["tong"] = "3"
    assert told() == ["Phiếu tự tính ra tong = 2, mẫu chờ 3."]
    sample["answers"]["em"][0]["lạ"] = 1
    assert told() == ["Không có câu hỏi tên “lạ”."]
