"""How a form stands with the answers so far: the one thing every page and check asks.

``look`` works everything out once; a state never changes afterwards.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any

from webapp.base.clock import day_start
from webapp.forms.filling.choosing import choices_at
from webapp.forms.filling.layout import layout_of
from webapp.forms.filling.meaning import describe
from webapp.forms.filling.paging import order_key, shown_pages
from webapp.forms.filling.places import Grown, Place
from webapp.forms.rule_language.documents import Scope
from webapp.forms.rules import SELECTS, Answers, Choice, Form, Page, Texts, Value, text_in

At = tuple[int, ...]


class State:
    """The answers of one form as they stand; ask it, it never changes.

    ``at`` says which time of each repeat around a question is meant, outermost first
    and from 1; more of it than the question needs does no harm, so a page's own ``at``
    is right for everything on the page.
    """

    def __init__(self, form: Form, grown: Grown) -> None:
        self.form = form
        self.grown = grown

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Return the pages to show, in order, each with its shown questions and its ``at``."""
        return shown_pages(self.grown)

    def page(self, number: int, at: At = ()) -> Page | None:
        """Return the shown page with *number* at the time *at*."""
        wanted = (page for page in self.pages if page.number == number and page.at == at)
        return next(wanted, None)

    def after(self, page: Page) -> Page | None:
        """Return the shown page that follows *page*, which need not be shown any more."""
        layout = self.grown.layout
        here = order_key(layout, page)
        return next((other for other in self.pages if order_key(layout, other) > here), None)

    def before(self, page: Page) -> Page | None:
        """Return the shown page before *page*, which need not be shown any more."""
        layout = self.grown.layout
        here = order_key(layout, page)
        earlier = [other for other in self.pages if order_key(layout, other) < here]
        return earlier[-1] if earlier else None

    def page_of(self, name: str, at: At = ()) -> Page | None:
        """Return the shown page on which the question *name* stands."""
        place = self.place(name, at)
        wanted = place.at if place else at
        return next((p for p in self.pages if name in p.questions and p.at == wanted), None)

    def place(self, name: str, at: At = ()) -> Place | None:
        """Return the node of a question, a group or a time of a repeat; None: there is none."""
        return self.grown.of(name, at)

    def shown(self, name: str, at: At = ()) -> bool:
        """Tell whether the question or section *name* is shown."""
        place = self.place(name, at)
        return place is not None and place.shown

    def value(self, name: str, at: At = ()) -> Value | None:
        """Return the answer, also a calculated one; None when empty or hidden."""
        place = self.place(name, at)
        return place.value if place is not None and place.shown else None

    def scope(self, name: str, at: At = ()) -> Scope:
        """Return what a rule of *name* sees; KeyError when there is no such place."""
        place = self.place(name, at)
        if place is None:
            raise KeyError(name)
        return self.grown.scope(place)

    def times(self, repeat: str, at: At = ()) -> int:
        """Return how often *repeat* is there within the time *at* of what is around it."""
        depth = len(self.grown.layout.parts[repeat].repeats)
        return sum(place.at[:depth] == at[:depth] for place in self.grown.by_name[repeat])

    def choices(self, name: str, at: At = ()) -> tuple[Choice, ...]:
        """Return the choices offered: filtered, and in the order of this draft's own chance."""
        place = self.place(name, at)
        question = self.form.question(name)
        return question.choices if place is None else choices_at(self.grown, place, question)

    def needed(self, name: str, at: At = ()) -> bool:
        """Tell whether an answer is needed; a list without choices needs none."""
        place = self.place(name, at)
        question = self.form.question(name)
        if place is None or question.required is None:
            return False
        if question.type in SELECTS and not self.choices(name, at):
            return False
        return question.required.holds(self.grown.scope(place))

    def words(self, texts: Texts, language: str, at: At = (), name: str = "") -> str:
        """Return words of the form with each ``${name}`` replaced by its answer.

        An answer stands there as a person reads it: the words of a choice, a day as
        dd/mm/yyyy.  An empty answer leaves nothing.  *name* is whose words they are, in
        case the reference depends on where it stands.
        """
        words = text_in(texts, language, self.form.default_language)
        if "${" not in words:
            return words
        parts = list(self.grown.layout.words(words))
        here = self.place(name, at) if name else None
        for index in range(1, len(parts), 2):
            parts[index] = self._said(parts[index], language, at, here)
        return "".join(parts)

    def _said(self, name: str, language: str, at: At, here: Place | None) -> str:
        """Return the answer to *name* in words, seen from *here* or from the time *at*."""
        if here is not None:
            found: Any = next(iter(self.grown.document.find(name, here)), None)
        else:
            found = self.place(name, at) or next(iter(self.grown.by_name.get(name, ())), None)
        if not isinstance(found, Place) or not found.shown or found.part.question is None:
            return ""
        return describe(found.part.question, found.value, language)


def look(form: Form, answers: Answers, today: date, language: str = "") -> State:
    """Return how *form* stands with *answers* on *today*.

    *today* is the commune's day, or a moment with its zone where a form asks for the
    time; a day alone counts as its first moment.
    *language* is that of the words rules ask for (``jr:itext``), else the form's own: what
    is kept does not depend on who reads.
    """
    return State(form, Grown(layout_of(form), answers, moment_of(today), language=language))


def visible(form: Form, answers: Answers, today: date) -> frozenset[str]:
    """Return the names of the questions whose conditions hold, at some time at least."""
    by_name = look(form, answers, today).grown.by_name
    return frozenset(name for name in form.by_name if any(p.shown for p in by_name[name]))


def visible_pages(form: Form, answers: Answers, today: date) -> tuple[Page, ...]:
    """Return the pages to show, each with its visible questions only."""
    return look(form, answers, today).pages


def moment_of(today: date) -> datetime:
    """Return the moment that ``now()`` gives: *today* itself, or its beginning."""
    return today if isinstance(today, datetime) else day_start(today)
