"""Finished values for the plan's templates: every decision made, every word chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.plan.labels import (
    GO_ON,
    KEEP_ON,
    SEND_BACK,
    STATE_STYLES,
    STATES,
    STEPS,
    TIME_KINDS,
    basis_words,
    clock_words,
    step_words,
)
from webapp.plan.rules import FINISHED, OccurrenceState, Pace, TaskKind
from webapp.plan.views import (
    ContributionView,
    OccurrenceView,
    ProgressView,
    TaskLine,
    TaskView,
)

# A row of the tree lists this many dates; longer series are summed up in it.
DATES_IN_A_ROW = 3
_S = OccurrenceState
# The same state is reached for another reason from these.
_AFTER = {
    (_S.REPORTED_DONE, _S.IN_PROGRESS): SEND_BACK,
    (_S.CONTESTED, _S.PLANNED): KEEP_ON,
    (_S.BLOCKED, _S.IN_PROGRESS): GO_ON,
}
_URGENCY = (Pace.OVERDUE, Pace.TODAY, Pace.SOON, Pace.LEFT)


@dataclass(frozen=True)
class Names:
    """Names by id."""

    bodies: Mapping[int, str]
    people: Mapping[int, str]


@dataclass(frozen=True)
class ShownStep:
    """A button: the state it leads to and its words."""

    value: str
    words: str


@dataclass(frozen=True)
class ShownOccurrence:
    """A date of a task in words."""

    id: int
    label: str
    starts_on: date | None
    due_on: date | None
    state: str
    state_style: str
    clock: str
    level: str
    done_on: date | None
    late: bool
    running: bool = True
    steps: tuple[ShownStep, ...] = ()


@dataclass(frozen=True)
class ShownContribution:
    """A coordinating body's part in words."""

    id: int
    occurrence_id: int
    body: str
    what: str
    due_on: date
    done_on: date | None
    done_text: str
    late: bool
    clock: str
    level: str
    mine: bool


@dataclass(frozen=True)
class ShownLine:
    """A row of the tree in words."""

    id: int
    code: str
    level: int
    heading: bool
    proposal: bool
    participation: bool
    title: str
    lead: str
    verbatim: str
    coordinating: str
    lead_names: str
    coordinating_names: str
    time: str
    reading: str
    starts_on: date | None
    ends_on: date | None
    product: str
    oddity: str
    percent: int | None
    occurrences: tuple[ShownOccurrence, ...]
    series: tuple[tuple[str, int], ...]
    dates: int


@dataclass(frozen=True)
class ShownProgress:
    """One line of history in words."""

    at: datetime
    who: str
    body: str
    label: str
    occurrence_id: int
    words: str
    basis: str
    text: str


@dataclass(frozen=True)
class ShownTask:
    """A task's page in words."""

    id: int
    line: ShownLine
    plan_title: str
    year: int
    issued_on: date
    occurrences: tuple[ShownOccurrence, ...]
    history: tuple[ShownProgress, ...]
    may_add: bool
    may_postpone: bool
    coordinating: tuple[tuple[int, str], ...]
    contributions: tuple[ShownContribution, ...]


def shown_lines(lines: Sequence[TaskLine], names: Names) -> list[ShownLine]:
    """Return the rows of the tree."""
    return [_line(line, names) for line in lines]


def shown_task(view: TaskView, names: Names) -> ShownTask:
    """Return a task's page."""
    return ShownTask(
        id=view.line.id,
        line=_line(view.line, names),
        plan_title=view.plan.title,
        year=view.plan.year,
        issued_on=view.plan.issued_on,
        occurrences=tuple(
            _occurrence(row, view.moves.get(row.id, ())) for row in view.line.occurrences
        ),
        history=tuple(_progress(step, names) for step in reversed(view.history)),
        may_add=view.may_add,
        may_postpone=view.may_postpone,
        coordinating=tuple(
            (body_id, names.bodies[body_id])
            for body_id in view.line.coordinating_ids
            if body_id in names.bodies
        ),
        contributions=tuple(_contribution(one, names) for one in view.contributions),
    )


def _line(line: TaskLine, names: Names) -> ShownLine:
    series = len(line.occurrences) > DATES_IN_A_ROW
    kept = _most_urgent(line.occurrences) if series else line.occurrences
    counted = Counter(row.state for row in line.occurrences)
    return ShownLine(
        id=line.id,
        code=line.code,
        level=min(line.level, 3),
        heading=line.kind is TaskKind.HEADING,
        proposal=line.kind is TaskKind.PART,
        participation=line.participation,
        title=line.title,
        lead=line.lead_text,
        verbatim=line.lead_verbatim,
        coordinating=line.coordinating_text,
        lead_names=_listed(line.lead_ids, names),
        coordinating_names=_listed(line.coordinating_ids, names),
        time=line.time_text,
        reading=" + ".join(str(TIME_KINDS[kind]) for kind in line.time_kinds),
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        product=line.product,
        oddity=line.oddity,
        percent=line.percent,
        occurrences=tuple(_occurrence(row) for row in kept),
        series=tuple((str(STATES[s]), counted[s]) for s in OccurrenceState if counted[s])
        if series
        else (),
        dates=len(line.occurrences),
    )


def _listed(ids: Sequence[int], names: Names) -> str:
    return ", ".join(names.bodies[body_id] for body_id in ids if body_id in names.bodies)


def _most_urgent(rows: Sequence[OccurrenceView]) -> Sequence[OccurrenceView]:
    """Return the one date of a series that matters today: overdue first, then the next."""
    for pace in _URGENCY:
        found = [row for row in rows if row.clock.pace is pace]
        if found:
            return found[:1]
    return rows[-1:]


def _occurrence(row: OccurrenceView, moves: Sequence[OccurrenceState] = ()) -> ShownOccurrence:
    words, level = clock_words(row.clock)
    if row.clock.pace is Pace.NO_DATE:
        words = ""  # the name of the instance says "all year" already
    return ShownOccurrence(
        id=row.id,
        label=row.label,
        starts_on=row.starts_on,
        due_on=row.due_on,
        state=str(STATES[row.state]),
        state_style=STATE_STYLES[row.state],
        clock=words,
        level=level,
        done_on=row.done_on,
        late=bool(row.was_late),
        running=row.state not in FINISHED,
        steps=tuple(
            ShownStep(move.value, str(_AFTER.get((row.state, move), STEPS[move])))
            # The first is the large button: confirming comes before asking for more.
            for move in sorted(moves, key=lambda move: move is not OccurrenceState.VERIFIED)
        ),
    )


def _contribution(row: ContributionView, names: Names) -> ShownContribution:
    words, level = clock_words(row.clock)
    return ShownContribution(
        id=row.id,
        occurrence_id=row.occurrence_id,
        body=names.bodies.get(row.body_id, ""),
        what=row.what,
        due_on=row.due_on,
        done_on=row.done_on,
        done_text=row.done_text,
        late=bool(row.was_late),
        clock=words,
        level=level,
        mine=row.mine,
    )


def _progress(step: ProgressView, names: Names) -> ShownProgress:
    return ShownProgress(
        at=step.at,
        who=names.people.get(step.actor_id, ""),
        body=names.bodies.get(step.body_id or 0, ""),
        label=step.label,
        occurrence_id=step.occurrence_id,
        words=step_words(step),
        basis=basis_words(step),
        text=step.text,
    )
