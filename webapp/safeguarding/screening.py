"""Looking for words that may tell of danger: pure, explained, and one-sided.

A hit only ever raises; no text is cleared by this list, since every text is
also read by a person.

Children write with all accents, with none, with some, in NFD from a Mac, and
in teen spelling.  So a word matches exactly when the child used accents (which
keeps "đánh răng" and "danh sách" apart from "đánh em"), and without them where
the sentence hardly has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.safeguarding.lexicon.compiling import Lexicon, Pattern, Phrase
from webapp.safeguarding.lexicon.points import TOGETHER
from webapp.safeguarding.lexicon.reading import Freedom, Token, freedom_of, sentences, tokens
from webapp.safeguarding.lexicon.weighing import weighed

EXCERPT_WORDS = 6
# Enough of a neighbouring box for the longest pattern to reach over the border.
BORDER_WORDS = 24
# Two boxes are rarely one sentence: over a border only what stands close together counts.
BORDER_REACH = 9
# More signs than these explain nothing better.
MOST_SIGNS = 3

# Where a phrase or a pattern begins, where it ends, and whether the child
# typed it with the marks it has.
Span = tuple[int, int, bool]
# Where a line of a rule stands: its first word, the one after its last, the line.
Match = tuple[int, int, Pattern]


@dataclass(frozen=True)
class Hit:
    """One sign of danger: the rule, the words it found, and the text around them."""

    rule: str
    words: str
    excerpt: str


def screen(texts: Sequence[str], lexicon: Lexicon) -> list[Hit]:
    """Return every sign of danger in *texts*, each rule and wording once.

    Texts that follow one another are also read together, since a child may
    begin a thought in one box and end it in the next.
    """
    found: dict[tuple[str, str], Hit] = {}
    read = [[tokens(each, lexicon) for each in sentences(text)] for text in texts]
    for box in read:
        for words in box:
            for hit in _in_sentence(words, lexicon):
                found.setdefault((hit.rule, hit.words), hit)
    for words, borders in _over_borders(read):
        for start, stop, pattern in _Spans(words, lexicon).matches():
            near = stop - start <= BORDER_REACH and any(start < b < stop for b in borders)
            if near and pattern.points is None:
                hit = _explain(pattern.rule, words, start, stop)
                found.setdefault((hit.rule, hit.words), hit)
    return _widest(list(found.values()))


def lines_in(words: list[Token], lexicon: Lexicon) -> tuple[list[Match], frozenset[int]]:
    """Return which lines a sentence fits, and the places of its harmless words."""
    spans = _Spans(words, lexicon)
    return list(spans.matches()), spans.masked


def _in_sentence(words: list[Token], lexicon: Lexicon) -> Iterator[Hit]:
    """Yield what the sure lines find in a sentence, and what counts together in it."""
    found, harmless = lines_in(words, lexicon)
    signs: dict[str, tuple[int, Hit]] = {}
    for start, stop, pattern in found:
        hit = _explain(pattern.rule, words, start, stop)
        if pattern.points is None:
            yield hit
        else:
            signs.setdefault(pattern.line, (pattern.points, hit))
    counted = sum(points for points, _ in signs.values())
    together = weighed(words, harmless, counted, lexicon.weights)
    if together is not None:
        heaviest = sorted(signs.values(), key=lambda sign: -sign[0])[:MOST_SIGNS]
        yield from (hit for _, hit in heaviest)
        if together:
            yield _explain_together(words, together)


def _widest(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what a longer finding of the same rule says already."""
    return [
        hit
        for hit in hits
        if not any(
            other is not hit and other.rule == hit.rule and hit.words in other.words
            for other in hits
        )
    ]


def _over_borders(read: Sequence[list[list[Token]]]) -> Iterator[tuple[list[Token], list[int]]]:
    """Yield what stands on both sides of each border of two texts, and where the border is.

    A text of a single short sentence continues into the one after it, so that
    a thought may go through three boxes.
    """
    boxes = [box for box in read if any(box)]
    words: list[Token] = []
    borders: list[int] = []
    for box in boxes:
        if words:
            borders.append(len(words))
            words = [*words, *box[0][:BORDER_WORDS]]
            if len(box) > 1 or len(box[0]) > BORDER_WORDS:
                yield words, borders
                words, borders = [], []
        if not words:
            words = box[-1][-BORDER_WORDS:]
    if borders:
        yield words, borders


