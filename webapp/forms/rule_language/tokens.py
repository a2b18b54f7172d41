"""The tokeniser of the rule language (XPath 1.0 §3.7, and ``${name}``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.forms.rule_language.syntax import ExpressionError

# A name may hold dashes and dots, as in XML; so ``a-b`` is one name and ``a - b`` a
# subtraction.  The colon belongs to the two functions that carry a prefix.
_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n\u00a0]+)
    | (?P<reference>\$\{[^{}]*\})
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<name>(?:jr:)?[^\W\d](?:[\w.-]*\w)?)
    | (?P<sign>!=|<=|>=|//|::|\.\.|[-+*=<>(),./|\[\]])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """One piece of an expression; ``at`` counts characters from 1."""

    kind: str
    text: str
    at: int

    def is_sign(self, *texts: str) -> bool:
        """Tell whether it is one of the signs *texts*."""
        return self.kind == "sign" and self.text in texts


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of *source* and an ``end`` token."""
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise ExpressionError(_why_unreadable(source[position]), position + 1, source[position])
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), position + 1)
        position = match.end()
    yield Token("end", "", len(source) + 1)


def _why_unreadable(char: str) -> str:
    """Tell the usual accidents of Word and Excel from other strange signs."""
    if char in "‘’“”":
        return "curly_quote"
    if char in "'\"":
        return "open_quote"
    return "bad_reference" if char == "$" else "strange_sign"
