"""Reading location paths (XPath 1.0 §2)."""

from __future__ import annotations

from abc import ABC, abstractmethod

from webapp.forms.rule_language.syntax import ExpressionError, Node, Path, Step
from webapp.forms.rule_language.token_stream import TokenStream
from webapp.forms.rule_language.tokens import Token

AXES = frozenset({"child", "parent", "self", "descendant-or-self"})
_ANYWHERE_BELOW = Step("descendant-or-self", "*")


class PathParser(TokenStream, ABC):
    """The part of the parser that reads steps; expressions within are read by ``expression``."""

    def __init__(self, source: str, bare_names: bool) -> None:
        super().__init__(source)
        self._bare_names = bare_names

    @abstractmethod
    def expression(self, least: int) -> Node:
        """Read an expression whose operators bind tighter than *least*."""

    def absolute_path(self) -> Node:
        """Read a path from above the form; ``/`` alone is one."""
        token = self.token
        if token.text == "/" and not _starts_step(self.after()):
            self.next()
            return Path("/", (), token.at)
        return Path("/", self.more_steps(), token.at)

    def relative_path(self) -> Node:
        """Read a path from the node looked at; a bare word only where it may stand."""
        token = self.token
        named = token.kind == "name" and not self.after().is_sign("::", "(")
        if named and not self._bare_names:
            raise ExpressionError("bare_word", token.at, token.text)
        steps = (*self._step(), *self.more_steps())
        return Path(".", steps, token.at)

    def more_steps(self) -> tuple[Step, ...]:
        """Read ``/step//step…``, as many as there are."""
        steps: list[Step] = []
        while self.token.is_sign("/", "//"):
            if self.next().text == "//":
                steps.append(_ANYWHERE_BELOW)
            if not _starts_step(self.token):
                raise self.unexpected()
            steps.extend(self._step() or (Step("self", "*"),))
        return tuple(steps)

    def _step(self) -> tuple[Step, ...]:
        """Read one step; ``.`` is none, for it leads nowhere."""
        token = self.next()
        if token.is_sign("."):
            return ()
        if token.is_sign(".."):
            return (Step("parent", "*", (), token.at),)
        axis = "child"
        if self.token.is_sign("::"):
            if token.text not in AXES:
                raise ExpressionError("unknown_axis", token.at, token.text)
            axis = token.text
            self.next()
            if not _starts_step(self.token) or self.token.is_sign(".", ".."):
                raise self.unexpected()
            token = self.next()
        name = token.text
        if self.token.is_sign("("):
            if name != "node":
                raise self.unexpected()
            self.next()
            self.close(")")
            name = "*"
        return (Step(axis, name, self.predicates(), token.at),)

    def predicates(self) -> tuple[Node, ...]:
        """Read ``[condition][condition]…``; inside, a bare word is the name of a node."""
        found: list[Node] = []
        outside = self._bare_names
        while self.token.is_sign("["):
            self.next()
            self._bare_names = True
            found.append(self.expression(0))
            self.close("]")
            self._bare_names = outside
        return tuple(found)


def _starts_step(token: Token) -> bool:
    return token.kind == "name" or token.is_sign(".", "..", "*")
