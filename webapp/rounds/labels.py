"""Words of the room that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.rounds.rules import RoundState

STATES: dict[RoundState, LazyString] = {
    RoundState.DRAFT: _l("Being prepared"),
    RoundState.OPEN: _l("Open for answers"),
    RoundState.CLOSED: _l("Closed"),
}
STATE_LOOK: dict[RoundState, str] = {
    RoundState.DRAFT: "wait",
    RoundState.OPEN: "go",
    RoundState.CLOSED: "stop",
}
MISTAKES: dict[str, LazyString] = {
    "no_form": _l("This survey has no published form yet. Publish one first under “Surveys”."),
    "before_opening": _l("The last day lies before the first day."),
    "before_closing": _l("The promised day lies before the last day of the round."),
}
