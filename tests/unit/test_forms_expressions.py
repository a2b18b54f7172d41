"""The rule language against vectors written from the text of the specification."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from time import perf_counter
from typing import Any

import pytest

from tests.support.rule_setting import FILE, flat_scope, list_of, scope_at
from webapp.forms.complaints import say_expression
from webapp.forms.rule_language.evaluation import compile_expression, compile_text
from webapp.forms.rule_language.expressions import BINDING, DEEPEST, LONGEST, parse
from webapp.forms.rule_language.functions import FUNCTIONS
from webapp.forms.rule_language.syntax import ExpressionError, Number, Operation
from webapp.forms.rule_language.values import node_text, to_text

NOW = datetime(2023, 8, 15, 9, 30, tzinfo=timezone(timedelta(hours=7)))
SCOPE = scope_at()
VECTORS = [vector for vectors in FILE["vectors"].values() for vector in vectors]


@pytest.mark.parametrize("vector", VECTORS, ids=repr)
def test_vector(vector: list[Any]) -> None:
    source, expected, *place = vector
    value: Any = compile_expression(source).run(scope_at(*place))
    if isinstance(value, list):
        texts = [node_text(node) for node in value]
        value = {"nodes": texts} if isinstance(expected, dict) else texts[0]
    if isinstance(value, float) and isinstance(expected, dict):
        if "near" in expected:
            assert value == pytest.approx(expected["near"], rel=1e-9, abs=1e-9)
            return
        value = {"number": to_text(value)}
    assert value == expected
    assert isinstance(value, bool) == isinstance(expected, bool)


@pytest.mark.parametrize(("source", "kind", "at"), FILE["faults"], ids=repr)
def test_fault(source: str, kind: str, at: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source)
    assert (caught.value.kind, caught.value.at) == (kind, at)
    assert say_expression(caught.value)


def test_each_function_and_operator_has_ten_vectors() -> None:
    wanted = {*FUNCTIONS, *BINDING, "neg", "references", "paths", "predicates"}
    counts = {name: len(FILE["vectors"].get(name, ())) for name in wanted}
    assert {name for name, count in counts.items() if count < 10} == set()
    for name in FUNCTIONS:
        assert sum(f"{name}(" in vector[0] for vector in FILE["vectors"][name]) >= 10, name


def test_operators_bind_as_in_xpath() -> None:
    assert parse("1 + 2 * 3") == Operation("+", Number(1), Operation("*", Number(2), Number(3)))
    assert parse("1 - 2 - 3") == Operation("-", Operation("-", Number(1), Number(2)), Number(3))


def test_length_and_depth_are_bounded() -> None:
    for source in ("(" * 500 + "1" + ")" * 500, "1" + "+1" * 500, "-" * 500 + "1"):
        with pytest.raises(ExpressionError) as caught:
            compile_expression(source)
        assert caught.value.kind == "too_deep"
    with pytest.raises(ExpressionError) as caught:
        compile_expression("'" + "a" * LONGEST + "'")
    assert caught.value.kind == "too_long"
    compile_expression("(" * (DEEPEST - 1) + "1" + ")" * (DEEPEST - 1))
    compile_expression(" or ".join(["1"] * (2 * DEEPEST)))


def test_a_pattern_meets_a_long_text_in_no_time() -> None:
    rule = compile_expression("regex(., '(a+)+(a|aa)*.*.*.*b')")
    began = perf_counter()
    assert not rule.holds(flat_scope({}, NOW, "a" * 20_000))
    assert perf_counter() - began < 1


def test_not_a_number_is_no_truth() -> None:
    value = compile_expression("0 div 0").run(SCOPE)
    assert isinstance(value, float)
    assert math.isnan(value)
    assert not compile_expression("0 div 0").holds(SCOPE)


def test_a_list_looked_up_for_each_item_of_another_is_walked_once() -> None:
    rule = compile_expression(
        "name = 'x1999' or vung = instance('xa')/root/item[name = ${o}]/vung"
        " and /data/q1 = instance('xa')/root/item[1]/n",
        bare_names=True,
    )
    rows = [{"name": f"x{number}", "vung": str(number % 7)} for number in range(2000)]
    whole = list_of(rows)
    scope = replace(flat_scope({"o": "x3", "q1": ""}, NOW), lists={"xa": whole})
    assert [item.children[0].text for item in rule.choose(scope, whole.children[0].children)] == [
        "x1999"
    ]


def test_items_of_a_list_are_chosen_by_their_columns() -> None:
    items = SCOPE.lists["xa"].children[0].children

    def names(source: str) -> list[str]:
        rule = compile_expression(source, bare_names=True)
        return [node.children[0].text for node in rule.choose(SCOPE, items)]

    assert names("vung = 'nui'") == ["ds", "tl"]
    assert names("dan > ${tuoi} * 80") == ["ds"]
    assert names("name != ${khong_co} and position() > 1") == ["bh", "tl"]
    assert names("2") == ["bh"]
    assert names("selected(current()/../nhieu, name)") == []


def test_names_and_lists_looked_at_are_known() -> None:
    rule = compile_expression(
        "${a} + ../b + /data/c[d = 1]/e + count(//f) + instance('xa')/root/item[name = ${g}]/label"
        " + pulldata('tep', 'x', 'y', ${h}) + jr:choice-name(./k, '${l}')"
    )
    assert "".join(part.name for part in rule.references()) == "abcdefghkl"
    assert [part.name for part in rule.lists()] == ["xa", "tep"]
    choice = compile_expression("vung = ${a} and ../b = 1 and current()/../c = 2", bare_names=True)
    assert [part.name for part in choice.references()] == ["a", "c"]


def test_what_a_rule_gives_is_known() -> None:
    kinds = {"${a}": "nodes", "${a} = 1": "truth", "if(1, 2, 'a')": "any", "1 + 1": "number"}
    assert {source: compile_expression(source).kind for source in kinds} == kinds


def test_words_are_filled_with_answers() -> None:
    template = compile_text("Chào ${ten}, em ${ tuoi } tuổi? ${1} $x <b>${khong_co}</b>")
    assert template is not None
    assert template.say(SCOPE) == "Chào Ý, em 12 tuổi? ${1} $x <b></b>"
    assert [part.name for part in template.references()] == ["ten", "tuoi", "khong_co"]
    assert template.as_json()[:2] == ["Chào ", ["ref", "ten"]]
    assert compile_text("Không có gì: $ten {ten} ${}") is None
