"""Beginning a form, and the times of its repeats: one more, one less."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from webapp.forms.filling.layout import layout_of
from webapp.forms.filling.places import MOST_TIMES, NEW, SEED, Grown
from webapp.forms.filling.state import moment_of
from webapp.forms.rules import Answers, Form, Page, Value


def begin(form: Form, today: date, seed: int | None = None) -> dict[str, Value]:
    """Return the answers a new draft begins with: defaults, and first calculations.

    A form that draws lots or mixes choices gets a *seed* of the draft's own, stored
    with the answers; it never comes from the clock.
    """
    layout = layout_of(form)
    first: dict[str, Any] = {}
    if layout.draws or any(q.parameters.get("randomize") for q in form.questions):
        first[SEED] = secrets.randbelow(2**31) if seed is None else seed
    return Grown(layout, first, moment_of(today), fresh=True).begun()


def add_time(form: Form, answers: Answers, repeat: str, at: tuple[int, ...]) -> dict[str, Value]:
    """Return *answers* with one more time of *repeat*; *at* are the times of what is around it.

    Beyond ``MOST_TIMES`` nothing is added.  The new time begins with its defaults.
    """
    copy, times = _times(form, answers, repeat, at)
    if len(times) < MOST_TIMES:
        times.append({NEW: True})
    return copy


def drop_time(form: Form, answers: Answers, repeat: str, at: tuple[int, ...]) -> dict[str, Value]:
    """Return *answers* without the time *at* of *repeat*; the ones behind it move up."""
    copy, times = _times(form, answers, repeat, at[:-1])
    if 0 < at[-1] <= len(times):
        del times[at[-1] - 1]
    return copy


def _times(
    form: Form, answers: Answers, repeat: str, at: tuple[int, ...]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a copy of *answers* and in it the list of *repeat*, begun with one time."""
    copy = copied(answers)
    own = inside(copy, form.repeats_around(repeat), at)
    times = own.setdefault(repeat, [{NEW: True}])
    return copy, times


def container(form: Form, draft: dict[str, Any], page: Page) -> dict[str, Any]:
    """Return the part of *draft* in which the answers of *page* stand."""
    return inside(draft, layout_of(form).page_chains[page.number], page.at)


def inside(draft: dict[str, Any], repeats: Sequence[str], at: Sequence[int]) -> dict[str, Any]:
    """Return the answers of one time of *repeats* in *draft*, which is changed where they lack."""
    own = draft
    for repeat, number in zip(repeats, at, strict=False):
        times = own.setdefault(repeat, [])
        while len(times) < min(number, MOST_TIMES):
            times.append({NEW: True})
        own = times[number - 1]
    return own


def put(
    form: Form, answers: Answers, name: str, at: tuple[int, ...], value: Value | None
) -> dict[str, Value]:
    """Return *answers* with *value* for the question *name*; None takes it out.

    For what is not read from a page, such as the identifier of a picture.
    """
    copy = copied(answers)
    own = inside(copy, form.repeats_around(name), at)
    own.pop(name, None)
    if value is not None:
        own[name] = value
    return copy


def copied(answers: Answers) -> dict[str, Any]:
    """Return a copy of *answers* whose repeats are copies too."""
    return {name: _copy(value) for name, value in answers.items()}


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [copied(part) if isinstance(part, dict) else part for part in value]
    return value
