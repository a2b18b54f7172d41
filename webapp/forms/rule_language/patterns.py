r"""Patterns of ``regex()`` as automata: the same in Python and in the browser, never slow.

The regular expressions of Python and JavaScript differ in many small things and both
can run for hours on ``(a+)+b``.  So a pattern is read here, once, into an automaton
of positions (Glushkov) that meets each letter of the text once.  What is read is what
both dialects share: letters, ``.``, classes, ``\d \w \s`` (ASCII digits and letters,
white space), groups, ``|``, ``* + ? {n,m}``, and ``^ $`` at the ends, where they say
nothing since the whole text must fit.  All else is refused when the form is loaded:
looking around, back-references, flags, ``\b``, ``\p{…}``.

In JSON (``Automaton.as_json``) an automaton is ``[classes, kinds, first, follow, last,
empty]``: classes are lists of code points ``[from, to, from, to, …]``; ``kinds[i]`` is the
class of position ``i``, ``follow[i]`` the positions that may come after it, ``first`` and
``last`` those a text may begin and end with, ``empty`` whether the empty text fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from webapp.forms.rule_language.pattern_syntax import read_pattern
from webapp.forms.rule_language.pattern_tree import (
    BadPattern,
    Chars,
    Choice,
    Edge,
    Part,
    Ranges,
    Repeat,
    Sequence,
)

MOST_POSITIONS = 600
# Empty groups repeated in one another have no positions, yet take time.
_MOST_PIECES = 20_000
_MOST_REMEMBERED = 5000


@dataclass
class _Piece:
    """What a part of a pattern may begin and end with."""

    empty: bool
    first: int = 0
    last: int = 0


@dataclass(eq=False)
class Automaton:
    """A pattern ready to meet texts; sets of positions are the bits of an integer."""

    kinds: list[Ranges] = field(default_factory=list)
    follow: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0
    empty: bool = True
    _fits: dict[str, int] = field(default_factory=dict, repr=False)
    _steps: dict[tuple[int, str], int] = field(default_factory=dict, repr=False)
    _pieces: int = 0

    def matches(self, text: str) -> bool:
        """Tell whether the whole of *text* fits."""
        if not text:
            return self.empty
        state = self.first & self._fitting(text[0])
        for char in text[1:]:
            if not state:
                return False
            reached = self._steps.get((state, char))
            state = self._step(state, char) if reached is None else reached
        return bool(state & self.last)

    def _step(self, state: int, char: str) -> int:
        """Return the positions after *char*, and remember them."""
        reach = 0
        for position in _bits(state):
            reach |= self.follow[position]
        if len(self._steps) > _MOST_REMEMBERED:
            self._steps.clear()
        self._steps[state, char] = found = reach & self._fitting(char)
        return found

    def _fitting(self, char: str) -> int:
        """Return the positions whose class holds *char*."""
        found = self._fits.get(char)
        if found is None:
            code = ord(char)
            found = 0
            for position, ranges in enumerate(self.kinds):
                if any(low <= code <= high for low, high in ranges):
                    found |= 1 << position
            if len(self._fits) > _MOST_REMEMBERED:
                self._fits.clear()
            self._fits[char] = found
        return found

    def as_json(self) -> list[object]:
        """Return what ``static/rules.js`` runs (see the top)."""
        classes = sorted(set(self.kinds))
        return [
            [[edge for pair in ranges for edge in pair] for ranges in classes],
            [classes.index(ranges) for ranges in self.kinds],
            _bits(self.first),
            [_bits(after) for after in self.follow],
            _bits(self.last),
            self.empty,
        ]

    def _build(self, part: Part) -> _Piece:
        self._pieces += 1
        if self._pieces > _MOST_PIECES:
            raise BadPattern
        if isinstance(part, Chars):
            return self._position(part.ranges)
        if isinstance(part, Edge):
            return _Piece(True)
        if isinstance(part, Choice):
            pieces = [self._build(inner) for inner in part.parts]
            whole = _Piece(any(piece.empty for piece in pieces))
            for piece in pieces:
                whole.first |= piece.first
                whole.last |= piece.last
            return whole
        if isinstance(part, Sequence):
            whole = _Piece(True)
            for inner in part.parts:
                whole = self._joined(whole, self._build(inner))
            return whole
        return self._repeated(part)

    def _position(self, ranges: Ranges) -> _Piece:
        if len(self.kinds) >= MOST_POSITIONS:
            raise BadPattern
        self.kinds.append(ranges)
        self.follow.append(0)
        bit = 1 << (len(self.kinds) - 1)
        return _Piece(False, bit, bit)

    def _link(self, ends: int, starts: int) -> None:
        for position in _bits(ends):
            self.follow[position] |= starts

    def _joined(self, left: _Piece, right: _Piece) -> _Piece:
        self._link(left.last, right.first)
        first = left.first | right.first if left.empty else left.first
        last = left.last | right.last if right.empty else right.last
        return _Piece(left.empty and right.empty, first, last)

    def _repeated(self, part: Repeat) -> _Piece:
        """Write ``x{2,4}`` as ``xx(x(x)?)?`` and ``x{2,}`` as ``xxx*``."""
        whole = _Piece(True)
        for _ in range(part.least):
            whole = self._joined(whole, self._build(part.part))
        if part.most is None:
            loop = self._build(part.part)
            self._link(loop.last, loop.first)
            loop.empty = True
            return self._joined(whole, loop)
        rest = _Piece(True)
        for _ in range(part.most - part.least):
            rest = self._joined(self._build(part.part), rest)
            rest.empty = True
        return self._joined(whole, rest)


def _bits(positions: int) -> list[int]:
    found: list[int] = []
    while positions:
        lowest = positions & -positions
        found.append(lowest.bit_length() - 1)
        positions ^= lowest
    return found


@lru_cache(maxsize=2000)
def automaton(pattern: str) -> Automaton:
    """Return *pattern* as an automaton; raise ``BadPattern`` when it cannot be one."""
    made = Automaton()
    piece = made._build(read_pattern(pattern))
    made.first, made.last, made.empty = piece.first, piece.last, piece.empty
    return made
