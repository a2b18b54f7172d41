"""A random, valid way through any form, page by page, as a browser would send it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from webapp.forms import filling
from webapp.forms.filling import State
from webapp.forms.filling.numbers import show_number
from webapp.forms.rule_language.syntax import Number, Text, walk
from webapp.forms.rules import PICTURES, Form, Page, Question
from webapp.launch.demo.answering import some_answer

TRIES = 12
MOST_PAGES = 3000
Posted = dict[str, list[str]]
# What usually fits a pattern somebody wrote.
LIKELY = ("0900000099", "a@b.vn", "AB", "12", "12345", "2012", "Nguyễn Văn A", "a", "1,5")


@dataclass
class Walk:
    """What was posted for each page, in order, and what came of it.

    ``answers`` are those of the draft at the end; ``problems`` what still does not pass
    (a constraint nobody could satisfy by chance, on a question that has to be answered).
    """

    answers: dict[str, Any] = field(default_factory=dict)
    steps: list[tuple[Page, Posted]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


def random_answers(form: Form, rng: Random, today: date, skip: float = 0.2) -> Walk:
    """Return a random valid submission of *form* and the pages it was posted on.

    What does not fit is tried a dozen times, then left empty.  *skip* is how often an
    optional question is left out.  A repeat gets up to three times.  It ends for every form.
    """
    walk_ = Walk(answers=filling.begin(form, today, seed=rng.randrange(2**31)))
    page = next(iter(filling.look(form, walk_.answers, today).pages), None)
    while page is not None and len(walk_.steps) < MOST_PAGES:
        walk_.answers = _page(form, page, walk_, rng, today, skip)
        page = filling.look(form, walk_.answers, today).after(page)
    walk_.problems = filling.problems(form, walk_.answers, today)
    return walk_


def _page(
    form: Form, page: Page, walk_: Walk, rng: Random, today: date, skip: float
) -> dict[str, Any]:
    """Fill one page until it passes, then with what does not fit left empty."""
    if page.asks_for_more:
        more = "yes" if page.at[-1] < 3 and rng.random() < 0.4 else "no"
        posted = {"_more": [more]}
        walk_.steps.append((page, posted))
        return filling.read_page(form, page, posted, walk_.answers, today).answers
    answers, posted, bad = walk_.answers, {}, set()
    for turn in range(TRIES):
        state = filling.look(form, answers, today)
        now = [form.question(n) for n in form.pages[page.number - 1].questions]
        for question in now:
            wanted = question.name not in posted or question.name in bad
            if question.asks and wanted and state.shown(question.name, page.at):
                if question.type in PICTURES:
                    answers = filling.put(form, answers, question.name, page.at, "hinh-1")
                posted[question.name] = _answer(state, question, page.at, rng, today, skip, turn)
        result = filling.read_page(form, page, posted, answers, today)
        answers, bad = result.answers, set(result.errors)
        if result.done:
            break
    else:
        # What hides again takes its answer along; what cannot be satisfied stays empty.
        posted |= {name: [] for name in bad}
        answers = filling.read_page(form, page, posted, answers, today).answers
    walk_.steps.append((page, posted))
    return answers


def _answer(
    state: State,
    question: Question,
    at: tuple[int, ...],
    rng: Random,
    today: date,
    skip: float,
    turn: int,
) -> list[str]:
    if question.type in PICTURES:
        return []
    if rng.random() < skip and not state.needed(question.name, at):
        return []
    if turn and question.constraint is not None and rng.random() < 0.7 and not question.choices:
        return [rng.choice([*_written_in(question), *LIKELY])]
    return some_answer(rng, question, state.choices(question.name, at), today)


def _written_in(question: Question) -> list[str]:
    """Return the numbers and texts of the constraint, and numbers next to them."""
    found: list[str] = []
    for node in walk(question.constraint.tree) if question.constraint else ():
        if isinstance(node, Number):
            found += [show_number(node.value + by) for by in (-1, 0, 1)]
        elif isinstance(node, Text):
            found.append(node.value)
    return found or ["1"]
