"""The choices a child is offered: filtered by what was answered, mixed where the form asks."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from webapp.forms.filling.layout import item_node
from webapp.forms.filling.places import SEED, Grown, Place
from webapp.forms.rule_language.documents import Node
from webapp.forms.rules import OTHER, Choice, Question

_REFERENCE = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
_WHOLE = re.compile(r"-?\d{1,18}(?:\.\d+)?")
# Park and Miller's generator, as the ODK XForms specification prescribes for randomize().
_FACTOR, _MODULUS = 16807, 2147483647


def choices_at(grown: Grown, place: Place, question: Question) -> tuple[Choice, ...]:
    """Return the choices of *question* at *place*."""
    choices = question.choices
    if question.choice_filter is not None:
        choices = tuple(_fitting(grown, place, question))
    if question.parameters.get("randomize", "").strip().lower() in {"true", "true()", "yes"}:
        choices = mixed(choices, _seed(grown, place, question))
    return choices


def _fitting(grown: Grown, place: Place, question: Question) -> list[Choice]:
    """Return the choices for which the filter holds.

    Bare names are the columns of an item; ``${name}`` is meant as where the question stands.
    """
    rule = question.choice_filter
    if rule is None:
        return list(question.choices)
    items = _items(grown, question)
    chosen = set(map(id, rule.choose(grown.scope(place), items)))
    pairs = zip(question.choices, items, strict=True)
    return [choice for choice, item in pairs if id(item) in chosen]


def _items(grown: Grown, question: Question) -> list[Node]:
    """Return each choice as a node with its columns, made once for each list."""
    kept: dict[int, list[Node]] = grown.layout.form.kept.setdefault(Choice, {})
    found = kept.get(id(question.choices))
    if found is None:
        found = kept[id(question.choices)] = [item_node(choice) for choice in question.choices]
    return found


def _seed(grown: Grown, place: Place, question: Question) -> int:
    """Return the seed of a question: the form's own, else that of the draft.

    Without one in the form, two questions of a draft are mixed differently.
    """
    written = question.parameters.get("seed", "").strip()
    reference = _REFERENCE.fullmatch(written)
    if reference:
        found = next(iter(grown.document.find(reference[1], place)), None)
        return _as_seed(found.text if found else "")
    if written:
        return _as_seed(written)
    return zlib.crc32(f"{grown.root.given.get(SEED, '')}:{place.name}:{place.at}".encode())


def _as_seed(text: str) -> int:
    return int(float(text)) if _WHOLE.fullmatch(text) else zlib.crc32(text.encode())


def mixed(choices: Sequence[Choice], seed: int) -> tuple[Choice, ...]:
    """Return *choices* in an order that *seed* alone decides.

    "Không có" and "other" stay at the end, where a child looks for them.
    """
    last = [choice for choice in choices if choice.exclusive or choice.name == OTHER]
    free = [choice for choice in choices if choice not in last]
    state = seed % _MODULUS or _MODULUS - 1
    for end in range(len(free) - 1, 0, -1):
        state = state * _FACTOR % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (end + 1))
        free[end], free[other] = free[other], free[end]
    return (*free, *last)
