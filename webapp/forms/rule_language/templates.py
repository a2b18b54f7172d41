"""Words with answers in them: ``Chào ${ten}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from webapp.forms.rule_language.documents import Scope
from webapp.forms.rule_language.syntax import Reference
from webapp.forms.rule_language.values import to_text

_ANSWER = re.compile(r"\$\{\s*([^\W\d][\w.-]*)\s*\}")


@dataclass(frozen=True)
class Template:
    """Words and references in the order written; ``source`` is the text as it stands."""

    source: str
    parts: tuple[str | Reference, ...]

    def references(self) -> tuple[Reference, ...]:
        """Return every ``${name}`` in it."""
        return tuple(part for part in self.parts if isinstance(part, Reference))

    def say(self, scope: Scope) -> str:
        """Return the words with answers put in; an unanswered question leaves nothing."""
        return "".join(
            part if isinstance(part, str) else to_text(scope.document.find(part.name, scope.here))
            for part in self.parts
        )

    def as_json(self) -> list[Any]:
        """Return texts and trees in a row, for the browser."""
        return [part if isinstance(part, str) else ["ref", part.name] for part in self.parts]


def compile_text(words: str) -> Template | None:
    """Return *words* ready to be filled; None when there is no ``${name}`` in them.

    Anything else that looks like a rule, or like markup, stays text.
    """
    parts: list[str | Reference] = []
    end = 0
    for match in _ANSWER.finditer(words):
        parts.append(words[end : match.start()])
        parts.append(Reference(match[1], match.start() + 1))
        end = match.end()
    if not parts:
        return None
    parts.append(words[end:])
    return Template(words, tuple(part for part in parts if part != ""))
