"""How many of the children who said something were told what became of it.

Counted by school, class and month; a group too small to hide a child is not shown,
nor found by subtraction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.feedback.ledger.entries import standings
from webapp.feedback.rules import Standing, hidden_groups, small_groups, whole_is_safe
from webapp.opinions import service as opinions
from webapp.opinions.rules import OpinionState
from webapp.opinions.service import OpinionRow
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker

Key = TypeVar("Key")


@dataclass(frozen=True)
class Tally:
    """Opinions of a group by how far their feedback has come; None when it is not shown."""

    received: int
    reached: int
    impossible: int
    to_reach: int
    nothing_yet: int

    @property
    def percent(self) -> int | None:
        """Return the share of opinions whose child was told; None when there are none."""
        return round(100 * self.reached / self.received) if self.received else None


@dataclass(frozen=True)
class ClassCoverage:
    """One class; ``class_id`` is None for children of the school who wrote without one."""

    class_id: int | None
    name: str
    tally: Tally | None


@dataclass(frozen=True)
class SchoolCoverage:
    """One school; ``school_id`` is None for children who named none."""

    school_id: int | None
    name: str
    tally: Tally | None
    classes: tuple[ClassCoverage, ...]


@dataclass(frozen=True)
class Coverage:
    """The whole commune in a period, and its schools."""

    tally: Tally | None
    schools: tuple[SchoolCoverage, ...]


@dataclass(frozen=True)
class Gathered:
    """Who sent in a period, from where, and what they said; the ground of every count.

    ``place_of`` has school and class of each submission of a child.
    """

    place_of: Mapping[str, tuple[int | None, int | None]]
    rows: tuple[OpinionRow, ...]

    def schools(self) -> dict[int | None, int]:
        """Return how many children sent something from each school."""
        return _sizes(school for school, _class in self.place_of.values())

    def classes(self, school_id: int | None) -> dict[int | None, int]:
        """Return how many children of a school sent something from each class."""
        return _sizes(one for school, one in self.place_of.values() if school == school_id)

    def of_school(self, school_id: int | None) -> list[OpinionRow]:
        """Return what the children of a school said."""
        return [row for row in self.rows if self.place_of[row.submission_id][0] == school_id]

    def of_class(self, school_id: int | None, class_id: int | None) -> list[OpinionRow]:
        """Return what the children of one class said."""
        wanted = (school_id, class_id)
        return [row for row in self.rows if self.place_of[row.submission_id] == wanted]


def gather(session: Session, first_day: date, next_month: date) -> Gathered:
    """Return what children sent in [*first_day*, *next_month*); other voices stay out."""
    sent = [
        row
        for row in submissions.figures(session, first_day, next_month)
        if row.speaker is Speaker.CHILD
    ]
    ids = {row.class_session_id for row in sent if row.class_session_id is not None}
    classes = rounds.classes_of(session, ids) if ids else {}
    place_of = {row.id: (row.school_id, classes.get(row.class_session_id or 0)) for row in sent}
    rows = tuple(
        row
        for row in opinions.opinions_in(session, first_day, next_month)
        if row.state is not OpinionState.SPLIT and row.submission_id in place_of
    )
    return Gathered(place_of, rows)


def coverage(session: Session, first_day: date, next_month: date) -> Coverage:
    """Return how far the feedback about what was received in the period has come."""
    gathered = gather(session, first_day, next_month)
    found = standings(session, gathered.rows)
    small = directory.number(session, "small_group")
    sizes = gathered.schools()
    hidden = small_groups(sizes, small)
    names = {school.id: school.short_name for school in directory.schools(session, None)}
    schools = [
        SchoolCoverage(
            school_id=key,
            name=names.get(key or 0, ""),
            tally=None if key in hidden else _tally(gathered.of_school(key), found),
            classes=() if key in hidden else _classes(session, gathered, key, found, small),
        )
        for key in sorted(sizes, key=lambda key: (key is None, names.get(key or 0, "")))
    ]
    return Coverage(_whole(gathered, sizes, hidden, found, small), tuple(schools))


def coverage_seen(session: Session, viewer: Viewer, first_day: date, next_month: date) -> Coverage:
    """Return the coverage this viewer may see; a school coordinator that of the own school.

    Raise NotFound for whoever has no business with it.
    """
    if viewer.can(Permission.SUMMARY_VIEW):
        return coverage(session, first_day, next_month)
    if not viewer.can(Permission.FEEDBACK_RECORD) or viewer.school_id is None:
        raise NotFound
    own = [
        school
        for school in coverage(session, first_day, next_month).schools
        if school.school_id == viewer.school_id
    ]
    return Coverage(own[0].tally if own else None, tuple(own))


def _whole(
    gathered: Gathered,
    sizes: Mapping[int | None, int],
    hidden: Collection[int | None],
    found: Mapping[str, Standing],
    small: int,
) -> Tally | None:
    """Return the commune's figures: of everybody, or of the groups shown where the rest is few."""
    if whole_is_safe(sizes, hidden, small):
        return _tally(gathered.rows, found)
    shown = [row for row in gathered.rows if gathered.place_of[row.submission_id][0] not in hidden]
    return _tally(shown, found) if shown else None


def _classes(
    session: Session,
    gathered: Gathered,
    school_id: int | None,
    found: Mapping[str, Standing],
    small: int,
) -> tuple[ClassCoverage, ...]:
    if school_id is None:
        return ()
    sizes = gathered.classes(school_id)
    hidden = hidden_groups(sizes, small)
    known = [one for one in directory.classes(session, school_id) if one.id in sizes]
    order: list[tuple[int | None, str]] = [(one.id, one.name) for one in known]
    if None in sizes:
        order.append((None, ""))
    return tuple(
        ClassCoverage(
            key, name, None if key in hidden else _tally(gathered.of_class(school_id, key), found)
        )
        for key, name in order
    )


def _tally(rows: Sequence[OpinionRow], found: Mapping[str, Standing]) -> Tally:
    counts = _sizes(found[row.id] for row in rows)
    return Tally(
        received=len(rows),
        reached=counts.get(Standing.REACHED, 0),
        impossible=counts.get(Standing.IMPOSSIBLE, 0),
        to_reach=counts.get(Standing.TO_REACH, 0),
        nothing_yet=counts.get(Standing.NOTHING_YET, 0),
    )


def _sizes(keys: Iterable[Key]) -> dict[Key, int]:
    counts: dict[Key, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts
