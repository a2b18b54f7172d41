"""Words of the room that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.safeguarding.handling.hints import Kind
from webapp.safeguarding.lexicon.current import SHIPPED_NUMBER
from webapp.safeguarding.papers.checking import PaperFault
from webapp.safeguarding.rules import (
    Clock,
    ClockReading,
    ClockState,
    ConcernState,
    HandedBy,
    NoticeWhy,
    Receiver,
)
from webapp.surveykit import Role

STATES: dict[ConcernState, LazyString] = {
    ConcernState.NEW: _l("New"),
    ConcernState.ACKNOWLEDGED: _l("Taken over"),
    ConcernState.ASSESSED_URGENT: _l("Assessed: serious danger"),
    ConcernState.ASSESSED: _l("Assessed: not serious"),
    ConcernState.ACTING: _l("Being acted on"),
    ConcernState.HANDED_OVER: _l("Handed over"),
    ConcernState.PLANNED: _l("Plan submitted"),
    ConcernState.APPROVED: _l("Plan approved"),
    ConcernState.REVIEWED: _l("Plan reviewed"),
    ConcernState.RELEASED: _l("No danger: given to the moderators"),
    ConcernState.CLOSED: _l("Finished"),
}
STATE_LOOK: dict[ConcernState, str] = {
    ConcernState.NEW: "wait",
    ConcernState.ACKNOWLEDGED: "wait",
    ConcernState.ASSESSED_URGENT: "wait",
    ConcernState.ASSESSED: "go",
    ConcernState.ACTING: "go",
    ConcernState.HANDED_OVER: "go",
    ConcernState.PLANNED: "go",
    ConcernState.APPROVED: "go",
    ConcernState.REVIEWED: "go",
    ConcernState.RELEASED: "stop",
    ConcernState.CLOSED: "done",
}
CLOCKS: dict[Clock, LazyString] = {
    Clock.ACKNOWLEDGE: _l("Somebody takes it over"),
    Clock.EMERGENCY: _l("Emergency measures"),
    Clock.PLAN: _l("Support plan submitted"),
    Clock.APPROVAL: _l("Plan approved"),
}
CLOCK_TERMS: dict[Clock, LazyString] = {
    Clock.ACKNOWLEDGE: _l("30 minutes, our own rule"),
    Clock.EMERGENCY: _l("12 hours, Articles 26 and 31"),
    Clock.PLAN: _l("5 working days, Article 28"),
    Clock.APPROVAL: _l("2 working days, Article 28"),
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
WHYS: dict[NoticeWhy, LazyString] = {
    NoticeWhy.RAISED: _l("told at once"),
    NoticeWhy.UNANSWERED: _l("nobody had taken it over"),
    NoticeWhy.EMERGENCY_NEAR: _l("the 12 hours come to an end"),
    NoticeWhy.EMERGENCY_OVER: _l("the 12 hours are over"),
    NoticeWhy.PLAN_OVER: _l("the plan is late"),
    NoticeWhy.APPROVAL_OVER: _l("the approval is late"),
    NoticeWhy.UNSEALING: _l("asked to open who the child is"),
    NoticeWhy.EXCLUDED: _l("somebody else was excluded"),
    NoticeWhy.NOBODY_LEFT: _l("nobody else was left; learnt no content"),
}
RECEIVERS: dict[Receiver, LazyString] = {
    Receiver.LINE_111: _l("National line 111"),
    Receiver.POLICE: _l("Police"),
    Receiver.COMMITTEE: _l("People’s Committee of the commune"),
    Receiver.OTHER: _l("Somebody else"),
}
WAYS: dict[HandedBy, LazyString] = {
    HandedBy.PHONE: _l("by phone"),
    HandedBy.IN_PERSON: _l("in person"),
    HandedBy.PAPER: _l("on paper"),
    HandedBy.OFFICIAL_NETWORK: _l("by the office’s document network"),
}
KINDS: dict[Kind, LazyString] = {
    Kind.TEACHER: _l("a teacher or somebody of the school"),
    Kind.YOUTH_UNION: _l("somebody of the Youth Union"),
    Kind.POLICE: _l("the police"),
    Kind.OFFICIAL: _l("somebody of the commune"),
    Kind.FAMILY: _l("the family or a neighbour"),
}
PAPER_FAULTS: dict[PaperFault, LazyString] = {
    PaperFault.NOT_WORD: _l("This is no Word document (.docx)."),
    PaperFault.TOO_LARGE: _l("The file is too large: at most 900 kB."),
    PaperFault.MACROS: _l("The file holds macros or embedded programs and is not taken."),
    PaperFault.OUTSIDE: _l("The file loads something from elsewhere and is not taken."),
    PaperFault.UNKNOWN_NAMES: _l("The file asks for names we do not know:"),
    PaperFault.BROKEN_TAGS: _l("A tag between double braces is not complete, or is not allowed."),
}
WEEKDAYS: tuple[LazyString, ...] = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)


def lexicon_words(version: str) -> str:
    """Name the word list that raised a concern: its number, then what it was made from."""
    number, _dot, made_from = version.partition(" · ")
    if number == str(SHIPPED_NUMBER):
        return _("The word list that came with Em nói (%(made)s)", made=made_from)
    return _("Word list %(number)s", number=number)


def receiver_words(receiver: Receiver, place: str) -> str:
    """Name where a concern was handed to; the place often repeats what kind it is."""
    kind = str(RECEIVERS[receiver])
    return place if place.casefold().startswith(kind.casefold()) else f"{kind}: {place}"


def clock_words(reading: ClockReading, clock: Clock = Clock.EMERGENCY) -> str:
    """Return how a clock stands, in words; *clock* says what was done in its time."""
    if reading.due_on is not None:
        return _day_words(reading)
    span = _span(reading)
    if reading.state in {ClockState.RUNNING, ClockState.SOON}:
        return _("%(span)s left", span=span)
    if reading.state is ClockState.OVER:
        return _("over by %(span)s", span=span)
    if clock is Clock.ACKNOWLEDGE:
        return _taken_over(reading, span)
    if reading.state is ClockState.MET:
        return _("acted on after %(span)s", span=span)
    return _("acted on late, after %(span)s", span=span)


def _taken_over(reading: ClockReading, span: str) -> str:
    if reading.state is ClockState.MET:
        return _("taken over after %(span)s", span=span)
    return _("taken over late, after %(span)s", span=span)


def _span(reading: ClockReading) -> str:
    """Return how long that is, without a nought: 20 min, 4 h, 2 h 5 min."""
    if not reading.hours:
        return _("%(minutes)s min", minutes=reading.minutes)
    if not reading.minutes:
        return _("%(hours)s h", hours=reading.hours)
    return _("%(hours)s h %(minutes)s min", hours=reading.hours, minutes=reading.minutes)


def _day_words(reading: ClockReading) -> str:
    day = reading.due_on.strftime("%d/%m/%Y") if reading.due_on else ""
    if reading.state in {ClockState.RUNNING, ClockState.SOON}:
        return _("until the end of %(day)s", day=day)
    if reading.state is ClockState.OVER:
        return _("late since %(day)s", day=day)
    if reading.state is ClockState.MET:
        return _("done in time (%(day)s)", day=day)
    return _("done late (was due %(day)s)", day=day)


IDENTITY: dict[str, LazyString] = {
    "school": _l("School"),
    "class": _l("Class"),
    Role.CHILD_NAME: _l("Name"),
    Role.CHILD_NICKNAME: _l("Nickname"),
    Role.BIRTH_DATE: _l("Born"),
    Role.VILLAGE: _l("Village"),
    Role.SCHOOL: _l("School as written"),
    Role.CLASS: _l("Class as written"),
    Role.GUARDIAN_NAME: _l("Guardian"),
    Role.GUARDIAN_RELATION: _l("Relation"),
    Role.GUARDIAN_PHONE: _l("Phone of the guardian"),
    Role.GUARDIAN_EMAIL: _l("E-mail of the guardian"),
    Role.PICKUP_PERSON: _l("Who picks the child up"),
    Role.SUPPORT_NEED: _l("Support needed"),
    Role.HEALTH: _l("Health"),
}
