"""Words for kinds, levels, settings and faults of the directory."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.directory.class_list import CellFault
from webapp.directory.rules import BodyKind, DayKind, SchoolLevel

KIND_LABELS = {
    BodyKind.OFFICE: _l("Office of the commune"),
    BodyKind.YOUTH_UNION: _l("Youth Union"),
    BodyKind.UNION: _l("Front, union"),
    BodyKind.SCHOOL: _l("School"),
    BodyKind.VILLAGE: _l("Village"),
    BodyKind.COLLECTIVE: _l("Several together (takes no cases)"),
    BodyKind.OUTSIDE: _l("Outside the commune"),
}
LEVEL_LABELS = {
    SchoolLevel.PRIMARY: _l("Primary school"),
    SchoolLevel.LOWER_SECONDARY: _l("Lower secondary school"),
    SchoolLevel.UPPER_SECONDARY: _l("Upper secondary school"),
}
DAY_LABELS = {
    DayKind.OFF: _l("day off"),
    DayKind.WORKED: _l("worked instead of another day"),
}

# Name, whether it is law, what it means; in the order of the page.
SETTING_LABELS = {
    "school_reply_days": (
        _l("A school replies within (working days)"),
        _l("Law: at most 7 working days (Decree 56/2017, article 53.2)."),
    ),
    "moderation_days": (
        _l("Youth Union reads an opinion within (working days)"),
        _l("Internal time limit."),
    ),
    "reply_days": (_l("Other bodies reply within (working days)"), _l("Internal time limit.")),
    "publication_days": (
        _l("Youth Union checks and publishes a reply within (working days)"),
        _l("Internal time limit."),
    ),
    "petition_days": (
        _l("A complaint or denunciation is handed to the competent body within (working days)"),
        _l("Internal time limit."),
    ),
    "meeting_days": (
        _l("A child who asks to be met is met within (working days)"),
        _l("Internal time limit."),
    ),
    "meeting_keep_days": (
        _l("What a child wrote to be met is forgotten after (days)"),
        _l("Counted from the meeting. Who met the child and when is kept."),
    ),
    "notice_keep_days": (
        _l("Notices are deleted after (days)"),
        _l("They only say that something waited. What was done stays in the log."),
    ),
    "question_days": (
        _l("A child has time to answer a question (working days)"),
        _l("Then the clocks run again without an answer."),
    ),
    "small_group": (
        _l("Smallest group shown in a summary"),
        _l("At least 5: children in a smaller group could be recognised."),
    ),
    "age_groups": (
        _l("Age groups of a summary"),
        _l("Separated by spaces, for example: 6-9 10 11-13 14-15 16+"),
    ),
    "province_hotline": (
        _l("Child-protection hotline of the province"),
        _l("Children see it on the help page. Please ring it before you enter it."),
    ),
}

SENTENCES = {
    "before_present": _l("This day lies before the first day of the present name."),
    "faulty_lines": _l("Please correct the marked lines; nothing was saved."),
    "no_number": _l("Please enter a whole number."),
    "days": _l("Please enter a number of days from 1 to 60."),
    "law": _l("The law gives a school at most 7 working days; please enter 1 to 7."),
    "notice_days": _l("Please enter a number of days from 120 to 730."),
    "small_group": _l("Please enter a number from 5 to 30."),
    "age_groups": _l("Please write groups such as: 6-9 10 11-13 14-15 16+"),
}

CELL_SENTENCES = {
    CellFault.NAME_MISSING: _l("the name is missing"),
    CellFault.NAME_TOO_LONG: _l("the name is too long"),
    CellFault.NO_GRADE: _l("begins with no grade from 1 to 12"),
    CellFault.OTHER_LEVEL: _l("is not a class of this school's level"),
    CellFault.TWICE: _l("stands twice in the list"),
    CellFault.PUPILS: _l("is not a number of pupils from 1 to 80"),
    CellFault.TOO_MANY_CELLS: _l("more than two columns"),
}


def sentences(faults: dict[str, str]) -> dict[str, str]:
    """Return *faults* with their keys made words; others are known to all rooms."""
    return {name: str(SENTENCES.get(key, key)) for name, key in faults.items()}


def time_left(working_days: int) -> tuple[str, str]:
    """Return the working days up to a last day in words, and their level for ``macros.due``."""
    if working_days < 0:
        late = -working_days
        words = ngettext("Overdue by %(num)d working day", "Overdue by %(num)d working days", late)
        return words, "over"
    if working_days == 0:
        return _("Due today"), "soon"
    words = ngettext("%(num)d working day left", "%(num)d working days left", working_days)
    return words, "soon" if working_days == 1 else "ok"
