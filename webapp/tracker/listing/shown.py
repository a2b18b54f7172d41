"""Lines of the list in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.plan.labels import clock_words
from webapp.plan.rules import Pace
from webapp.tracker.labels import ALL_STATES, KINDS, term_words
from webapp.tracker.naming import Names
from webapp.tracker.views import TrackerRow


@dataclass(frozen=True)
class ShownRow:
    """A line of the list in words."""

    kind: str
    kind_words: str
    ref: int
    number: str
    title: str
    about: str
    lead: str
    due_on: date | None
    state: str
    state_style: str
    clock: str
    level: str
    term: str = ""


def shown_rows(rows: Sequence[TrackerRow], names: Names) -> list[ShownRow]:
    """Return the lines of the list."""
    return [_row(row, names) for row in rows]


def _row(row: TrackerRow, names: Names) -> ShownRow:
    words, style = ALL_STATES.get((row.kind, row.state), (row.state, ""))
    clock, level = clock_words(row.clock)
    return ShownRow(
        kind=row.kind,
        kind_words=str(KINDS.get(row.kind, row.kind)),
        ref=row.ref,
        number=row.number,
        title=row.title,
        about=" · ".join(filter(None, (names.topic(row.topic), names.school(row.school_id)))),
        lead=names.body(row.lead_body_id),
        due_on=row.due_on,
        state=str(words),
        state_style=style,
        clock="" if row.clock.pace is Pace.NO_DATE else clock,
        level=level,
        term=str(term_words(row.by_law)) if row.kind == "case" and row.due_on else "",
    )
