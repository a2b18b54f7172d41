"""Templates get finished values and write no code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules.source import PACKAGE, modules, told
from webapp.config import PROJECT

TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
CONDITION = re.compile(r"{%-?\s*(?:el)?if\s(.*?)%}", re.DOTALL)
FORBIDDEN = {
    r"<script(?![^>]*\bsrc=)": "an inline script; the content security policy refuses it",
    r"<style\b": "an inline style sheet; the content security policy refuses it",
    r"\sstyle\s*=": "an inline style; the content security policy refuses it",
    r"\son[a-z]+\s*=\s*[\"']": "an inline handler; the content security policy refuses it",
    r"\|\s*safe\b": "|safe switches escaping off, and children write what they like",
    r"{%-?\s*autoescape\s+false": "escaping stays on",
    r"https?://(?!www\.w3\.org/2000/svg)": "an address outside the house",
    r"\b(query|session\.(get|execute|scalars))\(": "a template asks the database nothing",
    r"(?i)\bh[oô]m nay em c[oó]\b.*\bđi[eể]m\b": "no points for children",
}


def relative(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize(("pattern", "why"), FORBIDDEN.items(), ids=[*FORBIDDEN.values()])
def test_templates_hold_nothing_forbidden(pattern: str, why: str) -> None:
    places = []
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            places.append(f"{relative(path)}:{line}: {found[0].strip()[:60]}")
    assert not places, told(f"Templates hold no {pattern}", why, places)


def test_conditions_are_finished_values() -> None:
    places = []
    for path in TEMPLATES:
        for found in CONDITION.finditer(path.read_text(encoding="utf-8")):
            condition = found[1]
            joins = len(re.findall(r"\b(?:and|or)\b", condition))
            if joins > 1 or condition.count("can(") > 1:
                places.append(f"{relative(path)}: {' '.join(condition.split())}")
    why = "a decision in a template is tested by nobody; give it a name in Python"
    assert not places, told("At most one and/or and one can(…) per condition.", why, places)


def test_every_post_form_carries_a_token() -> None:
    places = []
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for form in re.finditer(r"<form\b[^>]*method=[\"']?post.*?</form>", text, re.S | re.I):
            if not re.search(r"csrf_token|hidden_tag", form[0]):
                places.append(f"{relative(path)}:{text.count(chr(10), 0, form.start()) + 1}")
    assert not places, told("A POST form carries csrf_token.", "else it is forged", places)


def test_markup_is_made_in_few_places() -> None:
    """``Markup`` in Python is ``|safe`` by another name."""
    places = [
        m.at(1)
        for m in modules()
        if re.search(r"\bMarkup\(", m.path.read_text(encoding="utf-8"))
        and m.file not in {"charts", "pictures", "qr"}
    ]
    why = "only drawings made of our own numbers may be markup"
    assert not places, told("No Markup outside drawings.", why, places)
