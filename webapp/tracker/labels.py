"""Words for cases, as staff read them."""

from __future__ import annotations

from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from webapp.plan.labels import STATE_STYLES as OCCURRENCE_STYLES
from webapp.plan.labels import STATES as OCCURRENCE_STATES
from webapp.registration.labels import STATE_LOOK as REGISTRATION_LOOK
from webapp.registration.labels import STATES as REGISTRATION_STATES
from webapp.tracker.clocks.spans import Turn
from webapp.tracker.routing.labels import why_words
from webapp.tracker.rules import (
    ESCALATED,
    NO_ANSWER,
    CaseBodyRole,
    CaseState,
    Closing,
    Decision,
    DueFilter,
    ExtensionReason,
    NoteKind,
    ReplyState,
    TermKind,
)

KINDS = {"case": _l("Case"), "task": _l("Task"), "registration": _l("Registration")}

STATES = {
    CaseState.OPENED: _l("Waiting to be sent"),
    CaseState.ROUTED: _l("Sent, not yet accepted"),
    CaseState.RETURNED: _l("Sent back by the body"),
    CaseState.ACKNOWLEDGED: _l("Accepted by the body"),
    CaseState.IN_PROGRESS: _l("Being worked on"),
    CaseState.WAITING_CHILD: _l("Waiting for a child's answer"),
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
    CaseState.WAITING_CHILD: "state-wait",
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

# What the body says; that a child agrees is another matter ("confirmed").
DECISIONS = {
    Decision.DONE: _l("Done, the body says"),
    Decision.WILL_DO: _l("Will be done"),
    Decision.PARTLY: _l("Will be done in part"),
    Decision.EXPLAINED: _l("Explained"),
    Decision.WILL_NOT: _l("Cannot be done for now"),
    Decision.REFERRED_UP: _l("Passed on to a higher body"),
    Decision.OUT_OF_SCOPE: _l("Not for the commune to decide"),
}
# The same as a child reads it under the receipt.
CHILD_DECISIONS = {
    Decision.DONE: _l("They say it has been done"),
    Decision.WILL_DO: _l("It will be done"),
    Decision.PARTLY: _l("A part of it will be done"),
    Decision.EXPLAINED: _l("They explain it to you"),
    Decision.WILL_NOT: _l("It cannot be done for now"),
    Decision.REFERRED_UP: _l("It was sent to those who can decide it"),
    Decision.OUT_OF_SCOPE: _l("The commune cannot decide this"),
}
CLOSINGS = {
    Closing.CONFIRMED: _l("The children agree"),
    Closing.NO_ANSWER: _l("The children were told and did not answer"),
    Closing.UNREACHABLE: _l("The children could not be reached"),
    Closing.WITHDRAWN: _l("The children took it back"),
    Closing.REFERRED_UP: _l("A higher body decides"),
}
TURNS = {
    Turn.MODERATORS: _l("Đoàn xã looks for a body"),
    Turn.BODY: _l("The body works"),
    Turn.CHILD: _l("Waiting for a child's answer"),
    Turn.PUBLICATION: _l("Đoàn xã reads the reply and publishes it"),
}
TERMS = {
    TermKind.ROUTED: _l("Term set"),
    TermKind.EXTENDED: _l("More days taken by the body"),
    TermKind.WAITED: _l("Days of waiting for the child given back"),
    TermKind.REVIEWED: _l("Days of reading the reply given back"),
    TermKind.REOPENED: _l("New term after a child's answer"),
    TermKind.BY_LEADER: _l("Day set by the leader"),
}
EXTENSION_REASONS = {
    ExtensionReason.SEE_THE_PLACE: _l("must go and see the place"),
    ExtensionReason.ASK_OTHERS: _l("must ask other bodies"),
    ExtensionReason.FIND_MONEY: _l("must find the money"),
    ExtensionReason.WEATHER: _l("weather or an urgent matter"),
    ExtensionReason.OTHER: _l("another reason"),
}
# The same as a child reads it under the receipt: "They need more time, because …".
CHILD_EXTENSIONS = {
    ExtensionReason.SEE_THE_PLACE: _l("they want to go and see it with their own eyes"),
    ExtensionReason.ASK_OTHERS: _l("they must ask other people first"),
    ExtensionReason.FIND_MONEY: _l("they must find the money first"),
    ExtensionReason.WEATHER: _l("storm, rain or something urgent came in between"),
    ExtensionReason.OTHER: _l("the matter needs more time"),
}
BY_LAW = _l("by law")
# Every term that no law sets is called what it is, wherever its day is shown.
INTERNAL_TERM = _l("internal time limit")
ROLES = {
    CaseBodyRole.LEAD: _l("Your body leads this case"),
    CaseBodyRole.COORDINATING: _l("Your body coordinates in this case"),
}
# What a child pressed, as ``reopen`` is told it; never a child's own words.
REOPENINGS = {
    "not_yet": _l("A child answered: not yet"),
    "not_understood": _l("A child answered: I do not understand"),
    ESCALATED: _l("Laid before the commune's leader: a child said not yet a second time"),
    NO_ANSWER: _l("The child has not answered in time; the work goes on"),
}
NOTE_KINDS = {
    NoteKind.NOTE: _l("Note for colleagues"),
    NoteKind.STEP: _l("Step done"),
    NoteKind.INSTRUCTION: _l("Instruction of the leader"),
}
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


# Why a body is proposed, from ``service.Route.why``.
ROUTE_WHY = why_words


def term_words(by_law: bool) -> LazyString:
    """Return whether the law or the commune sets a term."""
    return BY_LAW if by_law else INTERNAL_TERM


def days_words(days: int) -> str:
    """Return working days in words."""
    return ngettext("%(num)s working day", "%(num)s working days", days)
