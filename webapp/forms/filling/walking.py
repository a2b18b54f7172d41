"""Filling a form: pages, typed answers, problems.  Pure; a page costs no SQL.

``today`` is the commune's day (or moment, where a form asks for the time); rules
such as ``. <= today()`` need it.  A hidden question counts as unanswered for every
rule that looks at it, and its answer is never stored (``prune``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from webapp.forms.filling.fitting import check_value
from webapp.forms.filling.places import Place, place_text, times_below
from webapp.forms.filling.reacting import settle
from webapp.forms.filling.reading import REMOVE, read_value
from webapp.forms.filling.repeating import add_time, container
from webapp.forms.filling.sentences import CONSTRAINT, MORE, NOT_A_CHOICE, REQUIRED
from webapp.forms.filling.state import State, look
from webapp.forms.rules import PICTURES, Answers, Form, Page, Question, Value

Posted = Mapping[str, Sequence[str]]
# Names of questions a browser had brought into sight when the page was sent.
IN_SIGHT = "_shown"


@dataclass(frozen=True)
class PageResult:
    """What reading one page gave.

    ``answers`` are all answers so far with the good ones of this page put in.
    ``errors`` maps a question's name to a key for ``sentence``.  ``typed`` keeps
    what was posted for each question of the page, to be shown again.
    ``revealed`` names questions of this page that the new answers have brought
    into sight, or whose choices they have changed: show the page again before
    going on.
    """

    answers: dict[str, Value]
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    revealed: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Tell whether the next page may be shown."""
        return not self.errors and not self.revealed


def read_page(form: Form, page: Page, posted: Posted, answers: Answers, today: date) -> PageResult:
    """Read what was posted for the questions of *page*; keys are question names.

    An answer that cannot be read is taken out of ``answers`` (``typed`` has the words);
    a visible question that was not posted counts as emptied, as a browser sends
    nothing for boxes that are not ticked.  A page that asks for another time of a
    repeat is answered with ``_more``: ``yes`` or ``no``.
    """
    before = look(form, answers, today)
    if page.asks_for_more:
        return _another(form, page, posted, before)
    if page.repeat and before.place(page.repeat, page.at) is None:
        return PageResult(dict(answers))
    asked = [form.by_name[name] for name in form.pages[page.number - 1].questions]
    asked = [question for question in asked if question.asks and not question.read_only]
    draft = before.grown.draft()
    typed, errors = _read(asked, posted, before, page.at, container(form, draft, page))
    draft = settle(form, before, draft, today)
    after = look(form, draft, today)
    gone = _not_offered(asked, after, page.at)
    if gone:
        own = container(form, draft, page)
        for name in gone:
            own.pop(name, None)
            errors.setdefault(name, NOT_A_CHOICE)
        after = look(form, draft, today)
    revealed = tuple(q.name for q in asked if _is_new(q, typed, posted, before, after, page.at))
    found: dict[str, str] = {}
    for question in asked:
        name = question.name
        place = after.place(name, page.at)
        if place is not None and place.shown and name in typed and name not in revealed:
            error = errors.get(name) or _rule_broken(after, question, place)
            if error is not None:
                found[name] = error
    return PageResult(draft, found, typed, revealed)


def _another(form: Form, page: Page, posted: Posted, before: State) -> PageResult:
    """Add another time, or leave it; ask again when neither was chosen."""
    chosen = tuple(posted.get(MORE, ()))
    draft = before.grown.draft()
    if before.page(page.number, page.at) is None:
        return PageResult(draft)
    if chosen[:1] == ("yes",):
        return PageResult(add_time(form, draft, page.repeat, page.at[:-1]))
    return PageResult(draft, {} if chosen[:1] == ("no",) else {MORE: REQUIRED}, {MORE: chosen})