class _Spans:
    """Where the phrases of the list stand in one sentence."""

    def __init__(self, words: list[Token], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._found: dict[int, list[Span]] = {}
        self._elements: dict[int, list[Span]] = {}
        freedom = freedom_of(words)
        phrases = lexicon.phrases
        for at, word in enumerate(words):
            for phrase, number in phrases.get(word.spoken.index, ()):
                exact = _phrase_at(phrase, words, at, freedom)
                if exact is not None:
                    self._found.setdefault(number, []).append((at, at + len(phrase), exact))

        here = self._candidates()
        self._dangers = [pattern for pattern in here if pattern.rule]
        self.masked = self._mask([pattern for pattern in here if not pattern.rule])

    def matches(self) -> Iterator[Match]:
        """Yield each pattern of danger found, with start and end, at its shortest."""
        for pattern in self._dangers:
            ends = self._ends(pattern)
            if ends:
                stop, start = min(ends.items(), key=lambda end: end[0] - end[1])
                yield start, stop, pattern

    def _candidates(self) -> list[Pattern]:
        """Return the patterns whose rarest element is here, in the order of the list."""
        anchors, patterns = self._lexicon.anchors, self._lexicon.patterns
        numbers = {number for phrase in self._found for number in anchors.get(phrase, ())}
        return [patterns[number] for number in sorted(numbers)]

    def _mask(self, harmless: Sequence[Pattern]) -> frozenset[int]:
        """Take away the words of harmless expressions: they take up room, but match nothing."""
        masked: set[int] = set()
        for pattern in harmless:
            for stop, start in self._ends(pattern).items():
                masked.update(range(start, stop))
        self._elements = {}
        for phrase, spans in self._found.items():
            self._found[phrase] = [s for s in spans if masked.isdisjoint(range(s[0], s[1]))]
        return frozenset(masked)

    def _ends(self, pattern: Pattern) -> dict[int, int]:
        """Return where *pattern* ends, and for each end its nearest beginning."""
        ends: dict[int, int] = {}
        for place, (gap, element) in enumerate(pattern.parts):
            spans = self._of(element)
            if pattern.exact:
                spans = [span for span in spans if span[2]]
            if place == 0:
                reached = {stop: start for start, stop, _ in spans}
            else:
                reached = {}
                for start, stop, _ in spans:
                    for before in range(start, start - gap - 1, -1):
                        if before in ends:
                            reached[stop] = max(reached.get(stop, 0), ends[before])
                            break
            if not reached:
                return {}
            ends = reached
        return ends

    def _of(self, element: int) -> list[Span]:
        """Return where an element stands, found out once."""
        spans = self._elements.get(element)
        if spans is None:
            found, ids = self._found, self._lexicon.elements[element]
            spans = sorted(span for number in found.keys() & ids for span in found[number])
            self._elements[element] = spans
        return spans


def _phrase_at(phrase: Phrase, words: list[Token], at: int, freedom: Freedom) -> bool | None:
    """Tell whether *phrase* stands here (with its marks: True), or None."""
    stop = at + len(phrase)
    if stop > len(words):
        return None
    exact, bare_marked, any_accent = True, 0, False
    for word, token in zip(phrase, words[at:stop], strict=True):
        here = token.spoken
        any_accent = any_accent or here.accented
        if here.sound == word.sound:
            continue
        if here.accented or here.bare != word.bare:
            return None
        exact = False
        bare_marked += 1
    if exact:
        return True
    # Two or more marked words typed bare side by side ("tu tu") are hardly
    # ever other words, even where the rest of the sentence has its marks.
    bare_run = bare_marked >= 2 and not any_accent
    freely = freedom is Freedom.WORDS or (freedom is Freedom.RUNS and bare_run)
    return False if freely else None


def _explain_together(words: list[Token], heaviest: Sequence[int]) -> Hit:
    around = words[max(0, heaviest[0] - EXCERPT_WORDS) : heaviest[-1] + EXCERPT_WORDS + 1]
    return Hit(
        TOGETHER,
        " … ".join(words[at].raw for at in heaviest),
        " ".join(word.raw for word in around),
    )


def _explain(rule: str, words: list[Token], start: int, stop: int) -> Hit:
    around = words[max(0, start - EXCERPT_WORDS) : stop + EXCERPT_WORDS]
    return Hit(
        rule,
        " ".join(word.raw for word in words[start:stop]),
        " ".join(word.raw for word in around),
    )
