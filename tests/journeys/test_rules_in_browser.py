"""The rules of the browser and those of the server are one language."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser_rules import agree, rules_page, run_in_browser, told
from tests.support.generated_rules import Maker, places, settings
from tests.support.rule_pools import ROUGH, SIGNATURES
from tests.support.rule_setting import FILE, scope_at
from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rule_language.functions import FUNCTIONS
from webapp.forms.rule_language.syntax import ExpressionError

CASES = 10_000
SETTINGS = 100
SEED = 3


@pytest.fixture(scope="module")
def rules(browser: Browser) -> Iterator[Page]:
    """Return a page with the rule language, in another zone and language than the commune's."""
    page = rules_page(browser)
    yield page
    page.context.close()


def test_every_vector_passes_in_the_browser(rules: Page) -> None:
    vectors = [vector for group in FILE["vectors"].values() for vector in group]
    cases = [
        (0, next(iter(place), ""), compile_expression(source).as_json())
        for source, _, *place in vectors
    ]
    found = run_in_browser(rules, [FILE["setting"]], cases)
    wrong = [
        f"{vector}: {value}"
        for vector, value in zip(vectors, found, strict=True)
        if not _is_expected(vector[1], value)
    ]
    assert not wrong, f"{len(wrong)} of {len(vectors)}:\n" + "\n".join(wrong[:20])


def _is_expected(expected: Any, found: list[Any]) -> bool:
    """Tell whether *found* is what a vector expects (the shapes are told in its file)."""
    kind, value = found
    if kind == "s":
        texts = [text for _, text in value]
        nodes = expected["nodes"] if isinstance(expected, dict) else [expected]
        return texts == nodes if isinstance(expected, dict) else texts[:1] == nodes
    if kind == "n":
        if isinstance(expected, dict) and "number" in expected:
            return bool(value == expected["number"])
        number = expected["near"] if isinstance(expected, dict) else expected
        close = 1e-9 if isinstance(expected, dict) else 0
        known = isinstance(number, int | float) and not isinstance(number, bool)
        return known and float(value) == pytest.approx(number, rel=close, abs=close)
    return type(value) is type(expected) and value == expected


def test_both_engines_agree_on_generated_rules(rules: Page) -> None:
    """Kind and value, to the last bit; functions of the processor's own to two units of it."""
    assert set(SIGNATURES) == set(FUNCTIONS), "a function that is never generated"
    random = Random(SEED)  # noqa: S311 - the same cases each time
    chosen = list(settings(random, SETTINGS))
    maker = Maker(random)
    written: list[tuple[str, int, str]] = []
    cases, ours = [], []
    while len(written) < CASES:
        number = random.randrange(SETTINGS)
        place = random.choice(places(chosen[number]))
        # One in ten is a function whose last bits differ from one machine to the next.
        name = random.choice(sorted(ROUGH)) if random.random() < 0.1 else ""
        source = maker.call(name, 2) if name else maker.write()
        rule = _allowed(source)
        if rule is not None:
            written.append((source, number, place))
            cases.append((number, place, rule.as_json()))
            ours.append(told(rule.run(scope_at(place, chosen[number]))))
    theirs = run_in_browser(rules, chosen, cases)
    wrong = [
        (source, chosen[number], place, our, their)
        for (source, number, place), our, their in zip(written, ours, theirs, strict=True)
        if not agree(our, their, 2 if source.partition("(")[0] in ROUGH else 0)
    ]
    if wrong:
        source, setting, place, our, their = min(wrong, key=lambda case: len(case[0]))
        told_so = f"{source}\nat {place} of {setting['answers']}\n"
        pytest.fail(f"{len(wrong)} differ; the shortest:\n{told_so}server: {our}\nbrowser: {their}")


def _allowed(source: str) -> Expression | None:
    """Return *source* as a rule, if it is one and rough only in the outermost place, if at all."""
    outermost, _, rest = source.partition("(")
    if any(f"{name}(" in (rest if outermost in ROUGH else source) for name in ROUGH):
        return None
    try:
        return compile_expression(source)
    except ExpressionError:
        return None
