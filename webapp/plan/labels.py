"""Words for states, times and clocks, as people read them."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.plan.files.rows import Fault
from webapp.plan.rules import Clock, OccurrenceState, Pace, StepKind
from webapp.plan.views import ProgressView

STATES = {
    OccurrenceState.PLANNED: _l("Not begun"),
    OccurrenceState.ACCEPTED: _l("Accepted by the lead"),
    OccurrenceState.CONTESTED: _l("Contested by the lead"),
    OccurrenceState.IN_PROGRESS: _l("Being carried out"),
    OccurrenceState.BLOCKED: _l("Blocked"),
    OccurrenceState.REPORTED_DONE: _l("Reported done, to be verified"),
    OccurrenceState.VERIFIED: _l("Done, verified"),
    OccurrenceState.CANCELLED: _l("Not to be done"),
    OccurrenceState.SUPERSEDED: _l("Replaced by another"),
}
STATE_STYLES = {
    OccurrenceState.PLANNED: "",
    OccurrenceState.ACCEPTED: "state-go",
    OccurrenceState.CONTESTED: "state-wait",
    OccurrenceState.IN_PROGRESS: "state-go",
    OccurrenceState.BLOCKED: "state-wait",
    OccurrenceState.REPORTED_DONE: "state-wait",
    OccurrenceState.VERIFIED: "state-done",
    OccurrenceState.CANCELLED: "state-stop",
    OccurrenceState.SUPERSEDED: "state-stop",
}
# What a person does to reach a state, as buttons say it.
STEPS = {
    OccurrenceState.PLANNED: _l("Take up again"),
    OccurrenceState.ACCEPTED: _l("Accept it"),
    OccurrenceState.CONTESTED: _l("It is not ours"),
    OccurrenceState.IN_PROGRESS: _l("Begin carrying out"),
    OccurrenceState.BLOCKED: _l("Say what blocks it"),
    OccurrenceState.REPORTED_DONE: _l("Report done"),
    OccurrenceState.VERIFIED: _l("Verify"),
    OccurrenceState.CANCELLED: _l("Drop this date"),
    OccurrenceState.SUPERSEDED: _l("Another date replaces it"),
}
SEND_BACK = _l("Ask for more")
KEEP_ON = _l("It stays with this lead")
GO_ON = _l("Carry on with the work")
# What a use-case says about a field, beyond what all forms say.
SENTENCES = {
    "same_day": _l("This is the date it has already."),
    "unknown": _l("Please choose a coordinating body of this task."),
}

TIME_KINDS = {
    "ca_nam": _l("all year"),
    "ca_nam_suy_ra": _l("all year (inferred)"),
    "thang": _l("in the month"),
    "khoang_thang": _l("over the months"),
    "quy": _l("in the quarter"),
    "moc_han": _l("by a day"),
    "hang_thang": _l("every month"),
    "6_thang": _l("every 6 months"),
    "nam": _l("every year"),
    "dot_xuat": _l("on demand"),
    "ngay_hang_nam": _l("on fixed days of the year"),
    "theo_vu_viec": _l("case by case"),
    "theo_chi_dao": _l("when told from above"),
    "theo_phoi_hop": _l("when other offices propose"),
    "dinh_ky_theo_quy_dinh": _l("regularly, as ruled"),
    "khong_ghi": _l("no time written"),
}

# What does not fit in a plan's files; the place is named beside it.
FAULTS = {
    "file_missing": _l("the file is not there"),
    "unreadable": _l("the file cannot be read"),
    "not_utf8": _l("the file is not saved as UTF-8"),
    "missing_value": _l("the value is missing or has another type"),
    "column_missing": _l("the column is not there"),
    "cells_do_not_fit_columns": _l("the row has more or fewer cells than the head row"),
    "unknown_word": _l("the word is not one of those allowed"),
    "empty": _l("the cell is empty"),
    "not_a_date": _l("not a day written as yyyy-mm-dd"),
    "not_0_or_1": _l("neither 0 nor 1"),
    "ends_before_start": _l("the end lies before the start"),
    "unknown_rule": _l("the recurrence rule is not understood"),
    "number_twice": _l("the number stands twice"),
    "unknown_parent": _l("the item it belongs to does not stand above it"),
    "unknown_lead": _l("no body is named for these words in body-aliases.toml"),
    "unknown_body": _l("no body has this code"),
    "row_vanished": _l("this item was in the plan before; items of a plan are not taken out"),
}


def step_words(step: ProgressView) -> str:
    """Return what happened in one step of an instance, in words."""
    if step.kind is StepKind.POSTPONED:
        days = {"before": _day(step.due_before), "after": _day(step.due_after)}
        return _("Put off from %(before)s to %(after)s", **days)
    return str(STATES[step.to_state])


def basis_words(step: ProgressView) -> str:
    """Return by which decision a step was taken, or who blocks; empty without either."""
    if step.decision:
        return _("By decision %(number)s", number=step.decision)
    return _("In the way: %(who)s", who=step.blocked_by) if step.blocked_by else ""


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else _("no date")


def clock_words(clock: Clock) -> tuple[str, str]:
    """Return a clock in words and its level (ok, soon, over, none); empty when stopped."""
    days = clock.days
    left = ngettext("%(num)s working day left", "%(num)s working days left", days)
    plain = {
        Pace.STOPPED: ("", "none"),
        Pace.NO_DATE: (_l("No date"), "none"),
        Pace.PAST_WHEN_ISSUED: (_l("Past when the plan was issued"), "none"),
        Pace.TODAY: (_l("Due today"), "soon"),
        Pace.LEFT: (left, "ok"),
        Pace.SOON: (left if days else _l("Due before the next working day"), "soon"),
        Pace.OVERDUE: (
            ngettext("%(num)s working day overdue", "%(num)s working days overdue", days)
            if days
            else _l("Overdue since the last working day"),
            "over",
        ),
    }
    words, level = plain[clock.pace]
    return str(words), level


def fault_words(fault: Fault) -> str:
    """Return one line for a person: file, row, column, what does not fit."""
    words = str(FAULTS.get(fault.key, fault.key))
    place = fault.file
    if fault.row is not None:
        place += ", " + _("row %(row)s", row=fault.row)
    if fault.column:
        place += ", " + _("column %(column)s", column=fault.column)
    return f"{place}: {words}" + (f" – «{fault.value}»" if fault.value else "")
