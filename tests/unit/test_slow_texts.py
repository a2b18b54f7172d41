"""No text, however built, keeps the reading rules busy: they cost by length, not by shape."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from webapp.base.text import clean, fold
from webapp.moderation.rules import title_tells
from webapp.opinions.likeness.wording import features
from webapp.opinions.rules import is_taken_from, occurrences
from webapp.opinions.suggesting.suggestions import suggest
from webapp.safeguarding.lexicon.compiling import compiled
from webapp.safeguarding.lexicon.content import shipped
from webapp.safeguarding.screening import screen

LENGTH = 1000
LEXICON = compiled(shipped(), "shipped")
PATTERNS = (
    "a", "a.", "a-", "a*", "0.", "0 ", "a@", "@a.", " ", "\u200b", "a\u0301", "a\n", "...",
    "bố ", "em sợ ", "đánh ", "bo em danh ", "Thầy An ", "Bạn Nguyễn Văn ", "Aa ", "lớp 5A ",
    "xóm ", "http://", "fb.com/", "0912 ", "1a", "fb em ", "O0", "a1_", "a cong ", "mot ",
    "con ong ", "nha em o ", "bo em lam o ", "stk 1 ", "0123 a ", "email em ", "a(",
)  # fmt: skip
READERS: tuple[Callable[[str], object], ...] = (
    clean,
    fold,
    suggest,
    features,
    lambda text: screen([text, text], LEXICON),
    lambda text: title_tells(text, ["aa aa"]),
    lambda text: occurrences(text[:200], text),
    lambda text: is_taken_from(text[::2], text),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_long_text_is_read_at_once(pattern: str) -> None:
    text = (pattern * LENGTH)[:LENGTH]
    for reader in READERS:
        began = time.process_time()
        reader(text)
        assert time.process_time() - began < 1.0
