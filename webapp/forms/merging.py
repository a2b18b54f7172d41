"""The questions of many versions of a form as one set, for exports and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.forms.rules import Choice, Form, Question, QuestionType


@dataclass(frozen=True)
class MergedQuestion:
    """A question over all versions that have it.

    A survey has one form for each age band, and all of them are asked side by side: the
    newest version of every band is in use.  ``question`` is the newest one, its choices
    joined with those of other versions; ``gone`` names the choices that no form in use
    offers.  ``removed`` tells that no form in use asks it any more.  ``repeats`` are the
    repeats around it, outermost first.  ``types`` are all types it has had, the newest first;
    ``personal`` tells that in any version its answer was to be stored apart.
    """

    question: Question
    repeats: tuple[str, ...]
    removed: bool
    gone: frozenset[str]
    types: tuple[QuestionType, ...]
    personal: bool

    @property
    def name(self) -> str:
        """Return the name its answers are kept under."""
        return self.question.name


_Key = tuple[tuple[str, ...], str]
# A question of one version, and whether that version is in use.
_Asked = tuple[Question, bool]


def merged(forms: Sequence[Form]) -> tuple[MergedQuestion, ...]:
    """Return the questions of *forms* (oldest first), each name once.

    They stand in the order of the newest form; one that it does not ask stands after
    the question it followed.  A name that was once inside a repeat and once outside
    is two questions, since its answers have two shapes.
    """
    versions: dict[_Key, list[_Asked]] = {}
    order: list[_Key] = []
    bands: set[str] = set()
    for form in reversed(forms):
        in_use = form.band not in bands
        bands.add(form.band)
        keys = [(form.repeats_around(q.name), q.name) for q in form.questions]
        for place, (key, question) in enumerate(zip(keys, form.questions, strict=True)):
            if key not in versions:
                before = order.index(keys[place - 1]) + 1 if place else 0
                order.insert(before, key)
            versions.setdefault(key, []).append((question, in_use))
    return tuple(_merged(key, versions[key]) for key in order)


def _merged(key: _Key, asked: Sequence[_Asked]) -> MergedQuestion:
    versions = [question for question, _in_use in asked]
    current = [question for question, in_use in asked if in_use]
    choices = _joined(current or versions[:1])
    offered = frozenset(choice.name for choice in choices)
    older = {c.name: c for question in reversed(versions) for c in question.choices}
    ordered = (*choices, *(c for c in older.values() if c.name not in offered))
    return MergedQuestion(
        question=replace(versions[0], choices=ordered),
        repeats=key[0],
        removed=not current,
        gone=frozenset(older) - offered if current else frozenset(),
        types=tuple(dict.fromkeys(question.type for question in versions)),
        personal=any(question.personal for question in versions),
    )


def _joined(versions: Sequence[Question]) -> list[Choice]:
    """Return the choices of forms asked side by side, each after the one it followed."""
    found: list[Choice] = []
    for question in versions:
        place = 0
        for choice in question.choices:
            names = [one.name for one in found]
            if choice.name in names:
                place = names.index(choice.name) + 1
            else:
                found.insert(place, choice)
                place += 1
    return found
