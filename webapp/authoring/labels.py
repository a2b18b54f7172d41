"""Words of the authoring desk that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.authoring.rules import DraftState, Step

KINDS: dict[str, LazyString] = {
    "opinion": _l("Opinions"),
    "registration": _l("Registration"),
    "poll": _l("Poll"),
}
STATES: dict[DraftState, LazyString] = {
    DraftState.OPEN: _l("Being written"),
    DraftState.PUBLISHED: _l("Published"),
    DraftState.DROPPED: _l("Put away"),
}
STATE_LOOK: dict[DraftState, str] = {
    DraftState.OPEN: "wait",
    DraftState.PUBLISHED: "done",
    DraftState.DROPPED: "stop",
}
STEPS: dict[Step, LazyString] = {
    Step.UPLOADED: _l("Uploaded"),
    Step.STARTED: _l("Begun"),
    Step.EDITED: _l("Edited in the browser"),
    Step.TAKEN_BACK: _l("Taken back up"),
    Step.PUBLISHED: _l("Published"),
    Step.DROPPED: _l("Put away"),
}
LEVELS: dict[str, LazyString] = {
    "error": _l("error"),
    "warning": _l("warning"),
    "advice": _l("advice"),
}
