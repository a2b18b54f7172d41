"""My work today: what waits for the person who signed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.desk import service
from webapp.desk.first_steps import StepState
from webapp.desk.items import Count, Detail
from webapp.desk.labels import ALARMS, FIRST_STEPS, KINDS, NEVER, TILES, Tile
from webapp.desk.service import Alarm, Waiting
from webapp.extensions import db
from webapp.plan.labels import clock_words
from webapp.safeguarding.labels import STATE_LOOK as CONCERN_LOOK
from webapp.safeguarding.labels import STATES as CONCERN_STATES
from webapp.safeguarding.labels import clock_words as hours_words
from webapp.safeguarding.rules import ClockReading, ClockState, ConcernState
from webapp.tracker.labels import ALL_STATES
from webapp.web.frames import show_moment
from webapp.web.guards import staff, viewer

_LEVEL = {ClockState.RUNNING: "ok", ClockState.SOON: "soon", ClockState.OVER: "over"}


@staff(Permission.DESK_OPEN)
def today() -> str:
    """Show what waits for this person, most urgent first."""
    person = viewer()
    mail_set = current_app.config["SETTINGS"].mail is not None
    desk = service.desk_of(db.session(), person, clock.today(), clock.now(), mail_set)
    first_steps = [_first_step(one) for one in desk.first_steps]
    alarms = [_alarm(name, desk.alarms[name]) for name in ALARMS if name in desk.alarms]
    return render_template(
        "desk/today.html",
        nothing=not (desk.counts or alarms or desk.quarantined or first_steps),
        day=clock.today(),
        desk=desk,
        first_steps=first_steps,
        alarms=alarms,
        tiles=_tiles(desk.counts),
        rows=[_row(row) for row in desk.rows],
        mixed={"case", "task"} <= {row.kind for row in desk.rows},
        idle=not any(desk.counts.values()),
        overview=url_for("reports.overview") if person.can(Permission.OVERVIEW_VIEW) else None,
    )


def _first_step(one: StepState) -> dict[str, Any]:
    words, endpoint = FIRST_STEPS[one.step]
    address = url_for(endpoint) if endpoint and not one.done else None
    return {"words": words, "done": one.done, "address": address}


def _tiles(counts: Mapping[Count, int]) -> list[dict[str, Any]]:
    """Return the figures in the order of ``TILES``: what is late before it, noughts behind."""
    shown = [_tile(TILES[name], counts[name]) for name in TILES if name in counts]
    return sorted(shown, key=lambda tile: {"over": 0, "nil": 2}.get(tile["level"], 1))


def _tile(tile: Tile, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "words": tile.words,
        "level": tile.level if number else "nil",
        "address": url_for(tile.endpoint, **dict(tile.asked)),  # type: ignore[arg-type]
    }


def _alarm(name: Alarm, detail: Detail) -> dict[str, Any]:
    """Return an alarm in words, with the page where something is done about it."""
    attention = ALARMS[name]
    address = url_for(attention.endpoint, **_asked(detail)) if attention.endpoint else None
    return {
        "words": str(attention.sentence) % {"what": _said(detail)},
        "link": attention.link,
        "address": address,
        "loud": attention.loud,
    }


def _said(detail: Detail) -> str:
    if isinstance(detail, datetime):
        return show_moment(detail)
    if isinstance(detail, date):
        return detail.strftime("%m/%Y")
    return str(NEVER) if detail is None else str(detail)


def _asked(detail: Detail) -> dict[str, Any]:
    """Return what the address of an alarm's page asks for: its month or its year."""
    if isinstance(detail, date) and not isinstance(detail, datetime):
        return {"nam": detail.year, "thang": detail.month}
    return {"nam": detail} if isinstance(detail, int) and detail > clock.today().year - 1 else {}


def _row(row: Waiting) -> dict[str, Any]:
    """Return one line of the desk in words."""
    if isinstance(row.clock, ClockReading):
        state = ConcernState(row.state)
        return {
            "kind": KINDS["concern"],
            "title": _("Received %(moment)s", moment=show_moment(row.since)),
            "number": "",
            "address": url_for("safeguarding.concern", concern_id=row.ref),
            "state": (CONCERN_STATES[state], f"state-{CONCERN_LOOK[state]}"),
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
