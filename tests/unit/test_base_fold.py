"""Folding for search: no accents, in whatever form they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.text import fold


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_loses_its_accents_in_either_form(form: str) -> None:
    typed = unicodedata.normalize(form, "Nhà vệ sinh – ĐƯỜNG ĐI HỌC, Ẵm ỹ")
    assert fold(typed) == "nha ve sinh – duong di hoc, am y"


@given(st.text(max_size=40))
def test_the_table_says_what_taking_apart_says(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    assert fold(text) == bare.replace("đ", "d").replace("Đ", "D").lower()
