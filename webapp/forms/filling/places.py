"""The answers of one filled form as a tree: what is shown, and what each rule sees.

The tree is built once for a look: every question has its node, empty until the
rules before it have run; the times of a repeat come into being when their number
is known.  ``form.order`` makes one pass enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from webapp.forms.filling.layout import Layout, Part
from webapp.forms.filling.rule_text import rule_text, value_of_rule
from webapp.forms.rule_language.documents import ROOT, Document, Node, Scope
from webapp.forms.rules import Answers, Form, Question, Value
from webapp.forms.wording import speaker

MOST_TIMES = 30
# Repeats within repeats multiply; a household with thirty members of thirty answers has 900.
MOST_REPEATED = 20_000
# Calculations of calculations can double at each step; no answer is ever this long.
LONGEST_RESULT = 10_000
# The key of a draft's own chance; ``begin`` puts it there.
SEED = "_seed"
# Marks a time of a repeat that was only just added: its defaults are still to come.
NEW = "_new"


# A question has no nodes below it; one list for all of them spares the collector half its work.
_NOTHING: list[Node] = []


class Place(Node):
    """One question, one group or one time of a repeat, with what was answered there.

    ``given`` are the answers of the time of the repeat it stands in (or of the whole
    form); ``fresh`` tells that nothing of that time was answered yet, so that
    defaults count.  ``at`` says which time of each repeat around it.
    """

    __slots__ = ("at", "fresh", "given", "part", "scope", "shown", "value")

    def __init__(
        self,
        part: Part,
        parent: Place | None,
        at: tuple[int, ...],
        given: dict[str, Any],
        fresh: bool,
    ) -> None:
        # What ``Node`` would do, without another call: a form has many of these.
        self.name = part.name or ROOT
        self.text = ""
        self.parent = parent
        self.children = _NOTHING if part.question is not None else []
        self.inside = None
        if parent is not None:
            parent.children.append(self)
        self.part = part
        self.at = at
        self.given = given
        self.fresh = fresh
        self.shown = False
        self.value: Value | None = None
        self.scope: Scope | None = None


class Grown:
    """The tree of one filled form, grown in ``form.order``."""

    def __init__(
        self,
        layout: Layout,
        answers: Answers,
        now: datetime,
        *,
        fresh: bool = False,
        language: str = "",
    ) -> None:
        self.layout = layout
        self.now = now
        self._lists, self._namer = layout.lists, choice_namer(layout.form)
        self._words = speaker(layout.form, language)
        given = dict(answers)
        self.seed = str(given.get(SEED, ""))
        self._left = MOST_REPEATED
        self.root = Place(layout.root, None, (), given, fresh)
        self.root.shown = True
        self.by_name: dict[str, list[Place]] = {name: [] for name in layout.parts}
        self.by_name[""].append(self.root)
        self.document = Document(self.root, self.by_name, layout.repeats)  # type: ignore[arg-type]
        self._furnish(self.root)
        for part in layout.order:
            if part.is_repeat:
                for parent in self.by_name[part.parent.name if part.parent else ""]:
                    if parent.shown:
                        self._times(part, parent)
            else:
                for place in self.by_name[part.name]:
                    self._settle(place, part)

    def scope(self, place: Place) -> Scope:
        """Return what a rule that belongs to *place* sees."""
        scope = place.scope
        if scope is None:
            scope = place.scope = self.scope_at(place)
        return scope

    def scope_at(self, place: Place) -> Scope:
        """Return a new scope for *place*; where the form draws lots, with lots of its own."""
        if self.layout.draws:
            draw = Random(f"{self.seed}:{place.name}:{place.at}").random  # noqa: S311 - no secret
            return Scope(
                self.document, place, self.now, self._lists, self._namer, self._words, draw
            )
        return Scope(self.document, place, self.now, self._lists, self._namer, self._words)

    def _furnish(self, container: Place) -> None:
        """Put everything but repeats into *container*: questions, and groups with theirs."""
        at, given, fresh = container.at, container.given, container.fresh
        for part in container.part.children:
            if not part.is_repeat:
                place = Place(part, container, at, given, fresh)
                self.by_name[part.name].append(place)
                if part.repeats:
                    _note_inside(place)
                if part.children:
                    self._furnish(place)

    def _settle(self, place: Place, part: Part) -> None:
        """Find out whether a question or group is shown, and what its answer is."""
        parent = place.parent
        if not parent.shown:  # type: ignore[union-attr]
            return
        if part.relevant is not None and not part.relevant.holds(self.scope(place)):
            return
        place.shown = True
        question = part.question
        if question is None:
            return
        value = place.given.get(part.name)
        if place.fresh and value is None:
            value = self._first_value(place, question)
        if part.computed and question.calculation is not None:
            if value is not None:
                place.text = rule_text(question, value)
            result = question.calculation.text(self.scope(place))
            place.text = result if len(result) <= LONGEST_RESULT else ""
            place.value = value_of_rule(question, place.text)
        elif value is not None:
            place.value = value
            place.text = rule_text(question, value)

    def _first_value(self, place: Place, question: Question) -> Value | None:
        """Return what stands in a box before anybody answered; kept with the time's answers."""
        rule = question.default
        if question.calculation is not None and not place.part.computed and not question.trigger:
            rule = question.calculation
        value = None
        if rule is not None:
            value = value_of_rule(question, rule.text(self.scope(place)))
        if value is not None:
            place.given[question.name] = value
        return value

    def _times(self, part: Part, parent: Place) -> None:
        """Let the times of a repeat come into being below *parent*."""
        found = parent.given.get(part.name)
        stored = found if isinstance(found, list) else None
        behind = self._behind(part, parent)
        for index in range(self._how_many(part, parent, stored)):
            self._left -= 1 + len(part.children)
            if self._left < 0:
                return
            given = stored[index] if stored is not None and index < len(stored) else None
            own = dict(given) if isinstance(given, dict) else {NEW: True}
            fresh = own.pop(NEW, False)
            time = Place(part, parent, (*parent.at, index + 1), own, fresh)
            if part.relevant is not None and not part.relevant.holds(self.scope(time)):
                parent.children.remove(time)
                continue
            time.shown = True
            if behind:
                parent.children.remove(time)
                parent.children.insert(len(parent.children) - behind, time)
            time.inside = {}
            self.by_name[part.name].append(time)
            _note_inside(time)
            self._furnish(time)

    @staticmethod
    def _behind(part: Part, parent: Place) -> int:
        """Return how many nodes below *parent* stand after the times of *part*."""
        siblings = parent.part.children
        later = {sibling.name for sibling in siblings[siblings.index(part) + 1 :]}
        return sum(child.name in later for child in parent.children)

    def _how_many(self, part: Part, parent: Place, stored: list[Any] | None) -> int:
        """Return how often a repeat is filled: counted, or as often as was said, at first once."""
        section = part.section
        if section is None or section.count is None:
            return min(1 if stored is None else len(stored), MOST_TIMES)
        # A counter stands beside the times it counts, so the rule looks from there.
        probe = Place(part, None, parent.at, {}, False)
        probe.parent = parent
        number = section.count.number(self.scope(probe))
        return int(min(max(number, 0), MOST_TIMES)) if number == number else 0  # noqa: PLR0124

    def of(self, name: str, at: tuple[int, ...]) -> Place | None:
        """Return the place of *name* at the time *at*; more of *at* than it needs is let be."""
        places = self.by_name.get(name, ())
        part = self.layout.parts.get(name)
        if part is None:
            return None
        if not part.repeats and not part.is_repeat:
            return places[0] if places else None
        wanted = at[: len(part.repeats) + part.is_repeat]
        return next((place for place in places if place.at == wanted), None)

    def draft(self) -> dict[str, Any]:
        """Return all answers, hidden ones too, with every time of a repeat written out."""
        return self._copied(self.root)

    def begun(self) -> dict[str, Any]:
        """Return what a draft begins with; a repeat without any default needs no mention."""
        draft = self.draft()
        return {name: value for name, value in draft.items() if value not in ([], [{}])}

    def _copied(self, container: Place) -> dict[str, Any]:
        copy = dict(container.given)
        found: dict[str, dict[int, Place]] = {}
        for time in times_below(container):
            found.setdefault(time.name, {})[time.at[-1]] = time
        for name, times in found.items():
            stored = copy.get(name)
            before = stored if isinstance(stored, list) else []
            copy[name] = [
                self._copied(times[number]) if number in times else dict(before[number - 1])
                for number in range(1, max(*times, len(before)) + 1)
                if number in times or number <= len(before)
            ]
        return copy


