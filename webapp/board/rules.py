"""What everybody may read of what children said: the decisions.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.feedback.rules import PROMISES, PromiseShown, next_look
from webapp.opinions.rules import ERASED, FILLER, Identifies, suggest
from webapp.tracker.rules import Decision, Referral

# Below this many children of one school in the matter no words of theirs are quoted: in a
# small group a way of speaking is a name (law-and-participation.md §2.5).
QUOTE_CHILDREN = 20


class Crowd(StrEnum):
    """How many children stand behind a matter, as roughly as the public may know it."""

    FEW = "few"
    SOME = "some"
    TENS = "tens"
    DOZENS = "dozens"
    MANY = "many"


_LEAST = ((Crowd.MANY, 50), (Crowd.DOZENS, 20), (Crowd.TENS, 10))


def crowd(children: int, small: int) -> Crowd:
    """Return the group of sizes *children* falls into; under *small* it is only "few"."""
    if children < small:
        return Crowd.FEW
    return next((size for size, least in _LEAST if children >= max(least, small)), Crowd.SOME)


def told_before(before: int | None, now: int, small: int) -> int:
    """Return the number of children to go by when a matter stands on the board again.

    Two sizes of the same matter could be taken from each other; where fewer than *small*
    children came or went in between, the first number keeps counting.
    """
    if before is None or abs(now - before) >= small:
        return now
    return before


def may_name_school(children: int, small: int) -> bool:
    """Tell whether a matter may name the school its children go to."""
    return children >= small


def may_name_answerer(crowd: Crowd) -> bool:
    """Tell whether the school that answers may be named: it tells whose pupils spoke."""
    return crowd is not Crowd.FEW


def may_quote(children: int, school_named: bool) -> bool:
    """Tell whether words of children may stand beside a matter.

    Words of a whole commune hide a child better than those of one school.
    """
    return not school_named or children >= QUOTE_CHILDREN


def may_identify(texts: Iterable[str], *, school_named: bool) -> list[str]:
    """Return the words of *texts* that may tell who a person is, each once.

    A school that may be named is no finding; everything else that moderators are warned of is.
    """
    found: dict[str, None] = {}
    for text in texts:
        for one in suggest(text):
            if not (school_named and one.kind is Identifies.SCHOOL):
                found.setdefault(text[one.start : one.end])
    return list(found)


def readable(quote: str) -> bool:
    """Tell whether there is anything left to read in a child's words."""
    return bool(quote.replace(ERASED, "").replace(FILLER, "").strip())


class EntryState(StrEnum):
    """Where a published reply stands with the board."""

    POSTED = "posted"
    KEPT_BACK = "kept_back"
    TAKEN_DOWN = "taken_down"


MOVES: Mapping[EntryState | None, frozenset[EntryState]] = {
    None: frozenset({EntryState.POSTED, EntryState.KEPT_BACK}),
    EntryState.KEPT_BACK: frozenset({EntryState.POSTED}),
    EntryState.POSTED: frozenset({EntryState.TAKEN_DOWN}),
    EntryState.TAKEN_DOWN: frozenset({EntryState.POSTED}),
}


@dataclass(frozen=True)
class BoardWords:
    """What the public reads of a matter; written from the reply, changed where needed."""

    title: str
    heard: str
    decided: str
    why: str = ""
    when_text: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every text of it."""
        return self.title, self.heard, self.decided, self.why, self.when_text


@dataclass(frozen=True)
class BoardFilter:
    """What a reader asks the board for."""

    topic: str | None = None
    decision: Decision | None = None
    year: int | None = None

    @property
    def everything(self) -> bool:
        """Tell whether nothing narrows the board."""
        return self == BoardFilter()


@dataclass(frozen=True)
class BoardEntry:
    """One matter on the board, ready to be read by anybody.

    ``body`` is empty where naming a school would tell which few children spoke.  ``looks``
    is what became of its promise, ``overdue`` that its day has passed and nobody has told.
    """

    id: int
    words: BoardWords
    topic: str | None
    school: str
    body: str
    crowd: Crowd
    decision: Decision
    promised_on: date | None
    published_on: date
    posted_on: date
    quotes: tuple[str, ...] = ()
    referral: Referral | None = None
    looks: tuple[PromiseShown, ...] = ()
    overdue: bool = False

    @property
    def news_on(self) -> date:
        """Return the day of the last thing there was to tell."""
        return max([self.posted_on, *(look.seen_on for look in self.looks)])


def promise_overdue(
    decision: Decision,
    promised_on: date | None,
    published_on: date,
    looks: Sequence[PromiseShown],
    today: date,
) -> bool:
    """Tell whether the day of a promise has passed and nobody has told what became of it."""
    if decision not in PROMISES:
        return False
    outcome, new_day = (looks[-1].outcome, looks[-1].new_day) if looks else (None, None)
    due = next_look(promised_on, published_on, outcome, new_day)
    return due is not None and due < today
