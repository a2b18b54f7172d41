"""The setting and the vectors of the rule language that every evaluator must pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from webapp.forms.rule_language.documents import Document, Node, Scope

FILE = json.loads(
    (Path(__file__).parents[1] / "unit" / "rule_vectors.json").read_text(encoding="utf-8")
)


def scope_at(place: str = "", setting: Mapping[str, Any] | None = None) -> Scope:
    """Return the scope of a rule that stands at *place*, as ``ten_con@2`` or ``diem@1.2``."""
    setting = setting or FILE["setting"]
    document = Document(repeats={k: tuple(v) for k, v in setting["repeats"].items()})
    _fill(document, setting["answers"], document.root)
    names = setting["choice_names"]
    return Scope(
        document,
        _find(document, place or setting["here"]),
        datetime.fromisoformat(setting["now"]),
        lists={name: list_of(rows) for name, rows in setting["lists"].items()},
        choice_name=lambda question, value: names.get(question, {}).get(value, value),
        words=lambda identifier: setting["itext"].get(identifier, ""),
        draw=lambda: setting["draw"],
    )


def _fill(document: Document, answers: Mapping[str, Any], parent: Node) -> None:
    for name, value in answers.items():
        if isinstance(value, str):
            document.add(name, value, parent)
        else:
            for time in value if isinstance(value, list) else [value]:
                _fill(document, time, document.add(name, "", parent))


def _find(document: Document, place: str) -> Node:
    name, _, at = place.partition("@")
    here = document.root
    if at:
        for repeat, time in zip(document.repeats[name], at.split("."), strict=True):
            here = [node for node in _all(here) if node.name == repeat][int(time) - 1]
    return next(node for node in _all(here) if node.name == name)


def _all(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in _all(child))]


def list_of(rows: list[dict[str, str]]) -> Node:
    """Return a list of choices as ``instance()`` sees it."""
    whole = Node("")
    root = Node("root", "", whole)
    for row in rows:
        item = Node("item", "", root)
        for column, text in row.items():
            Node(column, text, item)
    return whole


def flat_scope(values: Mapping[str, str], now: datetime, current: str = "") -> Scope:
    """Return a scope of questions without groups and repeats; *current* is what ``.`` says."""
    document = Document()
    for name, text in values.items():
        document.add(name, text)
    return Scope(document, Node(".", current, None), now)
