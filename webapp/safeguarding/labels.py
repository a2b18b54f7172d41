"""Words of the room that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.safeguarding.rules import ClockReading, ClockState, ConcernState

STATES: dict[ConcernState, LazyString] = {
    ConcernState.NEW: _l("New"),
    ConcernState.ACKNOWLEDGED: _l("Taken over"),
    ConcernState.ACTING: _l("Being acted on"),
    ConcernState.HANDED_OVER: _l("Handed over"),
    ConcernState.RELEASED: _l("No danger: given to the moderators"),
    ConcernState.CLOSED: _l("Finished"),
}
STATE_LOOK: dict[ConcernState, str] = {
    ConcernState.NEW: "wait",
    ConcernState.ACKNOWLEDGED: "wait",
    ConcernState.ACTING: "go",
    ConcernState.HANDED_OVER: "go",
    ConcernState.RELEASED: "stop",
    ConcernState.CLOSED: "done",
}
CLOCK_LOOK: dict[ClockState, str] = {
    ClockState.RUNNING: "ok",
    ClockState.SOON: "soon",
    ClockState.OVER: "over",
    ClockState.MET: "none",
    ClockState.MET_LATE: "over",
}
# Reasons that do not come from the lexicon, whose titles are data.
OTHER_REASONS: dict[str, LazyString] = {
    "protected_topic": _l("The child chose a topic of the protection channel"),
    "moderator": _l("A moderator recognised a danger"),
}


def clock_words(reading: ClockReading) -> str:
    """Return how the twelve hours stand, in words."""
    values = {"hours": reading.hours, "minutes": reading.minutes}
    if reading.state in {ClockState.RUNNING, ClockState.SOON}:
        return _("%(hours)s h %(minutes)s min left", **values)
    if reading.state is ClockState.OVER:
        return _("over by %(hours)s h %(minutes)s min", **values)
    if reading.state is ClockState.MET:
        return _("acted on after %(hours)s h %(minutes)s min", **values)
    return _("acted on late, after %(hours)s h %(minutes)s min", **values)
