"""Words of the room's page; papers have their own in ``wording.toml``."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.directory.rules import SchoolLevel
from webapp.feedback.rules import Rating
from webapp.reports.figures.age_groups import OTHER, UNKNOWN
from webapp.reports.figures.cells import Mark
from webapp.reports.rules import Beside, Reached, Reading, Timeliness
from webapp.tracker.rules import CaseState, Decision

# Per table: what it tells, its first column, what is counted.
TABLES: dict[str, tuple[LazyString, LazyString, LazyString]] = {
    "by_survey": (_l("Forms sent, by survey"), _l("Survey"), _l("Forms sent")),
    "by_age": (_l("Forms sent, by age"), _l("Age"), _l("Forms sent")),
    "by_level": (_l("Forms sent, by school level"), _l("School level"), _l("Forms sent")),
    "by_topic": (_l("Opinions by topic"), _l("Topic"), _l("Opinions")),
    "by_state": (_l("Opinions by state"), _l("Opinion state"), _l("Opinions")),
    "fed_back": (
        _l("Opinions whose reply was published this month"),
        _l("Reaching the child"),
        _l("Opinions"),
    ),
    "ratings": (_l("What children say of the replies"), _l("Did it help?"), _l("Answers")),
    "sent_to": (_l("Cases sent this month, by body"), _l("Lead body"), _l("Cases")),
    "answered": (_l("Cases sent this month, by reply"), _l("Reply"), _l("Cases")),
}

_UNKNOWN: dict[str, LazyString] = {
    "by_age": _l("No age given"),
    "by_level": _l("No school given"),
    "by_topic": _l("Not sorted yet"),
    "sent_to": _l("Not sent yet"),
}
LINES: dict[str, LazyString] = {
    SchoolLevel.PRIMARY: _l("Primary school"),
    SchoolLevel.LOWER_SECONDARY: _l("Lower secondary school"),
    SchoolLevel.UPPER_SECONDARY: _l("Upper secondary school"),
    Reading.READING: _l("Being read"),
    Reading.ACCEPTED: _l("Accepted, to be sent on"),
    Reading.NOT_ACCEPTED: _l("Not accepted (the child was told why)"),
    Reading.IN_CASE: _l("Already in a case"),
    Reached.READ: _l("The child has read the reply"),
    Reached.NOT_READ: _l("Published, not opened yet"),
    Rating.YES: _l("Yes, it helped"),
    Rating.NOT_YET: _l("Not yet"),
    Rating.NOT_UNDERSTOOD: _l("I did not understand"),
    Beside.PETITIONS: _l("Complaints and denunciations by law, handed to the competent body"),
    Beside.MEETINGS: _l("Children who asked to be met"),
}
TIMELINESS: dict[str, LazyString] = {
    Timeliness.IN_TIME: _l("Answered in time"),
    Timeliness.LATE: _l("Answered late"),
    Timeliness.NOT_YET: _l("Not answered, within its term"),
    Timeliness.OVERDUE: _l("Not answered, overdue"),
}
TIMELINESS_LOOK: dict[str, str] = {
    Timeliness.IN_TIME: "due-ok",
    Timeliness.LATE: "due-soon",
    Timeliness.NOT_YET: "due-none",
    Timeliness.OVERDUE: "due-over",
}
DECISIONS: dict[str, LazyString] = {
    Decision.WILL_DO: _l("Will be done"),
    Decision.PARTLY: _l("Will be done in part"),
    Decision.WILL_NOT: _l("Will not be done now"),
    Decision.DONE: _l("Done, the body says"),
    Decision.EXPLAINED: _l("Explained"),
    Decision.REFERRED_UP: _l("Passed on to a higher body"),
    Decision.OUT_OF_SCOPE: _l("Not in the commune's power"),
}
STATES: dict[str, LazyString] = {
    CaseState.OPENED: _l("Waiting to be sent on"),
    CaseState.ROUTED: _l("Sent, waiting to be accepted"),
    CaseState.RETURNED: _l("Sent back by the body"),
    CaseState.ACKNOWLEDGED: _l("Accepted by the body"),
    CaseState.IN_PROGRESS: _l("Being worked on"),
    CaseState.WAITING_CHILD: _l("Waiting for the child to say more"),
    CaseState.ANSWER_REVIEW: _l("Đoàn xã is reading the reply"),
    CaseState.ANSWERED: _l("Answered"),
    CaseState.REOPENED: _l("Reopened"),
    CaseState.CLOSED: _l("Finished"),
}


def kept_back(mark: Mark, small: int) -> LazyString:
    """Return the words for a number that is not shown."""
    return _l("fewer than %(small)s", small=small) if mark is Mark.SMALL else _l("not shown")


def at_least(number: str) -> LazyString:
    """Return the words for a sum of which a part is not shown."""
    return _l("at least %(number)s", number=number)


def line_words(table: str, key: str, label: str) -> str | LazyString:
    """Return how the page calls a line of *table*; data keeps its own name."""
    if label:
        return label
    if table == "by_age":
        return _age_words(key)
    if table == "answered":
        return TIMELINESS[key]
    if key in (UNKNOWN, "") and table in _UNKNOWN:
        return _UNKNOWN[table]
    return LINES.get(key, key)


def _age_words(code: str) -> LazyString:
    if code == UNKNOWN:
        return _UNKNOWN["by_age"]
    if code == OTHER:
        return _l("Other ages")
    if code.endswith("+"):
        return _l("%(age)s years and older", age=code[:-1])
    return _l("%(ages)s years", ages=code.replace("-", "–"))
