"""Worked answers with their expected outcome: a survey is tested with its own.

A sample is filled in the way a child does it: page by page, as posted text.
``samples/<name>.json``::

    {"band": "6-10", "today": "2023-08-15",
     "answers": {"tuoi": "8", "duong": ["xe_nhanh"], "em": [{"ten_em": "An"}, {}]},
     "expect": {"accepted": true, "fields": [], "shown": [], "hidden": [], "topics": [],
                "calculated": {"so_em": "2"}, "suggested": "ATGT"}}

A repeat is a list with the answers of each time.  ``accepted`` is needed, the rest is
checked when present.  ``fields`` are the questions that do not pass (``ten_em@2`` in the
second time of a repeat), ``topics`` those chosen in the form, ``calculated`` what the form
works out itself (empty text: nothing), ``suggested`` what the survey's hook says
(``null`` when it says nothing).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from webapp.forms.catalogue import Survey
from webapp.forms.complaints import FormProblem, say
from webapp.forms.filling import (
    State,
    begin,
    impersonal,
    look,
    place_text,
    problems,
    prune,
    read_page,
    split_place,
    topics_of,
    visible,
)  # fmt: skip
from webapp.forms.filling.sentences import MORE
from webapp.forms.rules import Form, Page, Value

A_DAY = date(2023, 8, 15)


@dataclass(frozen=True)
class _Outcome:
    """What came of a sample."""

    failing: frozenset[str]
    shown: frozenset[str]
    topics: tuple[str, ...]
    suggested: str | None
    state: State

    def calculated(self, place: str) -> str:
        """Return what was worked out at *place*, empty text for nothing."""
        name, at = split_place(place)
        found = self.state.place(name, at)
        return found.text if found else ""


def check_samples(survey: Survey, folder: Path) -> tuple[int, list[FormProblem]]:
    """Run every sample of *survey*; return how many there are and what came out wrong."""
    files = sorted((folder / "samples").glob("*.json"))
    found: list[FormProblem] = []
    for file in files:
        shown = f"{survey.slug}/samples/{file.name}"
        found += [FormProblem(shown, what) for what in _check_file(survey, file)]
    return len(files), found


def _check_file(survey: Survey, file: Path) -> Iterator[str]:
    try:
        sample = json.loads(file.read_text(encoding="utf-8"))
        answers, expected = dict(sample["answers"]), dict(sample["expect"])
        expected["accepted"] = bool(expected["accepted"])
        today = date.fromisoformat(sample["today"]) if "today" in sample else A_DAY
    except json.JSONDecodeError as error:
        yield say("json", where=f", dòng {error.lineno}")
        return
    except KeyError as error:
        yield say("missing_key", str(error.args[0]))
        return
    except (ValueError, TypeError):
        yield say("json", where="")
        return
    form = survey.forms.get(str(sample.get("band", "")))
    if form is None:
        yield say("sample_band", str(sample.get("band", "")))
        return
    unknown = list(_unknown(form, answers))
    if unknown:
        yield say("sample_names", unknown[0])
        return
    yield from _compare(expected, _fill(survey, form, answers, today))


def _unknown(form: Form, answers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names that are neither a question nor a repeat with its times."""
    for name, value in answers.items():
        section = form.sections_by_name.get(name)
        if section is not None and section.repeats and isinstance(value, list):
            for time in value:
                yield from _unknown(form, time) if isinstance(time, dict) else (name,)
        elif name not in form.by_name:
            yield name


def _posted(value: Any) -> list[str]:
    """Return a value of the sample as a browser would post it."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return ["yes" if value is True else str(value)] if value is not False else []


def _typed(form: Form, page: Page, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what the sample has for *page*, at its times of the repeats around it."""
    own: Any = answers
    chain = (*form.repeats_around(page.repeat), page.repeat) if page.repeat else ()
    for repeat, number in zip(chain[: len(page.at) - page.asks_for_more], page.at, strict=False):
        times = own.get(repeat, [])
        own = times[number - 1] if number <= len(times) else {}
    if page.asks_for_more:
        return {MORE: ["yes" if len(own.get(page.repeat, [])) > page.at[-1] else "no"]}
    return {name: _posted(own[name]) for name in _questions_of(form, page) if name in own}


def _questions_of(form: Form, page: Page) -> tuple[str, ...]:
    """Return all questions of *page*, those that are hidden now too."""
    return form.pages[page.number - 1].questions


def _fill(survey: Survey, form: Form, answers: Mapping[str, Any], today: date) -> _Outcome:
    """Go through the pages as they show themselves, and check the whole at the end."""
    given: dict[str, Value] = begin(form, today, seed=1)
    failing: set[str] = set()
    done: set[str] = set()
    while True:
        pages = look(form, given, today).pages
        page = next((page for page in pages if page.key not in done), None)
        if page is None:
            break
        # Asked for one more, the question moves on with the new last time.
        done.add(page.key)
        result = read_page(form, page, _typed(form, page, answers), given, today)
        given = result.answers
        failing |= {place_text(name, page.at) for name in result.errors}
    failing |= set(problems(form, given, today))
    kept = prune(form, given, today)
    return _Outcome(
        frozenset(failing),
        visible(form, given, today),
        topics_of(form, kept),
        survey.suggested_topic(impersonal(form, kept)),
        look(form, given, today),
    )


def _compare(expected: Mapping[str, Any], outcome: _Outcome) -> Iterator[str]:
    failing = ", ".join(sorted(outcome.failing)) or "–"
    if expected["accepted"] and outcome.failing:
        yield say("sample_accepted", failing)
    if not expected["accepted"] and not outcome.failing:
        yield say("sample_refused")
    wanted = sorted(expected.get("fields", outcome.failing))
    if set(wanted) != outcome.failing:
        yield say("sample_fields", failing, wanted=", ".join(wanted) or "–")
    for name in expected.get("shown", ()):
        if name not in outcome.shown:
            yield say("sample_shown", name)
    for name in expected.get("hidden", ()):
        if name in outcome.shown:
            yield say("sample_hidden", name)
    yield from _compare_made(expected, outcome)


def _compare_made(expected: Mapping[str, Any], outcome: _Outcome) -> Iterator[str]:
    """Yield what differs in what was worked out: topics, calculations, the hook's word."""
    topics = tuple(expected.get("topics", outcome.topics))
    if topics != outcome.topics:
        word = ", ".join(outcome.topics) or "–"
        yield say("sample_topics", word, wanted=", ".join(topics) or "–")
    for name, wanted_text in dict(expected.get("calculated", {})).items():
        got = outcome.calculated(name)
        if got != str(wanted_text):
            yield say("sample_calculated", f"{name} = {got or '–'}", wanted=str(wanted_text) or "–")
    suggested = expected.get("suggested", outcome.suggested)
    if suggested != outcome.suggested:
        yield say("sample_suggested", outcome.suggested or "–", wanted=suggested or "–")
