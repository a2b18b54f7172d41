"""Making a word list ready for reading, and telling which line of it is wrong.

A pattern is a line of words.  ``@name`` stands for any entry of a set, ``a|b``
for one of two words (``_`` joins words of one entry), and ``...`` for a gap of a
few words; ``...12`` says how many.  ``A & B`` asks for both in either order with
up to ten words between.  A line of a rule with ``= 45`` at its end raises nothing
alone: it is a sign that counts so many points (``weighing``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from webapp.safeguarding.lexicon.content import EXACT, INNOCENT, POINTS, SPELLING, Content
from webapp.safeguarding.lexicon.points import (
    MOST_POINTS,
    TITLE,
    TOGETHER,
    BadPoints,
    Weights,
    read_points,
)
from webapp.safeguarding.lexicon.sounds import Spoken, spoken

USUAL_GAP, BOTH_GAP = 4, 10
MOST_GAP, MOST_TOGETHER = 30, 4
LONGEST_LINE, MOST_LINES = 3000, 12_000

Phrase = tuple[Spoken, ...]


class Fault(Exception):
    """A line that cannot be read: which part, which line, and what is wrong with it."""

    def __init__(self, part: str, line: str, kind: str, about: str = "") -> None:
        """Keep what the page of the officer tells."""
        super().__init__(f"{part}: {kind} {about} in: {line}")
        self.part, self.line, self.kind, self.about = part, line, kind, about


@dataclass(frozen=True)
class Pattern:
    """One way to say something: which elements, each after a gap of so many words at most.

    ``rule`` is empty for a harmless expression; ``exact`` wants the marks typed.  One with
    ``points`` is a sign, which counts so many for danger and raises nothing alone.
    """

    rule: str
    parts: tuple[tuple[int, int], ...]
    line: str
    exact: bool = False
    points: int | None = None


@dataclass(frozen=True)
class Lexicon:
    """A compiled word list: phrases by their first word, patterns by their rarest element."""

    version: str
    titles: Mapping[str, str]
    spellings: Mapping[str, str]
    phrases: Mapping[str, Sequence[tuple[Phrase, int]]]
    elements: Sequence[frozenset[int]]
    anchors: Mapping[int, Sequence[int]]
    patterns: Sequence[Pattern]
    # Every word of the list without its marks: none of them is a slip of the keyboard.
    words: frozenset[str]
    sounds: frozenset[str]
    # A word of the list by what small children hear of it, to read words that are in no list.
    slurred: Mapping[str, Spoken]
    weights: Weights


@dataclass
class _Making:
    """What is gathered while the lines are read, each phrase and element once."""

    sets: Mapping[str, tuple[Phrase, ...]]
    phrases: dict[Phrase, int] = field(default_factory=dict)
    elements: dict[frozenset[int], int] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)

    def element(self, found: Sequence[Phrase]) -> int:
        ids = frozenset(self.phrases.setdefault(phrase, len(self.phrases)) for phrase in found)
        return self.elements.setdefault(ids, len(self.elements))


def compiled(content: Content, version: str) -> Lexicon:
    """Return *content* ready for reading; raises ``Fault`` at the first line that is wrong."""
    making = _Making(_sets(content))
    for name, rule in content.rules.items():
        for line in rule.patterns:
            _add(making, f"rule:{name}", line, rule=name)
    for part, lines in ((INNOCENT, content.innocent), (EXACT, content.exact)):
        for line in lines:
            _add(making, part, line, exact=part == EXACT)
    by_first: dict[str, list[tuple[Phrase, int]]] = {}
    for phrase, number in making.phrases.items():
        by_first.setdefault(phrase[0].index, []).append((phrase, number))
    elements = list(making.elements)
    return Lexicon(
        version=version,
        titles={TOGETHER: TITLE, **{name: rule.title for name, rule in content.rules.items()}},
        spellings=dict(_spellings(content)),
        phrases=by_first,
        elements=elements,
        anchors=_anchors(elements, making.patterns),
        patterns=making.patterns,
        words=frozenset(word.bare for word in _words(making)),
        sounds=frozenset(word.sound for word in _words(making)),
        slurred={word.slurred: word for word in _words(making) if word.accented},
        weights=_weights(content),
    )


def _weights(content: Content) -> Weights:
    try:
        return read_points(content.points)
    except BadPoints as error:
        raise Fault(POINTS, str(error), "points") from error


def _words(making: _Making) -> Iterator[Spoken]:
    return (word for phrase in making.phrases for word in phrase)


def _anchors(
    elements: Sequence[frozenset[int]], patterns: Sequence[Pattern]
) -> dict[int, list[int]]:
    """Return patterns by each phrase of their rarest element: most are never looked at."""
    common = Counter(phrase for element in elements for phrase in element)
    found: dict[int, list[int]] = {}
    for number, pattern in enumerate(patterns):
        parts = [elements[element] for _, element in pattern.parts]
        rarest = min(parts, key=lambda part: sum(common[phrase] for phrase in part))
        for phrase in rarest:
            found.setdefault(phrase, []).append(number)
    return found


def _sets(content: Content) -> dict[str, tuple[Phrase, ...]]:
    """Return the sets with the sets they name put in; a circle of names is a fault."""
    ready: dict[str, tuple[Phrase, ...]] = {}

    def fill(name: str, inside: tuple[str, ...]) -> tuple[Phrase, ...]:
        if name in ready:
            return ready[name]
        found: list[Phrase] = []
        for entry in content.sets[name]:
            part = f"set:{name}"
            other = entry.removeprefix("@")
            if other == entry:
                found.append(_phrase(part, entry, entry))
            elif other not in content.sets or other in inside:
                raise Fault(part, entry, "unknown_set", entry)
            else:
                found.extend(fill(other, (*inside, other)))
        ready[name] = tuple(dict.fromkeys(found))
        return ready[name]

    for name in content.sets:
        fill(name, (name,))
    return ready


def _spellings(content: Content) -> Iterator[tuple[str, str]]:
    for word, variants in content.spelling.items():
        line = f"{word} = {', '.join(variants)}"
        if not word or len(word.split()) > 3 or not variants:
            raise Fault(SPELLING, line, "spelling")
        for variant in variants:
            if not variant or not variant.isalnum():
                raise Fault(SPELLING, line, "spelling", variant)
            yield variant.lower(), word.lower()


def _add(making: _Making, part: str, line: str, rule: str = "", exact: bool = False) -> None:
    if len(line) > LONGEST_LINE:
        raise Fault(part, line, "too_long")
    words, points = _sign(part, line) if rule else (line, None)
    pieces = [piece.strip() for piece in words.split("&")]
    if len(pieces) > MOST_TOGETHER or not all(pieces):
        raise Fault(part, line, "both")
    read = [_parts(making, part, line, piece) for piece in pieces]
    for order in permutations(read):
        parts: list[tuple[int, int]] = []
        for piece in order:
            first = (BOTH_GAP if parts else 0, piece[0][1])
            parts += [first, *piece[1:]]
        making.patterns.append(Pattern(rule, tuple(parts), line, exact, points))


def _sign(part: str, line: str) -> tuple[str, int | None]:
    """Return the words of a line of a rule, and the points it counts if it is but a sign."""
    words, sign, number = line.partition("=")
    if not sign:
        return line, None
    number = number.strip()
    if not (number.isascii() and number.isdigit()) or not 0 < int(number[:7]) <= MOST_POINTS:
        raise Fault(part, line, "sign", number)
    return words, int(number)


def _parts(making: _Making, part: str, line: str, piece: str) -> list[tuple[int, int]]:
    """Return element after element, each with the gap before it."""
    found: list[tuple[int, int]] = []
    gap = 0
    for word in _joined(piece):
        if word.startswith("..."):
            gap = _gap(part, line, word)
            if not found:
                raise Fault(part, line, "gap_first")
            continue
        found.append((gap, making.element(_choice(making, part, line, word))))
        gap = 0
    if gap or not found:
        raise Fault(part, line, "gap_last")
    return found


def _gap(part: str, line: str, word: str) -> int:
    digits = word[3:] or str(USUAL_GAP)
    if not (digits.isascii() and digits.isdigit()) or int(digits[:4]) > MOST_GAP:
        raise Fault(part, line, "gap", word)
    return int(digits)


def _joined(piece: str) -> list[str]:
    """Return the words of *piece*; plain words side by side become one entry."""
    parts: list[str] = []
    for word in piece.split():
        if not _special(word) and parts and not _special(parts[-1]):
            parts[-1] += "_" + word
        else:
            parts.append(word)
    return parts


def _special(word: str) -> bool:
    return word.startswith(("@", "...")) or "|" in word


def _choice(making: _Making, part: str, line: str, word: str) -> list[Phrase]:
    found: list[Phrase] = []
    for entry in word.split("|"):
        if not entry.startswith("@"):
            found.append(_phrase(part, line, entry))
        elif entry[1:] in making.sets:
            found.extend(making.sets[entry[1:]])
        else:
            raise Fault(part, line, "unknown_set", entry)
    return found


def _phrase(part: str, line: str, entry: str) -> Phrase:
    words = entry.lower().replace("_", " ").split()
    if not words or not all(word.isalnum() for word in words):
        raise Fault(part, line, "word", entry)
    return tuple(spoken(word) for word in words)