def _read(
    asked: Sequence[Question],
    posted: Posted,
    before: State,
    at: tuple[int, ...],
    own: dict[str, Any],
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Put what can be read into *own*; return what was typed, and what could not be read."""
    typed: dict[str, tuple[str, ...]] = {}
    errors: dict[str, str] = {}
    brought = frozenset(posted.get(IN_SIGHT, ()))
    for question in asked:
        name = question.name
        if name not in posted and name not in brought and not before.shown(name, at):
            continue
        if question.type in PICTURES:
            typed[name] = ()
            if any(posted.get(name + REMOVE, ())):
                own.pop(name, None)
            continue
        typed[name] = tuple(posted.get(name, ()))
        value, error = read_value(question, typed[name])
        own.pop(name, None)
        if error is not None:
            errors[name] = error
        elif value is not None:
            own[name] = value
    return typed, errors


def _not_offered(asked: Sequence[Question], after: State, at: tuple[int, ...]) -> list[str]:
    """Return the questions whose answer the filter of their choices does not offer now."""
    return [
        question.name
        for question in asked
        if question.choice_filter is not None
        and (value := after.value(question.name, at)) is not None
        and check_value(question, value, after.choices(question.name, at)) is not None
    ]


def _is_new(
    question: Question,
    typed: Mapping[str, object],
    posted: Posted,
    before: State,
    after: State,
    at: tuple[int, ...],
) -> bool:
    """Tell whether a child has yet to see *question*, or the choices it now has."""
    name = question.name
    if not after.shown(name, at):
        return False
    if name not in typed:
        return True
    if question.choice_filter is None or any(posted.get(name, ())):
        return False
    if name in posted.get(IN_SIGHT, ()):
        return False
    offered = {choice.name for choice in after.choices(name, at)}
    return bool(offered - {choice.name for choice in before.choices(name, at)})


def _rule_broken(state: State, question: Question, place: Place) -> str | None:
    """Return a key when *question* is required and empty, or breaks its constraint.

    As in XLSForm a constraint is looked at only when there is an answer.
    """
    if place.text == "":
        if question.required is None:
            return None
        return REQUIRED if state.needed(question.name, place.at) else None
    rule = question.constraint
    return CONSTRAINT if rule is not None and not rule.holds(state.grown.scope(place)) else None


def problems(form: Form, answers: Answers, today: date) -> dict[str, str]:
    """Check all visible questions; map places to keys for ``sentence``.  Empty: may be sent.

    A place is the name, with the times of the repeats around it behind: ``ten@2.1``.
    """
    state = look(form, answers, today)
    by_name = state.grown.by_name
    found: dict[str, str] = {}
    for question in form.questions:
        for place in by_name[question.name] if question.asks else ():
            if place.shown:
                error = _misfit(state, question, place) or _rule_broken(state, question, place)
                if error is not None:
                    found[place_text(question.name, place.at)] = error
    return found


def _misfit(state: State, question: Question, place: Place) -> str | None:
    """Return a key when the answer at *place* is none of its type, or not offered."""
    if place.value is None or place.part.computed:
        return None
    if question.choice_filter is None:
        return check_value(question, place.value)
    return check_value(question, place.value, state.choices(question.name, place.at))


def prune(form: Form, answers: Answers, today: date) -> dict[str, Value]:
    """Return the answers that are shown, in the order of the form, calculated ones put in.

    A time of a repeat keeps its place, also an empty one; a repeat in which nothing
    was answered at all leaves no trace.
    """
    return _kept(look(form, answers, today).grown.root)


def _kept(around: Place) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for node in around.children:
        if not isinstance(node, Place) or not node.shown:
            continue
        if node.part.is_repeat:
            kept.setdefault(node.name, []).append(_kept(node))
        elif node.part.section is not None:
            kept.update(_kept(node))
        elif node.value is not None:
            kept[node.name] = node.value
    for name in [name for name, value in kept.items() if _says_nothing(around, name, value)]:
        del kept[name]
    return kept | _taken_away(around)


def _says_nothing(around: Place, name: str, value: object) -> bool:
    """Tell whether *value* is a repeat that would stand there just the same unanswered.

    Where a time begins with defaults, an empty one says that they were taken out.
    """
    if not isinstance(value, list) or any(value):
        return False
    part = next(time.part for time in times_below(around) if time.name == name)
    counted = part.section is not None and part.section.count is not None
    return (counted or len(value) == 1) and not part.begins_filled


def _taken_away(around: Place) -> dict[str, Any]:
    """Return the repeats without count of which a child took every time away."""
    return {
        part.name: []
        for part in around.part.children
        if part.is_repeat
        and part.section is not None
        and part.section.count is None
        and around.shown
        and around.given.get(part.name) == []
    }
