"""A loaded form on the child's road: every page shown, sent empty and filled at random."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, render_template

from webapp.authoring.trying.condition_words import everything_shown
from webapp.authoring.trying.trial import begun
from webapp.base.database import Base
from webapp.config import load
from webapp.extensions import db
from webapp.factory import create_app
from webapp.forms import filling
from webapp.forms.rules import PICTURES, Choice, Form, Page, Question, QuestionType
from webapp.intake.sorting import sort_answers
from webapp.respond.lines import parts_of
from webapp.respond.sheet import Sheet
from webapp.respond.showing import more_values, question_values

TODAY = date(2026, 11, 23)
# A form may ask for ever; a walk ends after so many pages, and a page after so many guesses.
MOST_PAGES, GUESSES = 150, 12
_T = QuestionType


@dataclass
class Filler:
    """Walks forms; ``counts`` says how many pages were shown and how the sendings ended."""

    app: Flask
    counts: Counter[str] = field(default_factory=Counter)

    def __call__(self, form: Form) -> Iterator[str]:
        """Yield what went wrong with *form*; exceptions are for the caller to tell."""
        chance = random.Random(len(form.questions))
        with self.app.test_request_context("/phieu/1"):
            yield from self._all_pages(form)
            yield from self._sent(self._walk(form, None), "empty")
            yield from self._sent(self._walk(form, chance), "random")

    def _all_pages(self, form: Form) -> Iterator[str]:
        """Show every page of the form in every language, whatever hides it."""
        sheet = begun(everything_shown(form), TODAY)
        shown = {page.number for page in sheet.pages}
        yield from (f"page {p.number} never shows" for p in form.pages if p.number not in shown)
        for place, page in enumerate(sheet.pages):
            # Of a very long form the further languages are looked at on its first pages.
            for language in form.languages if place < MOST_PAGES else form.languages[:1]:
                self._show(sheet, page, language)

    def _show(
        self,
        sheet: Sheet,
        page: Page,
        language: str,
        result: filling.PageResult | None = None,
    ) -> None:
        self.counts["pages shown"] += 1
        if page.asks_for_more:
            template, values = "more", more_values(sheet, page, language)
        else:
            template, values = "question", question_values(sheet, page, language, result)
        render_template(f"respond/{template}.html", **values, small=False, mending=False)

    def _walk(self, form: Form, chance: random.Random | None) -> Sheet:
        """Go from page to page as a child does, with answers by *chance* or with none."""
        sheet = begun(form, TODAY)
        page = sheet.pages[0] if sheet.pages else None
        for _step in range(MOST_PAGES):
            if page is None:
                break
            sheet = self._answered(sheet, page, chance)
            page = sheet.after(page.key)
        return sheet

    def _answered(self, sheet: Sheet, page: Page, chance: random.Random | None) -> Sheet:
        """Post one page; what cannot be read or is not allowed is guessed again."""
        after = sheet
        for _guess in range(GUESSES if chance else 1):
            self._show(after, page, after.form.default_language)
            before = _with_pictures(after, page) if chance else after
            posted = _posted(before, page, chance)
            answers = before.draft.answers
            result = filling.read_page(before.form, page, posted, answers, TODAY)
            if result.errors and not page.asks_for_more:
                self._show(before, page, before.form.default_language, result)
            after = before.answered(result.answers)
            if after.page(page.key) is None or not (result.errors or result.revealed):
                break
        return after

    def _sent(self, sheet: Sheet, kind: str) -> Iterator[str]:
        """Look at the check page and hand the answers on as intake does."""
        form, answers = sheet.form, sheet.draft.answers
        problems = filling.problems(form, answers, TODAY)
        parts = parts_of(sheet, form.default_language, problems)
        wrong = [line for part in parts for line in part.lines if line.error]
        render_template("respond/check.html", parts=parts, wrong=wrong, last="1")
        if problems:
            self.counts[f"{kind}: something to mend first"] += 1
            return
        pruned = filling.prune(form, answers, TODAY)
        sort_answers(form, pruned, form.default_language)
        if filling.prune(form, pruned, TODAY) != pruned:
            yield f"{kind}: pruning twice is not pruning once"
        self.counts[f"{kind}: sent"] += 1


@contextmanager
def filler(folder: Path) -> Iterator[Filler]:
    """Yield a walker with an application of its own in *folder*, without any survey."""
    os.environ["INSTANCE"] = str(folder / "instance")
    (folder / "surveys").mkdir()
    app = create_app(replace(load(), testing=True, surveys=folder / "surveys"))
    with app.app_context():
        Base.metadata.create_all(db.engine)  # a page with pictures asks which survey they are of
    yield Filler(app)


def _with_pictures(sheet: Sheet, page: Page) -> Sheet:
    """Put a picture where the page asks for one, as whoever keeps pictures does."""
    for name in page.questions:
        if sheet.form.question(name).type in PICTURES:
            put = filling.put(sheet.form, sheet.draft.answers, name, page.at, "picture1")
            sheet = sheet.answered(put)
    return sheet


def _posted(sheet: Sheet, page: Page, chance: random.Random | None) -> Mapping[str, list[str]]:
    """Return what a browser would post for *page*."""
    if page.asks_for_more:
        times = sheet.state.times(page.repeat, page.at[:-1])
        another = chance is not None and times < 2 and chance.random() < 0.6
        return {"_more": ["yes" if another else "no"]}
    if chance is None:
        return {}
    posted: dict[str, list[str]] = {}
    for name in page.questions:
        question = sheet.form.question(name)
        if question.asks and not question.read_only and sheet.state.shown(name, page.at):
            posted[name] = _guess(question, sheet.state.choices(name, page.at), chance)
    return posted


def _guess(question: Question, choices: tuple[Choice, ...], chance: random.Random) -> list[str]:
    """Return a likely answer."""
    names = [choice.name for choice in choices]
    if question.type is _T.SELECT_ONE:
        return [chance.choice(names)] if names else []
    if question.type is _T.SELECT_MULTIPLE:
        fewest = min(max(question.least, 1), len(names))
        most = min(question.most or len(names), len(names))
        return chance.sample(names, chance.randint(fewest, max(fewest, most)))
    if question.type is _T.RANK:
        return chance.sample(names, len(names))
    if question.type is _T.RANGE:
        scale = filling.scale_of(question)
        steps = int((scale.high - scale.low) / scale.step)
        return [f"{scale.low + chance.randint(0, steps) * scale.step:g}".replace(".", ",")]
    return [_typed(question, chance)]


def _typed(question: Question, chance: random.Random) -> str:
    day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1960, 2030)}"
    clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"
    words: dict[QuestionType, Any] = {
        _T.TEXT: chance.choice(["a", "có", "yes", "1", "abc@example.org", "0900000000", "Ngô Ý"]),
        _T.INTEGER: str(chance.choice([0, 1, 2, 5, 11, 18, 42, 150])),
        _T.DECIMAL: chance.choice(["0", "0,5", "1", "2,75", "19,9", "1000"]),
        _T.ACKNOWLEDGE: "yes",
        _T.DATE: day[-4:] if question.looks("year") else day,
        _T.TIME: clock,
        _T.DATETIME: f"{day} {clock}",
    }
    return str(words.get(question.type, ""))
