"""What the templates of one page are given: by a child's page, and by the desk that tries a form.

Pure values from a sheet; who sits there, and where the page is posted to, is the
page's own business.
"""

from __future__ import annotations

import json
from typing import Any

from webapp.forms import filling
from webapp.forms.filling import MOST_TIMES
from webapp.forms.rules import Page
from webapp.respond import lines
from webapp.respond.blocks import blocks_of, fields_in
from webapp.respond.sheet import Sheet


def question_values(
    found: Sheet, page: Page, language: str, result: filling.PageResult | None = None
) -> dict[str, Any]:
    """Return what ``respond/question.html`` shows of *page*; *result* is what was posted for it."""
    form = found.form
    answers = found.draft.answers
    state = found.state_in(language)
    live = filling.live(form, page, answers, found.today, language, state)
    typed, errors = (result.typed, result.errors) if result else (None, None)
    blocks = blocks_of(form, state, page, language, typed, errors, bool(live))
    fields = list(fields_in(blocks))
    return {
        "blocks": blocks,
        "fields": fields,
        # Not by the template's own filter, which sorts: the order of the nodes would be lost.
        "live": json.dumps(live, ensure_ascii=False, separators=(",", ":")) if live else "",
        "survey": form.survey,
        "wants_files": any(field.draws == "picture" for field in fields),
        "wants_script": any(
            field.draws in {"picture", "rank"} or field.clips.audio or field.has_voices
            for field in fields
        ),
        "wants_ticks": any(option.exclusive for field in fields for option in field.options),
        "page_title": _title(found, page, language),
        "time_title": lines.time_title(found, page.repeat, page.at, language),
        "key": page.key,
        "position": found.position(page),
        "total": found.total(page),
    }


def _title(found: Sheet, page: Page, language: str) -> str:
    """Return what heads the page; the label of a repeat stands above it, with the time."""
    around = found.form.sections_by_name.get(page.repeat)
    if not page.title or (around is not None and around.label == page.title):
        return ""
    return found.state.words(page.title, language, page.at)


def more_values(found: Sheet, page: Page, language: str) -> dict[str, Any]:
    """Return what ``respond/more.html`` shows of a page that asks for another time."""
    section = found.form.sections_by_name[page.repeat]
    return {
        "label": lines.section_words(found, section, page.at, language),
        "around": lines.time_title(found, section.parent, page.at[:-1], language),
        "times": lines.times_of(found, page, language),
        "full": found.state.times(page.repeat, page.at[:-1]) >= MOST_TIMES,
        "key": page.key,
        "position": found.position(page),
    }
