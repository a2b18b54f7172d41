"""The tokens of one expression, read one after the other."""

from __future__ import annotations

import re

from webapp.forms.rule_language.syntax import ExpressionError
from webapp.forms.rule_language.tokens import Token, tokens

_GLUED = re.compile(r"(or|and|div|mod)([0-9]+(?:\.[0-9]+)?)")


class TokenStream:
    """Where a parser stands in its tokens."""

    def __init__(self, source: str) -> None:
        self._tokens = list(tokens(source))
        self._position = 0

    @property
    def token(self) -> Token:
        """Return the token at this place."""
        return self._tokens[self._position]

    def next(self) -> Token:
        """Return the token at this place and go on."""
        token = self.token
        self._position += 1
        return token

    def after(self) -> Token:
        """Return the token after this one; after the end there is only the end."""
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

    def close(self, bracket: str) -> None:
        """Go behind *bracket*; refuse anything else."""
        if not self.token.is_sign(bracket):
            kind = "no_square_bracket" if bracket == "]" else "no_bracket"
            raise ExpressionError(kind, self.token.at, self.token.text)
        self.next()

    def unexpected(self) -> ExpressionError:
        """Return the error that this token cannot stand here."""
        kind = "unfinished" if self.token.kind == "end" else "unexpected"
        return ExpressionError(kind, self.token.at, self.token.text)

    def unglue(self) -> None:
        """Take ``div2`` apart where an operator is due: a name cannot stand there."""
        token = self.token
        glued = _GLUED.fullmatch(token.text) if token.kind == "name" else None
        if glued:
            number = Token("number", glued[2], token.at + len(glued[1]))
            self._tokens[self._position : self._position + 1] = [
                Token("name", glued[1], token.at),
                number,
            ]
