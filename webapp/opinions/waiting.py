"""What waits for the moderators, read in one go and put in order and counted here.

One narrow statement over what waits, answered by an index alone, gives both the order of
the queue and the number behind every choice of every filter.  A commune's past, however
long, is not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, literal, select, type_coerce
from sqlalchemy.orm import Session

from webapp.opinions.filtering import COLUMNS, choices, conditions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import ARCHIVES, QUEUED, UNDECIDED, QueueFilter, QueueState

_QUEUES = {name: states for name, states in QUEUED.items() if name not in ARCHIVES}
_STATES = frozenset().union(*_QUEUES.values())
_TABLE = Opinion.__table__.c
Counts = dict[str, dict[str, int]]
Row = Sequence[Any]


@dataclass(frozen=True)
class Placed:
    """One submission where it stands in the queue."""

    submission_id: str
    undecided: bool
    risk: int
    due: date
    received_on: date


@dataclass(frozen=True)
class Waiting:
    """Who stands in the queue, in order, and how many submissions each choice holds."""

    line: tuple[Placed, ...]
    counts: Counts


def waiting(session: Session, wanted: QueueFilter, today: date) -> Waiting:
    """Return the queue for *wanted*; each count honours all other filters.

    Undecided before those that only lack a case, then the riskiest, then what is due first.
    """
    asked = {name: c for name, c in conditions(wanted, today).items() if name != "state"}
    flags = [(name, v.value, c) for name, by in choices(today).items() for v, c in by.items()]
    # What holds of a row comes as the bits of one number: thousands of rows are read, and a
    # column more costs more than all the counting.
    bits = [*asked.values(), *(condition for _name, _value, condition in flags)]
    columns: list[ColumnElement[Any]] = [
        _TABLE.submission_id,
        type_coerce(_TABLE.state, String),
        _TABLE.risk,
        _TABLE.moderation_due,
        _TABLE.received_on,
        sum((case((c, 1 << n), else_=0) for n, c in enumerate(bits)), literal(0)),
        *COLUMNS.values(),
    ]
    rows = session.execute(select(*columns).where(Opinion.state.in_(_STATES))).all()
    sieve = _Sieve(rows, wanted.state, list(asked))
    counts = {"state": _states(sieve.without("state"))}
    for place, name in enumerate(COLUMNS, start=6):
        held = sieve.without(name)
        counts[name] = _sizes((row[0], row[place]) for row in held if row[place] not in (None, ""))
    for number, (name, value, _condition) in enumerate(flags, start=len(asked)):
        held = sieve.without(name)
        ids = {row[0] for row in held if row[5] >> number & 1}
        counts.setdefault(name, {})[value] = len(ids)
    return Waiting(tuple(_line(sieve.without(None))), counts)


class _Sieve:
    """Which rows pass the filters, all of them or all but one; each set is made once."""

    def __init__(self, rows: Sequence[Row], state: QueueState, asked: Sequence[str]) -> None:
        self._rows, self._asked = rows, {name: 1 << n for n, name in enumerate(asked)}
        self._states = frozenset(one.value for one in _QUEUES.get(state, ()))
        self._made: dict[str | None, list[Row]] = {}

    def without(self, name: str | None) -> list[Row]:
        """Return the rows that pass every filter but *name*."""
        key = name if name == "state" or name in self._asked else None
        if key not in self._made:
            bits = sum(bit for other, bit in self._asked.items() if other != key)
            self._made[key] = [
                row
                for row in self._rows
                if row[5] & bits == bits and (key == "state" or row[1] in self._states)
            ]
        return self._made[key]


def _states(rows: Sequence[Row]) -> dict[str, int]:
    by_state: dict[str, set[str]] = {}
    for row in rows:
        by_state.setdefault(row[1], set()).add(row[0])
    return {
        queue.value: len(set().union(*(by_state.get(one.value, ()) for one in states)))
        for queue, states in _QUEUES.items()
    }


def _sizes(pairs: Iterable[tuple[str, Any]]) -> dict[str, int]:
    """Return how many submissions hold each value; one with two opinions is one."""
    return {str(value): number for value, number in Counter(v for _id, v in set(pairs)).items()}


def _line(rows: Sequence[Row]) -> list[Placed]:
    undecided = frozenset(state.value for state in UNDECIDED)
    placed: dict[str, Placed] = {}
    for submission_id, state, risk, due, received_on, *_rest in rows:
        one = Placed(submission_id, state in undecided, risk, due, received_on)
        before = placed.get(submission_id)
        placed[submission_id] = one if before is None else _together(before, one)
    return sorted(
        placed.values(),
        key=lambda p: (not p.undecided, -p.risk, p.due, p.received_on, p.submission_id),
    )


def _together(one: Placed, other: Placed) -> Placed:
    return Placed(
        one.submission_id,
        one.undecided or other.undecided,
        max(one.risk, other.risk),
        min(one.due, other.due),
        min(one.received_on, other.received_on),
    )


def newest(session: Session, wanted: QueueFilter, today: date, most: int) -> list[Placed]:
    """Return the newest *most* submissions of an archive, newest first.

    Along the index of state and day, so that it costs the same after many years.
    """
    where = and_(*conditions(wanted, today).values())
    table = Opinion.__table__.c
    rows = session.execute(
        select(table.submission_id, table.risk, table.received_on, table.moderation_due)
        .where(where)
        .order_by(table.received_on.desc(), table.submission_id)
        .limit(2 * most)
    )
    found: dict[str, Placed] = {}
    for submission_id, risk, received_on, due in rows:
        found.setdefault(submission_id, Placed(submission_id, False, risk, due, received_on))
    return list(found.values())[:most]
