"""Small decisions of the moderators' pages: marked texts, hints, defaults.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.base.text import fold
from webapp.directory.rules import SchoolView, TopicView
from webapp.opinions.rules import (
    FILLER,
    HidingKind,
    Identifies,
    Span,
    Suggestion,
    occurrences,
    suggest,
)

# A case's title may name a place (the toilets of a school); these never.
NEVER_IN_A_TITLE = frozenset(
    {Identifies.NAME, Identifies.PHONE, Identifies.EMAIL, Identifies.ACCOUNT, Identifies.FAMILY}
)
_BETWEEN_PHRASES = re.compile(r"[,;/()]")


class Mark(StrEnum):
    """How a stretch of an opinion is shown to a moderator."""

    PLAIN = "plain"
    SUGGESTED = "suggested"
    MASKED = "masked"
    ERASED = "erased"


@dataclass(frozen=True)
class Segment:
    """A stretch of a text; ``number`` leads a suggested one to its line in the table."""

    text: str
    mark: Mark
    number: int | None = None


def open_suggestions(
    original: str, hidden: Iterable[Span], hidden_before: Iterable[str] = ()
) -> list[Suggestion]:
    """Return the suggestions that nobody acted on yet: those touching nothing hidden."""
    taken = [(span.start, span.end) for span in hidden]
    return [
        suggestion
        for suggestion in suggest(original, hidden_before)
        if not any(start < suggestion.end and suggestion.start < stop for start, stop in taken)
        and FILLER not in original[suggestion.start : suggestion.end]
    ]


def segments(
    original: str, hidden: Sequence[Span], suggestions: Sequence[Suggestion]
) -> list[Segment]:
    """Cut *original* into stretches of one mark each; an erasure covers a mask."""
    marks: list[tuple[Mark, int | None]] = [(Mark.PLAIN, None)] * len(original)
    for line, suggestion in enumerate(suggestions, start=1):
        for place in range(suggestion.start, suggestion.end):
            marks[place] = (Mark.SUGGESTED, line)
    for kind, mark in ((HidingKind.MASK, Mark.MASKED), (HidingKind.ERASE, Mark.ERASED)):
        for span in hidden:
            if span.kind is kind:
                for place in range(span.start, span.end):
                    marks[place] = (mark, None)
    found: list[Segment] = []
    for char, (mark, number) in zip(original, marks, strict=True):
        if found and (found[-1].mark, found[-1].number) == (mark, number):
            found[-1] = Segment(found[-1].text + char, mark, number)
        else:
            found.append(Segment(char, mark, number))
    return found


def hint_topic(text: str, topics: Sequence[TopicView]) -> str | None:
    """Return the topic whose names *text* repeats most of, or None.

    The phrases between commas of its name and its name for children count when
    they stand in the text as a whole ("nhà vệ sinh"); single words would hint
    at anything.  It is only preselected: a topic is the moderator's decision.
    Protected topics are never hinted at.
    """
    plain = f" {_words(text)} "
    scored = [
        (_said(plain, f"{topic.name}, {topic.child_name}"), topic)
        for topic in topics
        if not topic.protected
    ]
    best = max(scored, key=lambda pair: (pair[0], -pair[1].position), default=None)
    return best[1].code if best and best[0] > 0 else None


def default_lead(
    routing: str, usual: int | None, school: SchoolView | None, bodies: dict[str, int]
) -> int | None:
    """Return the body that leads unless the moderator decides otherwise.

    A survey that asks a school goes to the child's school.  Else *usual* leads:
    what the commune's routing rules, the topic or the school say
    (``tracker.usual_route``); last comes the body the survey names (``moderator``
    names none).  *bodies* are ids by code.
    """
    if routing == "school" and school is not None:
        return school.body_id
    return usual if usual is not None else bodies.get(routing)


def title_tells(title: str, hidden_words: Iterable[str]) -> str | None:
    """Return what in *title* may identify somebody, or None.

    Words that were hidden in the opinion count whatever they are.
    """
    for words in hidden_words:
        if occurrences(words, title):
            return words
    for suggestion in suggest(title):
        if suggestion.kind in NEVER_IN_A_TITLE:
            return title[suggestion.start : suggestion.end]
    return None


def _said(plain: str, names: str) -> int:
    """Return how many words of *names* stand in *plain* as phrases of two or more."""
    phrases = {_words(phrase) for phrase in _BETWEEN_PHRASES.split(names)}
    return sum(
        len(phrase.split()) for phrase in phrases if " " in phrase and f" {phrase} " in plain
    )


def _words(text: str) -> str:
    """Return the folded words of *text* with one space between."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
