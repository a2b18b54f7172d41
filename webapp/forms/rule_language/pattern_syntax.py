"""The text of a pattern as a tree; ``patterns`` says what is read and what is refused."""

from __future__ import annotations

from webapp.forms.rule_language.pattern_tree import (
    BadPattern,
    Chars,
    Choice,
    Edge,
    Part,
    Ranges,
    Repeat,
    Sequence,
    complement,
    merged,
)

_LONGEST = 1000
_DEEPEST = 30
_MOST_TIMES = 600
_DIGITS: Ranges = ((48, 57),)
_LETTERS: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
# White space as JavaScript has it.
_SPACES: Ranges = (
    (9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
    (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
_LINE_ENDS: Ranges = ((10, 10), (13, 13), (0x2028, 0x2029))
_KINDS = {"d": _DIGITS, "w": _LETTERS, "s": _SPACES}
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_HEX_LENGTHS = {"x": 2, "u": 4}


def read_pattern(pattern: str) -> Part:
    """Return the tree of *pattern*; raise ``BadPattern``."""
    if len(pattern) > _LONGEST:
        raise BadPattern
    reader = _Reader(pattern)
    tree = reader.choice(1)
    if reader.left:
        raise BadPattern
    _check_edges(tree, True, True)
    return tree


def _check_edges(part: Part, at_start: bool, at_end: bool) -> None:
    """Refuse ``^`` and ``$`` anywhere but at the ends of the whole."""
    if isinstance(part, Edge) and not (at_start if part.sign == "^" else at_end):
        raise BadPattern
    if isinstance(part, Choice):
        for inner in part.parts:
            _check_edges(inner, at_start, at_end)
    if isinstance(part, Sequence):
        solid = [not isinstance(inner, Edge) for inner in part.parts]
        for place, inner in enumerate(part.parts):
            before, after = any(solid[:place]), any(solid[place + 1 :])
            _check_edges(inner, at_start and not before, at_end and not after)
    if isinstance(part, Repeat):
        _check_edges(part.part, False, False)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.left = pattern

    def _take(self, text: str) -> bool:
        if text and self.left.startswith(text):
            self.left = self.left[len(text) :]
            return True
        return False

    def _char(self) -> str:
        if not self.left:
            raise BadPattern
        char, self.left = self.left[0], self.left[1:]
        return char

    def choice(self, depth: int) -> Part:
        """Read alternatives up to a closing bracket or the end."""
        if depth > _DEEPEST:
            raise BadPattern
        parts = [self._sequence(depth)]
        while self._take("|"):
            parts.append(self._sequence(depth))
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _sequence(self, depth: int) -> Part:
        parts: list[Part] = []
        while self.left and self.left[0] not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return Sequence(tuple(parts))

    def _atom(self, depth: int) -> Part:
        char = self._char()
        if char == "(":
            if not self._take("?:") and self.left.startswith("?"):
                raise BadPattern
            inner = self.choice(depth + 1)
            if not self._take(")"):
                raise BadPattern
            return inner
        if char in "^$":
            return Edge(char)
        if char == ".":
            return Chars(complement(_LINE_ENDS))
        if char == "[":
            return Chars(self._class())
        if char == "\\":
            return Chars(self._escape())
        if char in "*+?{}]":
            raise BadPattern
        return Chars(((ord(char), ord(char)),))

    def _repeated(self, part: Part) -> Part:
        """Read a quantifier; a lazy one means the same, since the whole text must fit."""
        times = self._times()
        if times is None:
            return part
        if isinstance(part, Edge):
            raise BadPattern
        self._take("?")
        if self.left[:1] and self.left[0] in "*+?{":
            raise BadPattern
        return Repeat(part, *times)

    def _times(self) -> tuple[int, int | None] | None:
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return times
        if not self._take("{"):
            return None
        inside, closing, rest = self.left.partition("}")
        least, comma, most = inside.partition(",")
        known = all(_is_count(part) for part in (least, most) if part)
        if not (closing and least and known):
            raise BadPattern
        self.left = rest
        low = int(least)
        high = low if not comma else int(most) if most else None
        if low > _MOST_TIMES or (high is not None and not low <= high <= _MOST_TIMES):
            raise BadPattern
        return low, high

    def _escape(self) -> Ranges:
        char = self._char()
        if char.lower() in _KINDS:
            ranges = _KINDS[char.lower()]
            return ranges if char.islower() else complement(ranges)
        code = _CONTROLS.get(char)
        if char in _HEX_LENGTHS:
            length = _HEX_LENGTHS[char]
            digits, self.left = self.left[:length], self.left[length:]
            if len(digits) < length or not all(digit in _HEX for digit in digits):
                raise BadPattern
            code = int(digits, 16)
        elif code is None:
            # Another letter or digit would be a back-reference, an edge of a word, a property.
            if char.isalnum() or char == "_":
                raise BadPattern
            code = ord(char)
        return ((code, code),)

    def _class(self) -> Ranges:
        """Read ``[a-z…]`` up to its closing bracket."""
        negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        while not self._take("]"):
            low = self._class_item()
            if self.left.startswith("-") and not self.left.startswith("-]"):
                self._take("-")
                high = self._class_item()
                if not (_is_single(low) and _is_single(high)) or low[0][0] > high[0][0]:
                    raise BadPattern
                ranges.append((low[0][0], high[0][0]))
            else:
                ranges.extend(low)
        whole = merged(tuple(ranges))
        return complement(whole) if negated else whole

    def _class_item(self) -> Ranges:
        if self.left.startswith(("[:", "[=", "[.")):
            raise BadPattern
        char = self._char()
        return self._escape() if char == "\\" else ((ord(char), ord(char)),)


_HEX = frozenset("0123456789abcdefABCDEF")


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 4


def _is_single(ranges: Ranges) -> bool:
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]
