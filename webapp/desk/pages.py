"""My work today: what waits for the person who signed in."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.desk import service
from webapp.desk.first_steps import StepState
from webapp.desk.labels import COUNTS, FIRST_STEPS, KINDS
from webapp.desk.service import Count, Waiting
from webapp.extensions import db
from webapp.plan.labels import clock_words
from webapp.safeguarding.labels import STATES as CONCERN_STATES
from webapp.safeguarding.labels import clock_words as hours_words
from webapp.safeguarding.rules import ClockReading, ClockState, ConcernState
from webapp.tracker.labels import ALL_STATES
from webapp.web.guards import staff, viewer

_LATE = {Count.CONCERNS_LATE, Count.OPINIONS_LATE, Count.CASES_OVERDUE, Count.TASKS_OVERDUE}
_SOON = {Count.CASES_SOON, Count.CASES_RETURNED, Count.CONCERNS_OPEN, Count.CASES_REOPENED}
_LEVEL = {ClockState.RUNNING: "ok", ClockState.SOON: "soon", ClockState.OVER: "over"}


@staff(Permission.DESK_OPEN)
def today() -> str:
    """Show what waits for this person, most urgent first."""
    person = viewer()
    desk = service.desk_of(db.session(), person, clock.today(), clock.now())
    notes = (
        desk.quarantined,
        desk.holidays_missing,
        desk.without_password,
        desk.to_sign,
        desk.no_round,
    )
    first_steps = [_first_step(one) for one in desk.first_steps]
    return render_template(
        "desk/today.html",
        nothing=not desk.counts and not any(notes) and not first_steps,
        day=clock.today(),
        desk=desk,
        first_steps=first_steps,
        tiles=[_tile(name, desk.counts[name]) for name in COUNTS if name in desk.counts],
        rows=[_row(row) for row in desk.rows],
    )


def _first_step(one: StepState) -> dict[str, Any]:
    words, endpoint = FIRST_STEPS[one.step]
    address = url_for(endpoint) if endpoint and not one.done else None
    return {"words": words, "done": one.done, "address": address}


def _tile(name: Count, number: int) -> dict[str, Any]:
    level = "over" if name in _LATE else "soon" if name in _SOON else "go"
    return {
        "number": number,
        "words": COUNTS[name],
        "level": level if number else "nil",
        "address": _address(name),
    }


# The tracker's own questions, as its addresses ask them.
_LISTS: dict[Count, dict[str, Any]] = {
    Count.CASES_OVERDUE: {"loai": "case", "han": "qua-han"},
    Count.CASES_OPEN: {"loai": "case", "trangthai": "chua-xong"},
    Count.DUE_THIS_WEEK: {"loai": "case", "han": "tuan-nay"},
    Count.TASKS_OVERDUE: {"loai": "task", "han": "qua-han"},
    Count.CASES_TO_ROUTE: {"trangthai": "case.opened"},
    Count.CASES_RETURNED: {"trangthai": "case.returned"},
    Count.CASES_REOPENED: {"trangthai": "case.reopened"},
    Count.REPLIES_TO_REVIEW: {"trangthai": "case.answer_review"},
    Count.CASES_NEW: {"trangthai": "case.routed"},
    Count.CASES_SOON: {"loai": "case", "trangthai": "chua-xong"},
}
_PAGES = {
    Count.CONCERNS_OPEN: "safeguarding.concerns",
    Count.CONCERNS_LATE: "safeguarding.concerns",
    Count.OPINIONS_WAITING: "moderation.queue",
    Count.SESSIONS_OPEN: "rounds.rounds",
    Count.TASKS_WAITING: "plan.plan",
    Count.FORMS_WRITTEN: "authoring.all_surveys",
}


_QUEUES: dict[Count, dict[str, Any]] = {
    Count.OPINIONS_LATE: {"han": "late"},
    Count.OPINIONS_WITHOUT_CASE: {"trang-thai": "without_case"},
}


def _address(name: Count) -> str:
    """Return where the things that *name* counts are listed."""
    if name in _QUEUES:
        return url_for("moderation.queue", **_QUEUES[name])
    if name in _PAGES:
        return url_for(_PAGES[name])
    return url_for("tracker.tracker", **_LISTS[name])


def _row(row: Waiting) -> dict[str, Any]:
    """Return one line of the desk in words."""
    if isinstance(row.clock, ClockReading):
        return {
            "kind": KINDS["concern"],
            "title": KINDS["concern"],
            "number": "",
            "address": url_for("safeguarding.concern", concern_id=row.ref),
            "state": (CONCERN_STATES[ConcernState(row.state)], "state-wait"),
            "due": (hours_words(row.clock), _LEVEL.get(row.clock.state, "none")),
        }
    if row.kind == "case":
        address = url_for("tracker.case", case_id=row.ref)
    else:
        address = url_for("plan.occurrence", occurrence_id=row.ref)
    return {
        "kind": KINDS[row.kind],
        "title": row.title,
        "number": row.number,
        "address": address,
        "state": ALL_STATES[(row.kind, row.state)],
        "due": clock_words(row.clock),
    }
