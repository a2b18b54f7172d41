"""The figures of a month: what they are, and the groups they are counted in.

Who sent something is never known by name, so every figure about children counts
sendings or opinions ("lượt"), never persons.  Signs of danger are no part of a
summary: nothing here knows of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.opinions.rules import OpinionState
from webapp.reports.figures.age_groups import OTHER, UNKNOWN
from webapp.tracker.rules import BODY_CLOCK_RUNS, FINISHED, CaseState, Decision

# States of a case in which the body has handed in a reply (once answered, a
# reopened case keeps its first answer).
HANDED_IN = FINISHED | {CaseState.ANSWER_REVIEW, CaseState.REOPENED}


class Reading(StrEnum):
    """How far an opinion has come with the moderators, as a summary tells it."""

    READING = "reading"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    IN_CASE = "in_case"


# An opinion that was split is not counted, its parts are; one that its child took back
# is none any more, and a complaint by law is counted apart (``Beside``).
READING_OF: dict[OpinionState, Reading] = {
    OpinionState.RECEIVED: Reading.READING,
    OpinionState.SCREENING: Reading.READING,
    OpinionState.NEEDS_INFO: Reading.READING,
    OpinionState.REFUSAL_PROPOSED: Reading.READING,
    OpinionState.ACCEPTED: Reading.ACCEPTED,
    OpinionState.NOT_ACCEPTED: Reading.NOT_ACCEPTED,
    OpinionState.IN_CASE: Reading.IN_CASE,
}


class Reached(StrEnum):
    """Whether a published reply was opened under the child's receipt."""

    READ = "read"
    NOT_READ = "not_read"


class Beside(StrEnum):
    """What came by other roads and is added to no figure about children's opinions."""

    PETITIONS = "petitions"
    MEETINGS = "meetings"


class Timeliness(StrEnum):
    """Whether the responsible body handed in its reply in time.

    Lateness was frozen when the reply came; ``OVERDUE`` is only said while the
    body's clock still runs.
    """

    IN_TIME = "in_time"
    LATE = "late"
    NOT_YET = "not_yet"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Count:
    """One line of a table about children; ``label`` is empty for codes of ours."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class RoundLine:
    """A round of the month."""

    title: str
    opens_on: date
    closes_on: date
    reply_by: date | None


@dataclass(frozen=True)
class CaseLine:
    """A case as the month tells it; replies only once they were published."""

    id: int
    number: str
    title: str
    topic: str | None
    lead: str
    state: CaseState
    opened_on: date
    routed_on: date | None
    due_on: date | None
    timeliness: Timeliness
    decision: Decision | None
    promised_on: date | None
    when_text: str
    why: str
    published_on: date | None
    opinions: int


@dataclass(frozen=True)
class MonthFigures:
    """Everything a month's summary says, as counted on ``counted_on``.

    ``cases`` were opened, sent on or answered in the month; ``still_open`` are
    older ones without an answer on the day of counting.  ``sent_to`` and
    ``answered`` count the cases sent to a body in the month, ``fed_back`` the
    opinions behind the replies published in it.

    All of it is about what children said.  ``beside`` counts what came by other roads,
    one line each and in no sum: what guardians and those who speak for children sent (by
    survey), complaints by law, children who asked to be met.
    """

    month: date
    counted_on: date
    rounds: tuple[RoundLine, ...] = ()
    by_survey: tuple[Count, ...] = ()
    by_age: tuple[Count, ...] = ()
    by_level: tuple[Count, ...] = ()
    by_topic: tuple[Count, ...] = ()
    by_state: tuple[Count, ...] = ()
    fed_back: tuple[Count, ...] = ()
    ratings: tuple[Count, ...] = ()
    sent_to: tuple[Count, ...] = ()
    answered: tuple[Count, ...] = ()
    reopened: int = 0
    cases: tuple[CaseLine, ...] = ()
    still_open: tuple[CaseLine, ...] = ()
    beside: tuple[Count, ...] = ()


def first_of(day: date) -> date:
    """Return the first day of the month of *day*."""
    return day.replace(day=1)


def next_month(first_day: date) -> date:
    """Return the first day of the month after *first_day*'s."""
    return (first_day.replace(day=1) + timedelta(days=32)).replace(day=1)


def timeliness(
    state: CaseState, answered: bool, replied_late: bool | None, due_on: date | None, today: date
) -> Timeliness:
    """Return whether a case was answered in time.

    *answered* tells that a reply was published; one that Đoàn xã is reading
    counts as handed in, one that went back to the body does not.
    """
    if answered or state in HANDED_IN:
        return Timeliness.LATE if replied_late else Timeliness.IN_TIME
    if state in BODY_CLOCK_RUNS and due_on is not None and due_on < today:
        return Timeliness.OVERDUE
    return Timeliness.NOT_YET


def tally(
    found: Iterable[str], lines: Sequence[tuple[str, str]], always: Iterable[str] = ()
) -> tuple[Count, ...]:
    """Count *found* keys into *lines* (key and label), in the order of the lines.

    Keys in *always* stand in the table even with zero, the other lines too;
    only ``UNKNOWN`` and ``OTHER`` are left out when nobody is there.  A key
    without a line would be lost from the sum, so it gets one at the end.
    """
    numbers = Counter(found)
    known = dict(lines)
    known.update({key: key for key in sorted(numbers) if key not in known})
    rare = {UNKNOWN, OTHER} - set(always)
    return tuple(
        Count(key, label, numbers[key])
        for key, label in known.items()
        if numbers[key] or key not in rare
    )


def total(counts: Iterable[Count]) -> int:
    """Return the sum of a table."""
    return sum(count.number for count in counts)
