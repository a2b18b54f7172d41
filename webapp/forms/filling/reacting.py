"""Boxes that a change elsewhere fills anew.

Two kinds: a calculation with a ``trigger`` runs when one of the questions it names
has changed, and stays as it is otherwise; a calculation in a box that a child may
write in is put there when its result has changed, and what a child writes over it
stays until then.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from webapp.forms.filling.places import Place
from webapp.forms.filling.repeating import inside
from webapp.forms.filling.rule_text import value_of_rule
from webapp.forms.filling.state import State, look
from webapp.forms.rules import Form, Question


def settle(form: Form, before: State, draft: dict[str, Any], today: date) -> dict[str, Any]:
    """Return *draft* with those boxes filled that what was just answered has changed."""
    reacting = before.grown.layout.reacting
    if not reacting:
        return draft
    after = look(form, draft, today)
    for question in reacting:
        changed = False
        for place in after.grown.by_name[question.name]:
            if _has_reason(question, before, after, place):
                own = inside(draft, place.part.repeats, place.at)
                value = _result(question, after, place)
                own.pop(question.name, None)
                if value is not None:
                    own[question.name] = value
                changed = True
        if changed:
            after = look(form, draft, today)
    return draft


def _result(question: Question, state: State, place: Place) -> Any:
    """Return what the calculation gives now; a trigger alone empties."""
    if question.calculation is None:
        return None
    return value_of_rule(question, question.calculation.text(state.grown.scope(place)))


def _has_reason(question: Question, before: State, after: State, place: Place) -> bool:
    """Tell whether a trigger, or the result, is another than before."""
    if question.trigger:
        return any(
            _text(before, name, place.at) != _text(after, name, place.at)
            for name in question.trigger
        )
    old = before.place(question.name, place.at)
    if question.calculation is None or old is None:
        return False
    was = question.calculation.text(before.grown.scope(old))
    return was != question.calculation.text(after.grown.scope(place))


def _text(state: State, name: str, at: tuple[int, ...]) -> str:
    place = state.place(name, at)
    return place.text if place is not None else ""
