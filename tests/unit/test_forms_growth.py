"""A form whose rules grow without end costs a child's page neither memory nor minutes."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from tests.support.forms import form_from
from webapp.forms import filling
from webapp.forms.complaints import Faulty

TODAY = date(2026, 11, 23)


def doubling(rule: str) -> str:
    rows = "".join(f"calculate | c{n} | | {rule.format(f'${{c{n - 1}}}')}\n" for n in range(1, 40))
    return f"integer | a | A |\ncalculate | c0 | | 'abcdefghijklmnop'\n{rows}"


@pytest.mark.parametrize("rule", ["concat({0}, {0})", "join('', {0}, {0})", "string(..)"])
def test_a_calculation_that_doubles_forty_times_ends_empty(rule: str) -> None:
    form = form_from(doubling(rule), columns="calculation")
    state = filling.look(form, {}, TODAY)
    assert all(len(str(state.value(f"c{n}") or "")) <= 10_000 for n in range(40))


def test_many_rules_that_each_look_at_everything_end_together() -> None:
    rows = "".join(f"calculate | c{n} | | count(//*[. = current()])\n" for n in range(1500))
    form = form_from(f"integer | a | A |\n{rows}", columns="calculation")
    begun = process_time()
    filling.look(form, {"a": 1}, TODAY)
    assert process_time() - begun < 6


def test_repeats_within_repeats_do_not_multiply_without_end() -> None:
    inside = "".join(f"begin_repeat | r{n} | R | 30\n" for n in range(5))
    rows = f"{inside}integer | a | A |\n" + "end_repeat | | |\n" * 5
    form = form_from(rows, columns="repeat_count")
    assert len(filling.look(form, {}, TODAY).pages) <= 20_000


def test_a_long_list_in_very_many_questions_is_refused() -> None:
    """Two thousand questions with five thousand choices each took minutes to read."""
    rows = "".join(f"select_one l | q{n} | Q\n" for n in range(40))
    choices = "list_name | name | label\n" + "".join(f"l | c{n} | C\n" for n in range(2600))
    with pytest.raises(Faulty, match="hơn 100 000 lựa chọn"):
        form_from(rows, choices=choices)
