"""A form as JSON and back, for the database and for the cache of the loader.

Rules are kept as they were written and compiled again when read: a source text
outlives any change of the syntax tree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rules import Choice, Form, Page, Question, QuestionType, Section, SectionKind

# Grows when the meaning of a stored tree changes; ``from_json`` reads all older ones.
TREE_VERSION = 2


def to_json(form: Form) -> dict[str, Any]:
    """Return *form* as plain JSON values; empty parts are left out."""
    return {
        "tree": TREE_VERSION,
        "survey": form.survey,
        "band": form.band,
        "title": dict(form.title),
        "version": form.version,
        "languages": list(form.languages),
        "default_language": form.default_language,
        "pages": [
            _filled(number=page.number, questions=list(page.questions), title=dict(page.title))
            for page in form.pages
        ],
        "questions": [_question_json(question) for question in form.questions],
        "order": list(form.order),
        "sections": [
            _filled(
                name=section.name,
                kind=section.kind.value,
                parent=section.parent,
                label=dict(section.label),
                appearance=section.appearance,
                relevant=_source(section.relevant),
                count=_source(section.count),
            )
            for section in form.sections
        ],
    }


def digest_of(form: Form) -> str:
    """Return SHA-256 of *form*, the same for the same questions in any workbook."""
    text = json.dumps(to_json(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value not in ("", None, [], {}, False)}


def _source(rule: Expression | None) -> str:
    return rule.source if rule else ""


def _question_json(question: Question) -> dict[str, Any]:
    return _filled(
        name=question.name,
        type=question.type.value,
        label=dict(question.label),
        hint=dict(question.hint),
        role=question.role,
        appearance=question.appearance,
        card=question.card,
        choices=[
            _filled(name=c.name, label=dict(c.label), exclusive=c.exclusive, topic=c.topic)
            for c in question.choices
        ],
        max_length=question.max_length,
        required=_source(question.required),
        required_message=dict(question.required_message),
        section=question.section,
        relevant=_source(question.relevant),
        constraint=_source(question.constraint),
        constraint_message=dict(question.constraint_message),
    )


def from_json(tree: Mapping[str, Any]) -> Form:
    """Return the form that ``to_json`` made *tree* from."""
    return Form(
        survey=tree["survey"],
        band=tree["band"],
        title=tree["title"],
        version=tree["version"],
        languages=tuple(tree["languages"]),
        default_language=tree["default_language"],
        pages=tuple(
            Page(page["number"], tuple(page["questions"]), page.get("title", {}))
            for page in tree["pages"]
        ),
        questions=tuple(_question(part) for part in tree["questions"]),
        order=tuple(tree["order"]),
        sections=tuple(_section(part) for part in tree["sections"]),
    )


def _section(part: Mapping[str, Any]) -> Section:
    return Section(
        name=part["name"],
        kind=SectionKind(part["kind"]),
        parent=part.get("parent", ""),
        label=part.get("label", {}),
        appearance=part.get("appearance", ""),
        relevant=_rule(part.get("relevant", "")),
        count=_rule(part.get("count", "")),
    )


def _rule(source: str) -> Expression | None:
    return compile_expression(source) if source else None


def _question(part: Mapping[str, Any]) -> Question:
    return Question(
        name=part["name"],
        type=QuestionType(part["type"]),
        label=part["label"],
        hint=part.get("hint", {}),
        role=part.get("role", ""),
        appearance=part.get("appearance", ""),
        card=part.get("card", ""),
        choices=tuple(
            Choice(c["name"], c["label"], c.get("exclusive", False), c.get("topic", ""))
            for c in part.get("choices", ())
        ),
        max_length=part["max_length"],
        required=_rule(part.get("required", "")),
        required_message=part.get("required_message", {}),
        section=part.get("section", ""),
        relevant=_rule(part.get("relevant", "")),
        constraint=_rule(part.get("constraint", "")),
        constraint_message=part.get("constraint_message", {}),
    )
