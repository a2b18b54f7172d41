"""Which opinions are called alike and which topic is guessed, measured on invented matters."""

from __future__ import annotations

import pytest

from tests.support.matters import learned_topics, matters, precision_and_recall
from webapp.opinions.likeness.similar import ALIKE
from webapp.opinions.likeness.spelling import spelled
from webapp.opinions.likeness.wording import features, likeness


@pytest.mark.parametrize(
    ("half", "precision", "recall"), [("tuned", 0.95, 0.85), ("unseen", 0.8, 0.85)]
)
def test_most_of_one_matter_is_alike_and_little_else(
    half: str, precision: float, recall: float
) -> None:
    found_precision, found_recall, same, other = precision_and_recall(matters(half), ALIKE)
    assert same >= 50
    assert other >= 20 * same
    assert found_precision >= precision
    assert found_recall >= recall


@pytest.mark.parametrize("half", ["tuned", "unseen"])
def test_topics_are_guessed_from_what_was_chosen_before(half: str) -> None:
    guessed = learned_topics(matters(half))
    assert guessed.right >= 0.75
    assert guessed.wrong <= 0.1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nhà vệ sinh hôi lắm", "nha ve sinh hoi lam"),
        ("Nhà vệ sinh hôi lắm", "NVS hôi quáaaa"),
        ("không có quạt ở lớp", "hk có quạt ở lp"),
        ("đường ngập nước", "đườg ngập nướg".replace("nướg", "nước")),
    ],
)
def test_spelling_makes_no_difference(one: str, other: str) -> None:
    assert likeness(features(one), features(other)) > 0.8


def test_empty_words_make_nothing_alike() -> None:
    assert features("Em mong các bạn và thầy cô ạ") == {}
    assert likeness(features("Em thích bơi"), features("Em ghét bơi")) < 0.6
    assert likeness({}, {}) == 0.0
    assert [word.plain for word in spelled("Quạttttt hỏng r")] == ["quat", "hong", "roi"]
