"""Words of the room: whom a child may wish for, states, what is wrong with a field."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.meetings.rules import MeetingState, Wish

# As the child reads them.
WISHES = {
    Wish.ANYBODY: _l("Anybody who can help me"),
    Wish.YOUTH_UNION: _l("Somebody of Đoàn xã"),
    Wish.ADVICE_CLUB: _l("Somebody of the children's advice club"),
    Wish.TEACHER: _l("A teacher"),
    Wish.PROTECTION: _l("The person who protects children"),
}
STATES = {
    MeetingState.WAITING: _l("Waits for somebody"),
    MeetingState.TAKEN: _l("Taken over"),
    MeetingState.MET: _l("The child was met"),
    MeetingState.NOT_FOUND: _l("The child was not found"),
    MeetingState.HANDED_ON: _l("Handed to the protection officer"),
}
STATE_LOOK = {
    MeetingState.WAITING: "wait",
    MeetingState.TAKEN: "go",
    MeetingState.MET: "done",
    MeetingState.NOT_FOUND: "stop",
    MeetingState.HANDED_ON: "done",
}


def child_sentence(problem: str) -> str:
    """Return what a child is told about a field."""
    if problem == "too_long":
        return _("This is a little long. A few words are enough.")
    return _("Write a few words here, so that somebody can come to you.")
