"""Conditions as the form editor's picker reads and writes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.authoring.editing.comparing import Condition, Operator, Picked, Sort
from webapp.authoring.editing.conditions import read_conditions, write_conditions


@pytest.mark.parametrize(
    ("rule", "picked"),
    [
        ("${a} = 'x'", Picked("and", (Condition("a", Operator.IS, ("x",)),))),
        ("${a} != 'x'", Picked("and", (Condition("a", Operator.IS_NOT, ("x",)),))),
        ("${a} = 'x' or ${a} = 'y'", Picked("and", (Condition("a", Operator.IS, ("x", "y")),))),
        ("selected(${m}, 'x')", Picked("and", (Condition("m", Operator.IS, ("x",)),))),
        ("not(selected(${m}, 'x'))", Picked("and", (Condition("m", Operator.IS_NOT, ("x",)),))),
        (
            "not(selected(${m}, 'x')) and not(selected(${m}, 'y'))",
            Picked("and", (Condition("m", Operator.IS_NOT, ("x", "y")),)),
        ),
        ("${n} >= 12", Picked("and", (Condition("n", Operator.AT_LEAST, ("12",)),))),
        ("${n} = 3", Picked("and", (Condition("n", Operator.IS, ("3",)),))),
        ("${w} != ''", Picked("and", (Condition("w", Operator.ANSWERED),))),
        (
            "(${a} = 'x' or ${a} = 'y') and ${n} < -2.5",
            Picked(
                "and",
                (
                    Condition("a", Operator.IS, ("x", "y")),
                    Condition("n", Operator.LESS, ("-2.5",)),
                ),
            ),
        ),
        (
            "${a} = 'x' or ${w} = ''",
            Picked("or", (Condition("a", Operator.IS, ("x",)), Condition("w", Operator.EMPTY))),
        ),
    ],
)
def test_conditions_are_read_and_written_back(rule: str, picked: Picked) -> None:
    kinds = {"a": Sort.ONE, "m": Sort.MANY, "n": Sort.NUMBER, "w": Sort.WORDS}
    assert read_conditions(rule) == picked
    assert write_conditions(picked, kinds) == rule


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "${a} = ${b}",
        "${a} + 1 > 3",
        "count-selected(${a}) > 1",
        "not(${a} = 'x')",
        "${a} = 'x' and (${b} = 'y' or ${c} = 'z')",
        "${a} = ",
        "3 < ${a}",
    ],
)
def test_what_the_picker_cannot_hold_stays_text(rule: str) -> None:
    assert read_conditions(rule) is None


_NAMES = st.sampled_from(["a", "m", "n", "w"])
_VALUES = st.lists(st.sampled_from(["x", "y", "12", "có ' nháy"]), min_size=1, max_size=3)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    name = draw(_NAMES)
    operator = draw(st.sampled_from(list(Operator)))
    if operator in (Operator.ANSWERED, Operator.EMPTY):
        return Condition(name, operator)
    if operator in (Operator.IS, Operator.IS_NOT):
        return Condition(name, operator, tuple(dict.fromkeys(draw(_VALUES))))
    return Condition(name, operator, (str(draw(st.integers(-9, 99))),))


@given(st.lists(conditions(), min_size=1, max_size=4), st.sampled_from(["and", "or"]))
@settings(max_examples=150, deadline=None)
def test_whatever_is_picked_is_read_as_the_same_rule(found: list[Condition], joiner: str) -> None:
    kinds = {"a": Sort.ONE, "m": Sort.MANY, "n": Sort.NUMBER, "w": Sort.WORDS}
    rule = write_conditions(Picked(joiner, tuple(found)), kinds)
    read = read_conditions(rule)
    assert read is not None
    assert write_conditions(read, kinds).replace("(", "").replace(")", "") == rule.replace(
        "(", ""
    ).replace(")", "")
