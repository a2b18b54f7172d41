"""Filling a form: pages, typed answers, problems.  Pure; a page costs no SQL.

``today`` is the commune's day; rules such as ``. <= today()`` need it.  A hidden
question counts as unanswered for every rule that looks at it, and its answer is
never stored (``prune``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.base.clock import day_start
from webapp.forms.filling.reading import check_value, read_value
from webapp.forms.filling.sentences import CONSTRAINT, REQUIRED
from webapp.forms.rule_language.documents import Scope, flat_scope
from webapp.forms.rules import Answers, Form, Page, Question, QuestionType, Value

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PageResult:
    """What reading one page gave.

    ``answers`` are all answers so far with the good ones of this page put in.
    ``errors`` maps a question's name to a key for ``sentence``.  ``typed`` keeps
    what was posted for each question of the page, to be shown again.
    ``revealed`` names questions of this page that the new answers have brought
    into sight: show the page again before going on.
    """

    answers: dict[str, Value]
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    revealed: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Tell whether the next page may be shown."""
        return not self.errors and not self.revealed


def _as_rule_text(question: Question, value: Value) -> str:
    """Return *value* as the rule language sees it.

    A year alone counts as its first day, so that it can be compared with a date.
    """
    if isinstance(value, bool):
        return "OK"
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    if question.type is QuestionType.DATE and len(str(value)) == 4:
        return f"{value}-01-01"
    return str(value)


def _look(form: Form, answers: Answers, today: date) -> tuple[set[str], dict[str, str]]:
    """Return the visible questions and their answers as rules see them."""
    shown: set[str] = set()
    values: dict[str, str] = {}
    scope = _scope(form, {}, today)
    for name in form.order:
        question = form.by_name.get(name)
        part = question or form.sections_by_name[name]
        around = part.section if isinstance(part, Question) else part.parent
        hidden = around and around not in shown
        if hidden or (part.relevant is not None and not part.relevant.holds(scope)):
            continue
        shown.add(name)
        if question is not None and name in answers:
            values[name] = _as_rule_text(question, answers[name])
            scope.document.by_name[name][0].text = values[name]
    return shown, values


def _scope(form: Form, values: Mapping[str, str], today: date, current: str = "") -> Scope:
    """Return what rules see: every question, unanswered and hidden ones as empty text."""
    return flat_scope({**dict.fromkeys(form.by_name, ""), **values}, day_start(today), current)


def visible(form: Form, answers: Answers, today: date) -> frozenset[str]:
    """Return the names of the questions whose conditions hold."""
    return frozenset(_look(form, answers, today)[0] & set(form.by_name))


def visible_pages(form: Form, answers: Answers, today: date) -> tuple[Page, ...]:
    """Return the pages to show, each with its visible questions only."""
    shown = _look(form, answers, today)[0]
    pages: list[Page] = []
    for page in form.pages:
        names = tuple(name for name in page.questions if name in shown)
        if names:
            whole = len(names) == len(page.questions)
            pages.append(page if whole else replace(page, questions=names))
    return tuple(pages)


def read_page(form: Form, page: Page, posted: Posted, answers: Answers, today: date) -> PageResult:
    """Read what was posted for the questions of *page*; keys are question names.

    An answer that cannot be read is taken out of ``answers`` (``typed`` has the words);
    a visible question that was not posted counts as emptied, as a browser sends
    nothing for boxes that are not ticked.
    """
    asked = [form.by_name[name] for name in form.pages[page.number - 1].questions]
    asked = [question for question in asked if question.asks]
    before = visible(form, answers, today)
    new = dict(answers)
    unreadable: dict[str, str] = {}
    typed: dict[str, tuple[str, ...]] = {}
    for question in asked:
        name = question.name
        if name not in posted and name not in before:
            continue
        typed[name] = tuple(posted.get(name, ()))
        value, error = read_value(question, typed[name])
        new.pop(name, None)
        if error is not None:
            unreadable[name] = error
        elif value is not None:
            new[name] = value
    shown, values = _look(form, new, today)
    revealed = tuple(q.name for q in asked if q.name in shown and q.name not in typed)
    errors: dict[str, str] = {}
    for question in asked:
        if question.name in shown and question.name in typed:
            error = unreadable.get(question.name) or _rule_broken(form, question, values, today)
            if error is not None:
                errors[question.name] = error
    return PageResult(new, errors, typed, revealed)


def _rule_broken(
    form: Form, question: Question, values: Mapping[str, str], today: date
) -> str | None:
    """Return a key when *question* is required and empty, or breaks its constraint.

    As in XLSForm a constraint is looked at only when there is an answer.
    """
    current = values.get(question.name, "")
    scope = _scope(form, values, today, current)
    if current == "":
        needed = question.required is not None and question.required.holds(scope)
        return REQUIRED if needed else None
    if question.constraint is not None and not question.constraint.holds(scope):
        return CONSTRAINT
    return None


def problems(form: Form, answers: Answers, today: date) -> dict[str, str]:
    """Check all visible questions; map names to keys for ``sentence``.  Empty: may be sent."""
    shown, values = _look(form, answers, today)
    found: dict[str, str] = {}
    for question in form.questions:
        if not question.asks or question.name not in shown:
            continue
        error = None
        if question.name in answers:
            error = check_value(question, answers[question.name])
        error = error or _rule_broken(form, question, values, today)
        if error is not None:
            found[question.name] = error
    return found


def prune(form: Form, answers: Answers, today: date) -> dict[str, Value]:
    """Return the answers of visible questions only, in the order of the form."""
    shown = _look(form, answers, today)[0]
    return {
        question.name: answers[question.name]
        for question in form.questions
        if question.asks and question.name in shown and question.name in answers
    }
