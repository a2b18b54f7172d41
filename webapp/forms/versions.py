"""Two versions of a form side by side; ``merging`` reads many as one set of questions.

Questions are the same when they have the same name: a name is what an answer is
kept under.  Answers stay pinned to the version they were given to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from webapp.forms.merging import MergedQuestion, merged
from webapp.forms.rule_language.evaluation import Expression
from webapp.forms.rules import Choice, Form, Media, Question, Section, Texts

__all__ = ["Change", "Difference", "MergedQuestion", "differences", "merged"]


class Change(StrEnum):
    """What became different."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    PAGE = "page"
    TYPE = "type"
    ROLE = "role"
    WORDS = "words"
    CHOICE_ADDED = "choice_added"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_WORDS = "choice_words"
    CHOICE_ORDER = "choice_order"
    CHOICE_MEANING = "choice_meaning"
    RULE = "rule"
    SETTING = "setting"


@dataclass(frozen=True)
class Difference:
    """One change from an old to a new version.

    ``name`` is the question or section, empty for the form itself.  ``part`` says
    which piece of it: a column (``label``, ``relevant``, ``max_length``), or the name of a
    choice.  ``language`` is set for words.  ``before`` and ``after`` are values as a
    person wrote them: words, a rule, a type, a role; for ``MOVED`` the question it
    comes after, for ``PAGE`` the questions it shares a page with.  ``touches_answers``
    tells that answers already given are read differently from now on: the
    question is asked no more, is of another type, in another repeat, of another role,
    or a choice is gone.
    """

    kind: Change
    name: str
    part: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    touches_answers: bool = False


_WORDS = ("label", "hint", "guidance", "required_message", "constraint_message")
_RULES = ("required", "relevant", "constraint", "calculation", "choice_filter", "default")
_SETTINGS = ("appearance", "card", "max_length", "least", "most", "read_only")


def differences(old: Form, new: Form) -> tuple[Difference, ...]:
    """Return what changed from *old* to *new*: the form, then its parts in the new order.

    What was removed stands at the end, in the old order.
    """
    return (
        *_whole(old, new),
        *_sections(old, new),
        *_questions(old, new),
        *(
            Difference(Change.REMOVED, q.name, before=_first(q.label), touches_answers=q.asks)
            for q in old.questions
            if q.name not in new.by_name
        ),
    )


def _whole(old: Form, new: Form) -> Iterator[Difference]:
    yield from _words("", "title", old.title, new.title)
    yield from _setting("", "languages", " ".join(old.languages), " ".join(new.languages))
    yield from _setting("", "default_language", old.default_language, new.default_language)


def _sections(old: Form, new: Form) -> Iterator[Difference]:
    for section in new.sections:
        before = old.sections_by_name.get(section.name)
        if before is None:
            yield Difference(Change.ADDED, section.name, after=_first(section.label))
        else:
            yield from _section(before, section)
    for gone in old.sections:
        if gone.name not in new.sections_by_name:
            yield Difference(Change.REMOVED, gone.name, before=_first(gone.label))


def _section(before: Section, after: Section) -> Iterator[Difference]:
    name = after.name
    if before.kind is not after.kind:
        kinds = before.kind.value, after.kind.value
        yield Difference(Change.TYPE, name, "type", "", *kinds, touches_answers=True)
    yield from _words(name, "label", before.label, after.label)
    yield from _rule(name, "relevant", before.relevant, after.relevant)
    yield from _rule(name, "repeat_count", before.count, after.count)
    yield from _setting(name, "appearance", before.appearance, after.appearance)


def _questions(old: Form, new: Form) -> Iterator[Difference]:
    moved = _moved(old, new)
    paged = _paged(old, new)
    for question in new.questions:
        before = old.by_name.get(question.name)
        if before is None:
            yield Difference(Change.ADDED, question.name, after=_first(question.label))
            continue
        if question.name in moved:
            yield moved[question.name]
        if question.name in paged:
            yield paged[question.name]
        yield from _question(before, question)


def _question(before: Question, after: Question) -> Iterator[Difference]:
    name = after.name
    if before.type is not after.type:
        types = before.type.value, after.type.value
        yield Difference(Change.TYPE, name, "type", "", *types, touches_answers=True)
    if before.role != after.role:
        roles = before.role, after.role
        yield Difference(Change.ROLE, name, "role", "", *roles, touches_answers=True)
    for part in _WORDS:
        yield from _words(name, part, getattr(before, part), getattr(after, part))
    yield from _media(Change.WORDS, name, "", before.media, after.media)
    yield from _choices(before, after)
    for part in _RULES:
        yield from _rule(name, part, getattr(before, part), getattr(after, part))
    if before.trigger != after.trigger:
        triggers = " ".join(before.trigger), " ".join(after.trigger)
        yield Difference(Change.RULE, name, "trigger", "", *triggers)
    for part in _SETTINGS:
        yield from _setting(name, part, getattr(before, part), getattr(after, part))
    yield from _setting(name, "parameters", _listed(before.parameters), _listed(after.parameters))


