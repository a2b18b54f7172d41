"""How easily children read a reply: the measure behind the writer's meter."""

from __future__ import annotations

import pytest

from webapp.forms.linting.office_words import OFFICE_WORDS
from webapp.tracker.replies.plain import PLAIN_WORDS, band_for, measure
from webapp.tracker.replies.reviewing import telling_words
from webapp.tracker.rules import Decision
from webapp.tracker.views import ReplyText

LONG = "Xã sẽ mời các cô chú thợ đến sửa lại cái cổng trường bị hỏng và sơn lại cho đẹp nhé."


@pytest.mark.parametrize(
    ("bands", "most"),
    [
        (["6-10"], 14),
        (["11-15", "6-10"], 14),
        (["11-15"], 18),
        (["16+"], 22),
        (["tat-ca"], 14),
        ([], 14),
    ],
)
def test_the_youngest_children_behind_a_case_are_the_measure(bands: list[str], most: int) -> None:
    assert band_for(bands).sentence == most


def test_what_is_hard_is_named_with_a_plainer_word() -> None:
    found = measure(["UBND xã sẽ triển khai. " + LONG, "Em chờ nhé.", ""], band_for(["6-10"]))
    assert [length for _words, length in found.long] == [found.longest] == [21]
    assert found.office == (("triển khai", "làm"),)
    assert found.short == ("UBND",)
    assert not found.plain
    assert measure(["Xã sẽ sửa cổng. Em chờ nhé."], band_for(["6-10"])).plain


def test_words_of_offices_are_whole_words_and_each_has_a_plain_one() -> None:
    assert measure(["Đơn vịt bơi."], band_for([])).office == ()
    assert measure(["KINH PHÍ chưa có."], band_for([])).office == (("kinh phí", "tiền"),)
    assert set(OFFICE_WORDS) <= set(PLAIN_WORDS)
    assert all(plain and plain != word for word, plain in PLAIN_WORDS.items())


def test_a_reply_that_could_tell_of_a_child_is_looked_at() -> None:
    text = ReplyText(
        Decision.WILL_DO,
        "Bạn Nguyễn Văn An lớp 5A muốn có cây.",
        "Trồng cây.",
        "",
        "Gọi 0912345678.",
    )
    found = [one.words for one in telling_words(text)]
    assert any("An" in words for words in found)
    assert any("0912345678" in words for words in found)
    plain = ReplyText(Decision.WILL_DO, "Các em muốn có cây.", "Trồng cây.", "", "Trước Tết.")
    assert telling_words(plain) == ()