def _note_inside(place: Place) -> None:
    """Let every time of a repeat around *place* know of it (``Document.find``)."""
    around = place.parent
    while around is not None:
        if around.inside is not None:
            around.inside.setdefault(place.name, []).append(place)
        around = around.parent


def times_below(container: Place) -> Iterator[Place]:
    """Yield the times of repeats directly within *container*, through its groups."""
    for child in container.children:
        if isinstance(child, Place) and child.part.section is not None:
            if child.part.is_repeat:
                yield child
            else:
                yield from times_below(child)


def place_text(name: str, at: tuple[int, ...]) -> str:
    """Return the place of an answer as text: ``ten``, or ``ten@2.1`` inside repeats."""
    return f"{name}@{'.'.join(map(str, at))}" if at else name


def split_place(place: str) -> tuple[str, tuple[int, ...]]:
    """Return name and times of what ``place_text`` wrote."""
    name, _, at = place.partition("@")
    return name, tuple(int(part) for part in at.split(".")) if at else ()


def choice_namer(form: Form) -> Any:
    """Return what gives the words for a value of a question (``jr:choice-name``)."""
    found = form.kept.get(_Namer)
    if found is None:
        found = form.kept[_Namer] = _Namer(form)
    return found


class _Namer:
    """Words for values, in the form's own language."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __call__(self, name: str, value: str) -> str:
        """Return the label of the choice *value* of the question *name*, else *value*."""
        question = self.form.by_name.get(name)
        choice = question.choice(value) if question else None
        if choice is None:
            return value
        return choice.label.get(self.form.default_language) or next(iter(choice.label.values()), "")
