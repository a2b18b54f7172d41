"""Rules of a form in words, as far as they can be said simply; else as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from webapp.authoring.editing.comparing import Condition
from webapp.authoring.editing.conditions import read_conditions
from webapp.authoring.labels import COMPARED, JOINED
from webapp.forms.rules import Form, Page, Question, Section, text_in

_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")


def condition_words(form: Form, source: str, language: str) -> str:
    """Return the rule *source* as a sentence: “Em mấy tuổi?” là “8”."""
    picked = read_conditions(source)
    if picked is None:
        return _REFERENCE.sub(lambda found: f"“{_asked(form, found[1], language)}”", source)
    return f" {JOINED[picked.joiner]} ".join(
        _words(form, one, language) for one in picked.conditions
    )


def _words(form: Form, condition: Condition, language: str) -> str:
    asked = form.by_name.get(condition.question)
    values = [_value(asked, value, form, language) for value in condition.values]
    either = f" {JOINED['or']} ".join(f"“{value}”" for value in values)
    question = f"“{_asked(form, condition.question, language)}”"
    return f"{question} {COMPARED[condition.operator]} {either}".strip()


def _asked(form: Form, name: str, language: str) -> str:
    part = form.by_name.get(name) or form.sections_by_name.get(name)
    words = text_in(part.label, language, form.default_language) if part else ""
    return words or name


def _value(question: Question | None, value: str, form: Form, language: str) -> str:
    choice = question.choice(value) if question else None
    return text_in(choice.label, language, form.default_language) if choice else value


def page_conditions(form: Form, page: Page, language: str) -> list[tuple[str, str]]:
    """Return what hides *page* or something on it: what it is about, and the rule in words.

    Sections around the page come first, with an empty name for the page itself.
    """
    found = [
        ("", condition_words(form, part.relevant.source, language))
        for part in _around(form, page)
        if part.relevant is not None
    ]
    for name in page.questions:
        question = form.question(name)
        if question.relevant is not None:
            words = condition_words(form, question.relevant.source, language)
            alone = len(page.questions) == 1
            found.append(("" if alone else _asked(form, name, language), words))
    return found


def _around(form: Form, page: Page) -> Iterator[Section]:
    if page.questions:
        yield from form.around(page.questions[0])
    elif page.repeat:
        yield from form.around(page.repeat)


def everything_shown(form: Form) -> Form:
    """Return *form* without what hides: every page, every question and every choice stands."""
    return replace(
        form,
        questions=tuple(
            replace(question, relevant=None, choice_filter=None) for question in form.questions
        ),
        sections=tuple(replace(section, relevant=None, count=None) for section in form.sections),
    )
