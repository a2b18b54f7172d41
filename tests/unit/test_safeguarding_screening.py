"""What the word list finds, what it leaves alone, and how it explains itself."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence

import pytest

from benchmarks.sentences import written_beside
from webapp.base.text import fold
from webapp.safeguarding.lexicon.compiling import compiled
from webapp.safeguarding.lexicon.content import shipped
from webapp.safeguarding.lexicon.samples.reading import Half, Sample, samples
from webapp.safeguarding.screening import screen

LEXICON = compiled(shipped(), "shipped")
# A miss may cost a child much; a false alarm costs the officer a minute, but an
# officer who reads only false alarms stops reading.
RECALL, FALSE_ALARMS = 0.98, 0.1
PLAIN = (
    "bố đánh em; mẹ em bị bố đánh; em bị đánh hội đồng; em bị bắt nạt; thầy giáo tát em; em "
    "bị trói; em bị bạo hành; bố cầm dao đuổi mẹ; em muốn chết; em không muốn sống nữa; em "
    "muốn treo cổ; em rạch tay mình; em muốn biến mất; em chán sống; bạn em muốn tự tử; em bị "
    "xâm hại; em bị hiếp; chú sờ vùng kín của em; em bị dượng sờ; em bị quay lén; em có thai; "
    "anh ấy bắt em cởi quần áo; họ bắt em gửi ảnh nóng; họ doạ tung ảnh của em; em bị tống "
    "tiền; có người doạ giết em; em bị bắt cóc; có chú lạ rủ em lên xe; em bị bán sang Trung "
    "Quốc; bố mẹ bắt em lấy chồng; em bị bắt nghỉ học đi làm; em phải đi ăn xin; em bị bỏ "
    "đói; nhà em hết gạo; con đói lắm; em bị nhốt; em bị đuổi khỏi nhà; em sợ về nhà; em muốn "
    "bỏ nhà đi; bố em nghiện ma tuý; cứu em với"
)


def found(*texts: str) -> set[str]:
    return {hit.rule for hit in screen(texts, LEXICON)}


def of(half: Half, danger: bool) -> Sequence[Sample]:
    return [sample for sample in samples() if sample.half is half and sample.danger is danger]


def test_the_corpus_is_large_and_says_each_thing_once() -> None:
    innocent = sum(not sample.danger for sample in samples())
    assert len(samples()) >= 1000
    assert 0.4 < innocent / len(samples()) < 0.6
    assert len({sample.texts for sample in samples()}) == len(samples())


@pytest.mark.parametrize("half", [Half.TUNING, Half.LOOKED_AT])
def test_dangerous_sentences_are_found_and_few_innocent_ones(half: Half) -> None:
    dangers, innocents = of(half, danger=True), of(half, danger=False)
    missed = [sample.texts for sample in dangers if not found(*sample.texts)]
    alarms = [sample.texts for sample in innocents if found(*sample.texts)]
    assert len(missed) <= (1 - RECALL) * len(dangers), missed
    assert len(alarms) <= FALSE_ALARMS * len(innocents), alarms


def test_sentences_never_looked_at_reach_the_aim() -> None:
    """Nobody looks at what is missed here: the fourth part of the samples, and three hands
    that knew neither list nor samples.  Each hand reaches the aim, and so do all together.
    """
    unseen = [s for s in (*samples(), *written_beside()) if s.half is Half.UNSEEN]
    raised = {sample: bool(found(*sample.texts)) for sample in unseen}
    hands = {sample.kind for sample in written_beside() if sample.half is Half.UNSEEN}
    assert len(hands) == 3
    for kinds in (hands | {"fourth"}, *({hand} for hand in hands)):
        dangers = [raised[s] for s in unseen if s.danger and s.kind in kinds]
        innocents = [raised[s] for s in unseen if not s.danger and s.kind in kinds]
        assert len(dangers) >= 200
        assert len(innocents) >= 250
        assert sum(dangers) >= RECALL * len(dangers)
        assert sum(innocents) <= FALSE_ALARMS * len(innocents)
    fourth = of(Half.UNSEEN, danger=True)
    assert sum(raised[sample] for sample in fourth) >= 0.95 * len(fourth)


def test_what_an_officer_tries_first_is_found_with_and_without_marks() -> None:
    missed = {text for text in PLAIN.split("; ") if not (found(text) and found(fold(text)))}
    assert not missed


def test_accents_and_unicode_forms_are_not_needed_to_be_found() -> None:
    dangers, innocents = of(Half.TUNING, danger=True), of(Half.TUNING, danger=False)
    missed = [s.texts for s in dangers if not found(*map(fold, s.texts))]
    alarms = [s.texts for s in innocents if found(*map(fold, s.texts))]
    assert len(missed) <= 0.05 * len(dangers), missed
    assert len(alarms) <= 0.2 * len(innocents), alarms
    for sample in dangers[::5]:
        mac = [unicodedata.normalize("NFD", text) for text in sample.texts]
        assert found(*mac) == found(*sample.texts)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Bố  em   HAY ĐÁNH em", "violence"),
        ("bố em hay đ.á.n.h em", "violence"),
        ("bố em hay đ á n h e suốt", "violence"),
        ("Boos em hay ddanhs em", "violence"),
        ("bo61 d9anh1 em", "violence"),
        ("bố dọa giết mẹ", "threat"),
        ("bố doạ giết mẹ", "threat"),
        ("e hok mún sốg nữa", "self_harm"),
        ("em muốn chếttttt", "self_harm"),
        ("t\u200bự tử", "self_harm"),
        ("Em định tự.tử", "self_harm"),
        ("Em thích học. Bố đánh em. Em thích chơi.", "violence"),
    ],
)
def test_spelling_does_not_hide_a_danger(text: str, rule: str) -> None:
    assert rule in found(text)


@pytest.mark.parametrize(
    ("harmless", "dangerous"),
    [
        ("Em đánh răng.", "Bố đánh em."),
        ("Em có tên trong danh sách.", "bo danh em"),
        ("Em cười muốn chết.", "Em muốn chết."),
        ("Em đánh cầu với bố.", "Em bị bố đánh."),
        ("Phòng chống xâm hại trẻ em.", "Em bị xâm hại."),
        ("Bố không bao giờ đánh em.", "Bố không vui là đánh em."),
        ("Em đánh cầu với bạn.", "Em đánh cầu với bạn rồi về nhà bố đánh em."),
    ],
)
def test_what_stands_around_a_word_decides(harmless: str, dangerous: str) -> None:
    assert not found(harmless)
    assert found(dangerous)


def test_a_thought_is_read_over_the_border_of_two_boxes() -> None:
    assert not found("Em thích học. Bố em hay")
    hits = screen(["Em thích học. Bố em hay", "đánh em. Em sợ."], LEXICON)
    assert ("violence", "bố em hay đánh em") in {(hit.rule, hit.words) for hit in hits}
    assert found("Dượng", "doạ giết", "hai mẹ con em")


def test_a_hit_says_which_rule_and_which_words() -> None:
    hits = screen(["Hôm qua ở nhà bố em lại đánh em đau lắm ạ."], LEXICON)
    hit = next(hit for hit in hits if hit.rule == "violence")
    assert LEXICON.titles[hit.rule]
    assert "bố em lại đánh em" in hit.words
    assert hit.words in hit.excerpt


def test_a_line_with_points_counts_and_raises_nothing_alone() -> None:
    content = shipped().with_part("rule:cry", ["trời|mây xanh = 30", "gió mát = 40"])
    content = content.with_part("points", ["* = -50", "lạ = 45"])
    lexicon = compiled(content, "")
    assert not screen(["Trời xanh. Gió mát."], lexicon)
    assert not screen(["Mây xanh, trời xanh, xanh mãi."], lexicon), "a sign counts once"
    (hit, other) = screen(["Trời xanh và gió mát quá."], lexicon)
    assert {(one.rule, one.words) for one in (hit, other)} == {
        ("cry", "trời xanh"), ("cry", "gió mát"),
    }  # fmt: skip
    # Words count with signs; what is weighed among more words weighs less.
    assert [one.rule for one in screen(["Gió mát lạ."], lexicon)] == ["cry", "together"]


def test_small_signs_together_name_the_words_that_weighed_most() -> None:
    hits = [
        hit
        for sample in of(Half.LOOKED_AT, danger=True)
        for hit in screen(sample.texts, LEXICON)
        if hit.rule == "together"
    ]
    assert hits
    assert all(hit.words and LEXICON.titles[hit.rule] for hit in hits)


def test_nothing_is_found_in_nothing() -> None:
    assert screen(["", "   ", "…", "123"], LEXICON) == []


def test_a_submission_costs_less_than_a_millisecond() -> None:
    usual = [sample.texts for sample in samples()][:300]
    began = time.process_time()
    for texts in usual:
        screen(texts, LEXICON)
    assert (time.process_time() - began) / len(usual) < 0.001
    assert found("Em thích học. " * 500 + "Bố đánh em.")
