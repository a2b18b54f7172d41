"""The words of a form by their identifiers, for ``jr:itext()``.

The identifiers are those pyxform gives (``survey.py``, ``_setup_translations``), for all
words, translated or not: ``/data/group/question:label``, ``:hint``, ``:guidance_hint``,
``:jr:constraintMsg``, ``:jr:requiredMsg``, and ``list-0`` for the first choice of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from webapp.forms.rule_language.documents import ROOT
from webapp.forms.rules import Choice, Form, Question, Section, Texts, text_in


def words_by_id(
    sections: Iterable[Section],
    questions: Iterable[Question],
    lists: Mapping[str, Iterable[Choice]],
) -> dict[str, Texts]:
    """Map the identifiers of all words to them."""
    paths = {"": f"/{ROOT}"}
    found: dict[str, Texts] = {}
    for section in sections:
        paths[section.name] = f"{paths[section.parent]}/{section.name}"
        found[f"{paths[section.name]}:label"] = section.label
    for question in questions:
        path = f"{paths[question.section]}/{question.name}"
        found.update((f"{path}:{kind}", texts) for kind, texts in _words_of(question))
    for name, choices in lists.items():
        found.update((f"{name}-{number}", c.label) for number, c in enumerate(choices))
    return {identifier: texts for identifier, texts in found.items() if texts}


def _words_of(question: Question) -> Iterator[tuple[str, Texts]]:
    yield "label", question.label
    yield "hint", question.hint
    yield "guidance_hint", question.guidance
    yield "jr:constraintMsg", question.constraint_message
    yield "jr:requiredMsg", question.required_message


class Wording:
    """The words of one form."""

    def __init__(self, form: Form) -> None:
        offered = {q.choice_list: q.choices for q in form.questions if q.choice_list}
        self.texts = words_by_id(form.sections, form.questions, {**form.lists, **offered})
        self._default = form.default_language

    def say(self, identifier: str, language: str) -> str:
        """Return the words in *language*, as they stand; empty when there are none."""
        return text_in(self.texts.get(identifier, {}), language or self._default, self._default)


def wording_of(form: Form) -> Wording:
    """Return the words of *form*, gathered at the first call."""
    found: Wording | None = form.kept.get(Wording)
    if found is None:
        found = form.kept[Wording] = Wording(form)
    return found


def speaker(form: Form, language: str) -> Callable[[str], str]:
    """Return what gives the words in *language* for an identifier (``Scope.words``)."""
    return lambda identifier: wording_of(form).say(identifier, language)
