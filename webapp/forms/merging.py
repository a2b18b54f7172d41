"""The questions of many versions of a form as one set, for exports and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.forms.rules import Choice, Form, Question, QuestionType


@dataclass(frozen=True)
class MergedQuestion:
    """A question over all versions that have it.

    ``question`` is the newest one, its choices joined with those of older versions;
    ``gone`` names the choices that the newest version of the form does not offer.
    ``removed`` tells that the newest form does not ask it any more.  ``repeats`` are the
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


def merged(forms: Sequence[Form]) -> tuple[MergedQuestion, ...]:
    """Return the questions of *forms* (oldest first), each name once.

    They stand in the order of the newest form; one that was removed stands after
    the question it followed.  A name that was once inside a repeat and once outside
    is two questions, since its answers have two shapes.
    """
    versions: dict[_Key, list[Question]] = {}
    order: list[_Key] = []
    newest: frozenset[_Key] = frozenset()
    for form in reversed(forms):
        keys = [(form.repeats_around(q.name), q.name) for q in form.questions]
        newest = newest or frozenset(keys)
        for place, (key, question) in enumerate(zip(keys, form.questions, strict=True)):
            if key not in versions:
                before = order.index(keys[place - 1]) + 1 if place else 0
                order.insert(before, key)
            versions.setdefault(key, []).append(question)
    return tuple(_merged(key, versions[key], key in newest) for key in order)


def _merged(key: _Key, versions: Sequence[Question], asked: bool) -> MergedQuestion:
    choices = {c.name: c for question in reversed(versions) for c in question.choices}
    offered = {c.name for c in versions[0].choices} if asked else set[str]()
    ordered = (*versions[0].choices, *(c for c in choices.values() if _is_older(c, versions[0])))
    return MergedQuestion(
        question=replace(versions[0], choices=ordered),
        repeats=key[0],
        removed=not asked,
        gone=frozenset(choices) - offered if asked else frozenset(),
        types=tuple(dict.fromkeys(question.type for question in versions)),
        personal=any(question.personal for question in versions),
    )


def _is_older(choice: Choice, newest: Question) -> bool:
    return newest.choice(choice.name) is None
