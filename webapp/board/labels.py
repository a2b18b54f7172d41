"""Words of the room that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.board.rules import Crowd, EntryState

CROWDS: dict[Crowd, LazyString] = {
    Crowd.FEW: _l("a few children"),
    Crowd.SOME: _l("fewer than 10 children"),
    Crowd.TENS: _l("10 children or more"),
    Crowd.DOZENS: _l("20 children or more"),
    Crowd.MANY: _l("50 children or more"),
}
STATES: dict[EntryState | None, LazyString] = {
    None: _l("Not decided yet"),
    EntryState.POSTED: _l("On the board"),
    EntryState.KEPT_BACK: _l("Not put on the board"),
    EntryState.TAKEN_DOWN: _l("Taken down"),
}
STATE_LOOK: dict[EntryState | None, str] = {
    None: "wait",
    EntryState.POSTED: "done",
    EntryState.KEPT_BACK: "stop",
    EntryState.TAKEN_DOWN: "stop",
}
# What a use-case says about a field, beyond what all forms say.
SENTENCES: dict[str, LazyString] = {
    "identifies": _l(
        "Some words may tell who somebody is. Change them, or tick that you have looked."
    ),
    "not_these": _l("At most three of the offered texts can be quoted."),
}
