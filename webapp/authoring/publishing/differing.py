"""What changed between two forms, question by question, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.authoring import labels
from webapp.forms.rules import Form, text_in
from webapp.forms.versions import Change, Difference, differences

_LOOK = {Change.ADDED: "added", Change.REMOVED: "removed"}


@dataclass(frozen=True)
class Line:
    """One change: what it is about, and how it was and is."""

    what: str
    before: str
    after: str
    touches_answers: bool


@dataclass(frozen=True)
class Part:
    """All changes of one question or section, or of the form itself.

    ``look`` is ``added``, ``removed`` or ``changed``; ``state`` says the same in words.
    """

    name: str
    label: str
    look: str
    state: str
    lines: tuple[Line, ...]
    touches_answers: bool


def parts_of(old: Form, new: Form, language: str) -> tuple[Part, ...]:
    """Return the changes from *old* to *new*, what is removed last."""
    by_name: dict[str, list[Difference]] = {}
    for found in differences(old, new):
        by_name.setdefault(found.name, []).append(found)
    return tuple(_part(old, new, name, all_, language) for name, all_ in by_name.items())


def _part(old: Form, new: Form, name: str, found: Sequence[Difference], language: str) -> Part:
    look = next((_LOOK[one.kind] for one in found if one.kind in _LOOK), "changed")
    return Part(
        name=name,
        label=_label(new, name, language) or _label(old, name, language),
        look=look,
        state=str(labels.LOOKS[look]),
        lines=tuple(_line(one) for one in found if one.kind not in _LOOK),
        touches_answers=any(one.touches_answers for one in found),
    )


def _label(form: Form, name: str, language: str) -> str:
    part = form.by_name.get(name) or form.sections_by_name.get(name)
    return text_in(part.label, language, form.default_language) if part else ""


def _line(found: Difference) -> Line:
    what = str(labels.CHANGES[found.kind])
    detail = str(labels.PARTS.get(found.part, found.part))
    if found.kind in labels.ABOUT_A_CHOICE:
        words = f"{what} “{found.part}”" if found.part else what
    else:
        words = what if found.kind in labels.NAMED_BY_KIND else detail or what
    if found.language:
        words = f"{words} ({found.language})"
    before, after = (str(labels.ALWAYS.get(said, said)) for said in (found.before, found.after))
    return Line(words, before, after, found.touches_answers)
