"""Hiding by spans, splitting and the state machine, on any text one can think of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.opinions.rules import (
    ERASED,
    FILLER,
    MASK,
    MOVES,
    WAITING,
    HidingKind,
    OpinionState,
    Span,
    erase,
    is_taken_from,
    occurrences,
    public_text,
)
from webapp.opinions.suggesting.suggestions import suggest

# Hidden stretches are made of letters that stand nowhere else, so that one
# that survives can be recognised.
OPEN_LETTERS = "aăâeêioôơuưy ,.\n"
SECRET_LETTERS = "XZWQ0123456789"


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Return a text and spans, overlapping or not, that cover all its secret letters."""
    pieces = draw(
        st.lists(st.tuples(st.text(OPEN_LETTERS), st.text(SECRET_LETTERS, min_size=1)), max_size=6)
    )
    text, spans = draw(st.text(OPEN_LETTERS)), []
    for open_part, secret in pieces:
        text += open_part
        start, end = len(text), len(text) + len(secret)
        text += secret
        cut = draw(st.integers(start, end))
        kinds = draw(st.tuples(st.sampled_from(HidingKind), st.sampled_from(HidingKind)))
        early, late = draw(st.integers(0, start)), cut
        spans += [Span(start, max(cut, start + 1), kinds[0])] if cut > start else []
        spans += [Span(draw(st.integers(start, late)), end, kinds[1])] if end > start else []
        if draw(st.booleans()):
            spans.append(Span(early, end, draw(st.sampled_from(HidingKind))))
    return text, draw(st.permutations(spans))


@given(texts_with_spans())
def test_no_hidden_character_survives(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    assert not set(public_text(text, spans)) & set(SECRET_LETTERS)


@given(texts_with_spans())
def test_what_is_not_hidden_stays_in_its_order(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    hidden = {place for span in spans for place in range(span.start, span.end)}
    rest = "".join(char for place, char in enumerate(text) if place not in hidden)
    shown = public_text(text, spans)
    assert shown.replace(MASK, "").replace(ERASED, "") == rest


@given(texts_with_spans())
def test_the_replacement_tells_neither_length_nor_number_of_names(
    drawn: tuple[str, list[Span]],
) -> None:
    text, spans = drawn
    longer = text + "Q" * 40
    more = [*spans, Span(len(text), len(longer), HidingKind.MASK)]
    once = [*spans, Span(len(text), len(text) + 1, HidingKind.MASK)]
    assert public_text(longer, more) == public_text(text + "Q", once)


@given(st.text(OPEN_LETTERS + SECRET_LETTERS, min_size=4), st.data())
def test_an_erasure_wins_and_cannot_be_brought_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mask = Span(max(0, start - 1), end, HidingKind.MASK)
    gone = Span(start, end, HidingKind.ERASE)
    assert MASK not in public_text(text, [mask, gone])
    emptied = erase(text, [(start, end)])
    assert len(emptied) == len(text)
    assert emptied[start:end] == FILLER * (end - start)
    assert (emptied[:start], emptied[end:]) == (text[:start], text[end:])
    # Without the mask, and even without the erasure's own row, nothing is left.
    assert text[start:end] not in emptied[start:end]


@given(st.text(max_size=200))
def test_suggestions_never_leave_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = suggest(text)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_words_are_found_whole_and_by_their_accents() -> None:
    assert occurrences("an", "An toàn, bạn an tâm") == [(0, 2), (13, 15)]
    assert occurrences("cô  lan", "Gặp Cô\nLan nhé") == [(4, 10)]
    assert occurrences("0912", "số 0912345") == []
    assert occurrences("0912", "số 0912345", whole_words=False) == [(3, 7)]
    assert occurrences("@meo", "nick @meo!") == [(5, 9)]
    assert occurrences("  ", "abc") == []
    assert occurrences("(Hà)", "mẹ (Hà) ạ") == [(3, 7)]


def test_a_part_holds_only_the_childs_own_words() -> None:
    whole = "Em muốn sửa bàn ghế và nhà vệ sinh."
    assert is_taken_from("Em muốn sửa nhà vệ sinh", whole)
    assert is_taken_from("em MUỐN… sửa bàn ghế!", whole)
    assert not is_taken_from("nhà vệ sinh và bàn ghế", whole)
    assert not is_taken_from("Em không muốn sửa bàn ghế", whole)


def test_every_state_is_reached_and_a_decision_can_be_taken_back() -> None:
    assert set(MOVES) == set(OpinionState)
    assert {to for moves in MOVES.values() for to in moves} == set(OpinionState) - {
        OpinionState.RECEIVED
    }
    assert OpinionState.SCREENING in MOVES[OpinionState.NOT_ACCEPTED]
    assert OpinionState.IN_CASE not in WAITING


@pytest.mark.parametrize("state", list(OpinionState))
def test_only_accepted_opinions_enter_a_case(state: OpinionState) -> None:
    assert (OpinionState.IN_CASE in MOVES[state]) is (state is OpinionState.ACCEPTED)
