"""Worked answers with their expected outcome: a survey is tested with its own.

A sample is filled in the way a child does it: page by page, as posted text.
``samples/<name>.json``::

    {"band": "6-10", "today": "2023-08-15",
     "answers": {"tuoi": "8", "duong": ["xe_nhanh"]},
     "expect": {"accepted": true, "fields": [], "shown": [], "hidden": [], "topics": [],
                "suggested": "ATGT"}}

``accepted`` is needed, the rest is checked when present.  ``fields`` are the
questions that do not pass, ``topics`` those chosen in the form, ``suggested`` what the
survey's hook says (``null`` when it says nothing).
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
from webapp.forms.filling import problems, prune, read_page, topics_of, visible, visible_pages
from webapp.forms.rules import Form, Value

A_DAY = date(2023, 8, 15)


@dataclass(frozen=True)
class _Outcome:
    """What came of a sample."""

    failing: frozenset[str]
    shown: frozenset[str]
    topics: tuple[str, ...]
    suggested: str | None


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
    unknown = [name for name in answers if name not in form.by_name]
    if unknown:
        yield say("sample_names", unknown[0])
        return
    yield from _compare(expected, _fill(survey, form, answers, today))


def _posted(value: Any) -> list[str]:
    """Return a value of the sample as a browser would post it."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return ["yes" if value is True else str(value)] if value is not False else []


def _fill(survey: Survey, form: Form, answers: Mapping[str, Any], today: date) -> _Outcome:
    """Go through the pages as they show themselves, and check the whole at the end."""
    typed = {name: _posted(value) for name, value in answers.items()}
    given: dict[str, Value] = {}
    failing: set[str] = set()
    done: set[int] = set()
    while True:
        page = next((p for p in visible_pages(form, given, today) if p.number not in done), None)
        if page is None:
            break
        done.add(page.number)
        result = read_page(form, page, typed, given, today)
        given = result.answers
        failing |= set(result.errors)
    failing |= set(problems(form, given, today))
    kept = prune(form, given, today)
    shared = {name: kept[name] for name in kept if not form.question(name).personal}
    return _Outcome(
        frozenset(failing),
        visible(form, given, today),
        topics_of(form, kept),
        survey.suggested_topic(shared),
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
    topics = tuple(expected.get("topics", outcome.topics))
    if topics != outcome.topics:
        word = ", ".join(outcome.topics) or "–"
        yield say("sample_topics", word, wanted=", ".join(topics) or "–")
    suggested = expected.get("suggested", outcome.suggested)
    if suggested != outcome.suggested:
        yield say("sample_suggested", outcome.suggested or "–", wanted=suggested or "–")