def _choices(before: Question, after: Question) -> Iterator[Difference]:
    name = after.name
    was = {choice.name: choice for choice in before.choices}
    now = {choice.name: choice for choice in after.choices}
    for choice in after.choices:
        if choice.name not in was:
            yield Difference(Change.CHOICE_ADDED, name, choice.name, after=_first(choice.label))
        else:
            yield from _choice(name, was[choice.name], choice)
    for choice in before.choices:
        if choice.name not in now:
            words = _first(choice.label)
            yield Difference(
                Change.CHOICE_REMOVED, name, choice.name, before=words, touches_answers=True
            )
    order = [n for n in was if n in now], [n for n in now if n in was]
    if order[0] != order[1]:
        yield Difference(Change.CHOICE_ORDER, name, "", "", " ".join(order[0]), " ".join(order[1]))


def _choice(name: str, before: Choice, after: Choice) -> Iterator[Difference]:
    yield from _words(name, after.name, before.label, after.label, Change.CHOICE_WORDS)
    yield from _media(Change.CHOICE_WORDS, name, after.name, before.media, after.media)
    for meant, means in (
        (before.topic, after.topic),
        ("exclusive" if before.exclusive else "", "exclusive" if after.exclusive else ""),
        (_listed(before.attributes), _listed(after.attributes)),
    ):
        if meant != means:
            yield Difference(Change.CHOICE_MEANING, name, after.name, "", meant, means)


def _words(
    name: str, part: str, before: Texts, after: Texts, kind: Change = Change.WORDS
) -> Iterator[Difference]:
    for language in dict.fromkeys((*before, *after)):
        said = before.get(language, ""), after.get(language, "")
        if said[0] != said[1]:
            yield Difference(kind, name, part, language, *said)


def _media(kind: Change, name: str, part: str, before: Media, after: Media) -> Iterator[Difference]:
    for column in ("image", "big_image", "audio", "video"):
        files = getattr(before, column), getattr(after, column)
        yield from _words(name, part or column, *files, kind)


def _rule(
    name: str, part: str, before: Expression | None, after: Expression | None
) -> Iterator[Difference]:
    sources = before.source if before else "", after.source if after else ""
    if sources[0] != sources[1]:
        yield Difference(Change.RULE, name, part, "", *sources)


def _setting(name: str, part: str, before: object, after: object) -> Iterator[Difference]:
    if before != after:
        yield Difference(Change.SETTING, name, part, "", _plain(before), _plain(after))


def _plain(value: object) -> str:
    return str(value) if value else ""


def _listed(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in values.items())


def _first(texts: Texts) -> str:
    return texts.get("vi") or next(iter(texts.values()), "")


def _moved(old: Form, new: Form) -> dict[str, Difference]:
    """Return the fewest questions that have to be moved to get from *old* to *new*.

    A question that went into or out of a section has moved too; into or out of a
    repeat, its answers have another shape.
    """
    was = [q.name for q in old.questions if q.name in new.by_name]
    now = [q.name for q in new.questions if q.name in old.by_name]
    stayed = _longest_rising([was.index(name) for name in now])
    follows = [{name: before for before, name in pairwise(["", *row])} for row in (was, now)]
    found = {}
    for name in now:
        repeats = old.repeats_around(name) != new.repeats_around(name)
        section = old.by_name[name].section != new.by_name[name].section
        if section and (repeats or was.index(name) in stayed):
            places = old.by_name[name].section, new.by_name[name].section
            found[name] = Difference(
                Change.MOVED, name, "section", "", *places, touches_answers=repeats
            )
        elif was.index(name) not in stayed:
            places = follows[0][name], follows[1][name]
            found[name] = Difference(Change.MOVED, name, "order", "", *places)
    return found


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the longest run of *numbers* that rises, not necessarily side by side."""
    best: list[tuple[int, ...]] = []
    for number in numbers:
        place = next((i for i, run in enumerate(best) if run[-1] > number), len(best))
        run = (*(best[place - 1] if place else ()), number)
        best[place : place + 1] = [run]
    return frozenset(best[-1]) if best else frozenset()


def _paged(old: Form, new: Form) -> dict[str, Difference]:
    """Return the first question of each page whose company changed."""
    together = {name: mates for mates in _company(old, new) for name in mates}
    return {
        mates[0]: Difference(
            Change.PAGE, mates[0], "", "", " ".join(together[mates[0]]), " ".join(mates)
        )
        for mates in _company(new, old)
        if set(together.get(mates[0], ())) != set(mates) and mates[0] in together
    }


def _company(form: Form, other: Form) -> Iterator[tuple[str, ...]]:
    for page in form.pages:
        mates = tuple(name for name in page.questions if name in other.by_name)
        if mates:
            yield mates
