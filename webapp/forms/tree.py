"""A form as JSON and back, for the database and for the cache of the loader.

Rules are kept as they were written and compiled again when read: a source text
outlives any change of the syntax tree.  A list of choices is kept once, however
many questions offer it.  Whatever is as it is by default is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rules import (
    Choice,
    Form,
    Media,
    Page,
    Question,
    QuestionType,
    Section,
    SectionKind,
)

# Grows when the meaning of a stored tree changes; ``from_json`` reads this one only.
TREE_VERSION = 2

Lists = Mapping[str, tuple[Choice, ...]]


def to_json(form: Form) -> dict[str, Any]:
    """Return *form* as plain JSON values; what is as by default is left out."""
    lists = dict(form.lists)
    for question in form.questions:
        if question.choice_list:
            lists.setdefault(question.choice_list, question.choices)
    return {
        "tree": TREE_VERSION,
        "survey": form.survey,
        "band": form.band,
        "title": dict(form.title),
        "version": form.version,
        "languages": list(form.languages),
        "default_language": form.default_language,
        "pages": [_json(page) for page in form.pages],
        "lists": {name: [_json(choice) for choice in lists[name]] for name in sorted(lists)},
        "questions": [_question_json(question, lists) for question in form.questions],
        "order": list(form.order),
        "sections": [_json(section) for section in form.sections],
    }


def digest_of(form: Form) -> str:
    """Return SHA-256 of *form*, the same for the same questions in any workbook."""
    text = json.dumps(to_json(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def from_json(tree: Mapping[str, Any]) -> Form:
    """Return the form ``to_json`` made *tree* from; ValueError for another version of trees."""
    if tree["tree"] != TREE_VERSION:
        raise ValueError(f"tree {tree['tree']}")
    lists = {
        name: tuple(_part(Choice, choice) for choice in choices)
        for name, choices in tree["lists"].items()
    }
    offered = {part.get("choice_list", "") for part in tree["questions"]}
    return Form(
        survey=tree["survey"],
        band=tree["band"],
        title=tree["title"],
        version=tree["version"],
        languages=tuple(tree["languages"]),
        default_language=tree["default_language"],
        pages=tuple(_part(Page, page) for page in tree["pages"]),
        questions=tuple(_question(part, lists) for part in tree["questions"]),
        order=tuple(tree["order"]),
        sections=tuple(_part(Section, part) for part in tree["sections"]),
        lists={name: choices for name, choices in lists.items() if name not in offered},
    )


def _json(part: Any) -> Any:
    """Return any piece of a form as plain JSON values."""
    if isinstance(part, Expression):
        return part.source
    if isinstance(part, tuple):
        return [_json(inner) for inner in part]
    if isinstance(part, Mapping):
        return dict(part)
    if isinstance(part, Page | Question | Section | Choice | Media):
        found = {name: _json(getattr(part, name)) for name in _NAMES[type(part)]}
        return {name: value for name, value in found.items() if value != _bare(type(part), name)}
    return getattr(part, "value", part)


def _question_json(question: Question, lists: Lists) -> dict[str, Any]:
    """Return *question*; the choices only when they are not those of its list."""
    found: dict[str, Any] = _json(question)
    if question.choice_list and question.choices == lists[question.choice_list]:
        found.pop("choices", None)
    return found


def _bare(kind: type, name: str) -> Any:
    """Return what a field of *kind* is by default, as JSON; needed ones have no default."""
    return _DEFAULTS[kind].get(name, _ALWAYS)


_ALWAYS = object()
_DEFAULTS: dict[Any, dict[str, Any]] = {
    Page: {"title": {}, "repeat": "", "asks_for_more": False, "at": []},
    Choice: {"exclusive": False, "topic": "", "media": {}, "attributes": {}},
    Media: {"image": {}, "big_image": {}, "audio": {}, "video": {}},
    Section: {"parent": "", "label": {}, "appearance": "", "relevant": None, "count": None},
    Question: {
        "section": "", "hint": {}, "guidance": {}, "media": {}, "role": "", "appearance": "",
        "parameters": {}, "card": "", "choice_list": "", "choices": [], "choice_filter": None,
        "least": 0, "most": 0, "read_only": False, "required": None, "required_message": {},
        "relevant": None, "constraint": None, "constraint_message": {}, "default": None,
        "calculation": None, "trigger": [],
    },
}  # fmt: skip

_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in _DEFAULTS}


def _question(part: Mapping[str, Any], lists: Lists) -> Question:
    found: Question = _part(Question, part, choices=lists.get(part.get("choice_list", ""), ()))
    return found


def _part(kind: Any, part: Mapping[str, Any], **more: Any) -> Any:
    """Return the piece of *kind* that ``_json`` wrote."""
    read = {name: _READERS.get((kind, name), _same)(value) for name, value in part.items()}
    return kind(**{**more, **read})


def _same(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _column_rule(source: str) -> Expression:
    """Return the filter of a list, in which a bare word is one of its columns."""
    return compile_expression(source, bare_names=True)


_READERS: dict[tuple[Any, str], Callable[[Any], Any]] = {
    (Question, "type"): QuestionType,
    (Section, "kind"): SectionKind,
    (Section, "relevant"): compile_expression,
    (Section, "count"): compile_expression,
    (Question, "choice_filter"): _column_rule,
    (Question, "choices"): lambda choices: tuple(_part(Choice, choice) for choice in choices),
    (Question, "media"): lambda media: _part(Media, media),
    (Choice, "media"): lambda media: _part(Media, media),
    **{
        (Question, name): compile_expression
        for name in ("required", "relevant", "constraint", "default", "calculation")
    },
}
