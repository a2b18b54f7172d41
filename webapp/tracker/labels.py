"""Words for cases, as staff read them."""

from __future__ import annotations

from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.plan.labels import STATE_STYLES as OCCURRENCE_STYLES
from webapp.plan.labels import STATES as OCCURRENCE_STATES
from webapp.registration.labels import STATE_LOOK as REGISTRATION_LOOK
from webapp.registration.labels import STATES as REGISTRATION_STATES
from webapp.tracker.rules import CaseBodyRole, CaseState, Decision, DueFilter, NoteKind, ReplyState

KINDS = {"case": _l("Case"), "task": _l("Task"), "registration": _l("Registration")}

STATES = {
    CaseState.OPENED: _l("Waiting to be sent"),
    CaseState.ROUTED: _l("Sent, not yet accepted"),
    CaseState.RETURNED: _l("Sent back by the body"),
    CaseState.ACKNOWLEDGED: _l("Accepted by the body"),
    CaseState.IN_PROGRESS: _l("Being worked on"),
    CaseState.ANSWER_REVIEW: _l("Reply under review"),
    CaseState.ANSWERED: _l("Answered"),
    CaseState.REOPENED: _l("Reopened: a child said not yet"),
    CaseState.CLOSED: _l("Closed"),
}
STATE_STYLES = {
    CaseState.OPENED: "state-wait",
    CaseState.ROUTED: "",
    CaseState.RETURNED: "state-wait",
    CaseState.ACKNOWLEDGED: "state-go",
    CaseState.IN_PROGRESS: "state-go",
    CaseState.ANSWER_REVIEW: "state-wait",
    CaseState.ANSWERED: "state-done",
    CaseState.REOPENED: "state-wait",
    CaseState.CLOSED: "state-stop",
}

# Every state of the list by kind and value, with its words and its style.
ALL_STATES: dict[tuple[str, str], tuple[object, str]] = {
    **{("case", s.value): (words, STATE_STYLES[s]) for s, words in STATES.items()},
    **{("task", s.value): (words, OCCURRENCE_STYLES[s]) for s, words in OCCURRENCE_STATES.items()},
    **{
        ("registration", s.value): (words, f"state-{REGISTRATION_LOOK[s]}")
        for s, words in REGISTRATION_STATES.items()
    },
}

DECISIONS = {
    Decision.WILL_DO: _l("Will be done"),
    Decision.PARTLY: _l("Will be done in part"),
    Decision.WILL_NOT: _l("Cannot be done for now"),
}
# The same as a child reads it under the receipt.
CHILD_DECISIONS = {
    Decision.WILL_DO: _l("It will be done"),
    Decision.PARTLY: _l("A part of it will be done"),
    Decision.WILL_NOT: _l("It cannot be done for now"),
}
ROLES = {
    CaseBodyRole.LEAD: _l("Your body leads this case"),
    CaseBodyRole.COORDINATING: _l("Your body coordinates in this case"),
}
# What a child pressed, as ``reopen`` is told it; never a child's own words.
REOPENINGS = {
    "not_yet": _l("A child answered: not yet"),
    "not_understood": _l("A child answered: I do not understand"),
}
NOTE_KINDS = {NoteKind.NOTE: _l("Note for colleagues"), NoteKind.STEP: _l("Step done")}
REPLY_STATES = {
    ReplyState.DRAFT: _l("Draft"),
    ReplyState.SUBMITTED: _l("Handed in, under review"),
    ReplyState.SENT_BACK: _l("Sent back for a better one"),
    ReplyState.PUBLISHED: _l("Published to the children"),
}
DUE_FILTERS = {DueFilter.OVERDUE: _l("Overdue"), DueFilter.THIS_WEEK: _l("Due this week")}
FINISHED_LABELS = {False: _l("Not finished"), True: _l("Already finished")}
EVERYTHING = _l("Everything")
ALL_KINDS = _l("All kinds")
PARTICIPATION = _l("Only about children taking part")


def from_day(day: date) -> LazyString:
    """Return "from" a day, as a filter on paper says it."""
    return _l("from %(day)s", day=day.strftime("%d/%m/%Y"))


def to_day(day: date) -> LazyString:
    """Return "to" a day, as a filter on paper says it."""
    return _l("to %(day)s", day=day.strftime("%d/%m/%Y"))
