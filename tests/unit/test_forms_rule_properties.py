"""What holds for every expression and every tree of answers, however odd."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from tests.support.rule_setting import flat_scope, scope_at
from webapp.forms.complaints import SENTENCES
from webapp.forms.rule_language.documents import Document, Node
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rule_language.expressions import BINDING
from webapp.forms.rule_language.functions import FUNCTIONS
from webapp.forms.rule_language.syntax import ExpressionError

NOW = datetime(2023, 8, 15, 9, 30, tzinfo=timezone(timedelta(hours=7)))
SCOPE = scope_at()


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_a_told_fault(source: str) -> None:
    try:
        rule = compile_expression(source)
    except ExpressionError as error:
        fault = error
    else:
        assert isinstance(rule.run(SCOPE), str | float | bool | list)
        return
    assert fault.kind in SENTENCES
    assert 1 <= fault.at <= len(source) + 1


_LEAVES = st.sampled_from(
    [
        "1",
        "0",
        "2.5",
        "''",
        "'a'",
        "'2012-05-31'",
        "${tuoi}",
        "${khong_co}",
        ".",
        "true()",
        "today()",
    ]
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(
            inner,
            st.sampled_from(
                ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]
            ),
            inner,
        ).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(st.sampled_from(["not", "int", "string", "number", "count-selected"]), inner).map(
            lambda parts: f"{parts[0]}({parts[1]})"
        ),
        st.tuples(inner, inner, inner).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        inner.map(lambda part: f"-{part}"),
    ),
    max_leaves=12,
)


@given(_TREES, st.text(max_size=10))
def test_a_compiled_expression_cannot_fail(source: str, typed: str) -> None:
    value = compile_expression(source).run(flat_scope({"tuoi": typed}, NOW, typed))
    assert isinstance(value, str | float | bool | list)


_SOUP = st.lists(
    st.sampled_from(
        [
            *FUNCTIONS, *BINDING, "(", ")", "[", "]", ",", "/", "//", ".", "..", "::", "@",
            "child", "parent", "${ten}", "${con}", "${ten_con}", "ten", "'a'", "''", "'xa'",
            "'%d'", "1", "0", "2.5", "-1", "'2012-05-31'", "'2012-05-31T07:30'", "root",
            "item", "data", "*", " ",
        ]
    ),
    max_size=24,
)  # fmt: skip


@given(_SOUP, st.sampled_from(["", " "]), st.booleans())
def test_a_soup_of_words_ends_in_a_value_or_a_told_fault(
    words: list[str], between: str, bare_names: bool
) -> None:
    began = perf_counter()
    try:
        rule = compile_expression(between.join(words), bare_names=bare_names)
    except ExpressionError as error:
        fault = error
    else:
        fault = None
        assert isinstance(rule.run(SCOPE), str | float | bool | list)
        assert isinstance(rule.text(SCOPE), str)
        assert isinstance(rule.number(SCOPE), float)
        json.dumps(rule.as_json(), allow_nan=False)
    assert fault is None or fault.kind in SENTENCES
    assert perf_counter() - began < 1


def test_brackets_within_brackets_over_a_long_form_end_soon() -> None:
    scope = flat_scope({f"q{number}": "1" for number in range(2000)}, NOW)
    rule = compile_expression("count(//*[count(//*[count(//*[. = //*]) > 0]) > 0])")
    began = perf_counter()
    assert rule.number(scope) >= 0
    assert perf_counter() - began < 5


_TREE = st.lists(st.lists(st.lists(st.just(0), max_size=3), max_size=3), max_size=3)


@given(_TREE, st.data())
def test_a_reference_inside_repeats_means_the_same_time(
    times: list[list[list[int]]], data: st.DataObject
) -> None:
    around = {
        "x": (),
        "b": ("a",),
        "y": ("a",),
        "g": ("a", "b"),
        "c": ("a", "b"),
        "z": ("a", "b"),
        "w": ("a", "b", "c"),
    }
    document = Document(repeats={name: names for name, names in around.items() if names})
    nodes = [document.add("x")]
    for middle in times:
        outer = document.add("a")
        nodes += [outer, document.add("y", "", outer)]
        for inner in middle:
            group = document.add("g", "", document.add("b", "", outer))
            nodes += [group, document.add("z", "", group)]
            nodes += [document.add("w", "", document.add("c", "", group)) for _ in inner]
    here = data.draw(st.sampled_from(nodes))
    name = data.draw(st.sampled_from(["a", *around]))
    times_here = {node.name: node for node in _above(here)}
    shared = [repeat for repeat in around.get(name, ()) if repeat in times_here]
    wanted = [
        node
        for node in document.by_name.get(name, [])
        if all(times_here[repeat] in _above(node) for repeat in shared)
    ]
    assert document.find(name, here) == wanted


def _above(node: Node) -> list[Node]:
    return [node, *(_above(node.parent) if node.parent else ())]
