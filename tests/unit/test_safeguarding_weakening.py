"""What of a change of the word list raises less, and what only adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.safeguarding.lexicon.content import shipped
from webapp.safeguarding.lexicon.weakening import only_added, weakening


@pytest.mark.parametrize(
    ("part", "added", "less"),
    [
        ("rule:cry", "trời xanh lam", False),
        ("rule:cry", "trời xanh lam = 40", False),
        ("set:tool", "cán chổi", False),
        # A harmless expression names this group: a word of the list makes it wider.
        ("set:hit", "quắp", False),
        ("set:hit", "trời", True),
        ("spelling", "khóc = kh0c", False),
        # A way to write a word that is itself in the list hides that word.
        ("spelling", "đàn = đánh", True),
        ("innocent", "bắt cóc", True),
        ("exact", "bắt cóc", True),
        ("points", "mây tím = 40", False),
        ("points", "mây tím = -40", True),
    ],
)
def test_adding_raises_more_but_for_harmless_words(part: str, added: str, less: bool) -> None:
    before = shipped()
    lines = before.parts()[part]
    after = before.with_part(part, [*lines, added])
    assert bool(weakening(before, after)) is less
    assert (only_added(before, after).parts() == before.parts()) is less
    # Taking a line away is the other way round.
    fewer = before.with_part(part, lines[1:])
    assert bool(weakening(before, fewer)) is (part not in {"innocent", "exact"})


def test_words_of_a_group_that_harmless_expressions_name_wait() -> None:
    before = shipped().with_part("innocent", ["chơi|đùa với @animal"])
    before = replace(before, sets={**before.sets, "animal": ("@pet",), "pet": ("mèo",)})
    after = before.with_part("set:pet", ["mèo", "bố"])
    (change,) = weakening(before, after)
    assert (change.part, change.added) == ("set:pet", ("bố",))


def test_a_line_made_a_sign_raises_less_and_a_sign_made_a_line_does_not() -> None:
    alone, sign = (shipped().with_part("rule:cry", [line]) for line in ("kêu cứu", "kêu cứu = 40"))
    both = shipped().with_part("rule:cry", ["kêu cứu = 40", "kêu cứu"])
    assert weakening(alone, sign)
    assert not weakening(sign, both)
