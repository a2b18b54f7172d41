"""What the word list finds, what it leaves alone, and how it explains itself."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

from webapp.base.text import fold
from webapp.safeguarding.lexicon import read_lexicon
from webapp.safeguarding.screening import screen

LEXICON = read_lexicon()
CORPUS = tomllib.loads(
    Path(__file__).with_name("screening_corpus.toml").read_text(encoding="utf-8")
)


def found(text: str) -> set[str]:
    return {hit.rule for hit in screen([text], LEXICON)}


def test_the_corpus_is_large_and_half_of_it_was_not_tuned_on() -> None:
    sizes = {part: sum(len(texts) for texts in CORPUS[part].values()) for part in CORPUS}
    assert sum(sizes.values()) >= 150
    assert sizes["unseen"] * 2 >= sizes["tuned"] + sizes["unseen"] - 2


@pytest.mark.parametrize("part", ["tuned", "unseen", "beside"])
def test_dangerous_sentences_are_found(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    dangerous, harmless = CORPUS[part]["danger"], CORPUS[part]["innocent"]
    missed = [text for text in dangerous if not found(text)]
    alarms = [text for text in harmless if found(text)]
    recall = 1 - len(missed) / len(dangerous)
    with capsys.disabled():
        print(
            f"\n  screening, {part}: recall {recall:.1%} of {len(dangerous)}, "
            f"false alarms {len(alarms)} of {len(harmless)}"
        )
    assert recall >= 0.95, missed
    # A false alarm costs the officer a minute, a miss may cost a child much
    # more; but an officer who reads only false alarms stops reading.
    assert len(alarms) <= 0.1 * len(harmless), alarms


@pytest.mark.parametrize("part", ["tuned", "unseen", "beside"])
def test_accents_are_not_needed_to_be_found(part: str) -> None:
    bare = [fold(text) for text in CORPUS[part]["danger"]]
    missed = [text for text in bare if not found(text)]
    assert len(missed) <= 0.05 * len(bare), missed
    alarms = [text for text in map(fold, CORPUS[part]["innocent"]) if found(text)]
    assert len(alarms) <= 0.1 * len(CORPUS[part]["innocent"]), alarms


def test_text_from_a_mac_is_found_as_well() -> None:
    for text in CORPUS["tuned"]["danger"]:
        assert found(unicodedata.normalize("NFD", text)) == found(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Bố  em   HAY ĐÁNH em", "violence"),
        ("bố em hay đ.á.n.h em", "violence"),
        ("bố dọa giết mẹ", "threat"),
        ("bố doạ giết mẹ", "threat"),
        ("e hok mún sốg nữa", "self_harm"),
        ("em muốn chếttttt", "self_harm"),
        ("t\u200bự tử", "self_harm"),
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
    ],
)
def test_what_stands_around_a_word_decides(harmless: str, dangerous: str) -> None:
    assert not found(harmless)
    assert found(dangerous)


def test_a_harmless_expression_does_not_hide_the_danger_beside_it() -> None:
    assert found("Em đánh cầu với bạn rồi về nhà bố đánh em.")


def test_a_hit_says_which_rule_and_which_words() -> None:
    (hit, *_) = screen(["Hôm qua ở nhà bố em lại đánh em đau lắm ạ."], LEXICON)
    assert LEXICON.titles[hit.rule]
    assert hit.words == "bố em lại đánh em"
    assert hit.words in hit.excerpt


def test_nothing_is_found_in_nothing() -> None:
    assert screen(["", "   ", "…", "123"], LEXICON) == []


def test_a_long_text_is_read_quickly_and_wholly() -> None:
    assert found("Em thích học. " * 500 + "Bố đánh em.")
