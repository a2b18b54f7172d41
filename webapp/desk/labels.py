"""Words of the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.desk.first_steps import FirstStep
from webapp.desk.service import Count

COUNTS = {
    Count.CONCERNS_LATE: _l("signs of danger over 12 hours"),
    Count.CONCERNS_OPEN: _l("signs of danger to act on"),
    Count.OPINIONS_LATE: _l("sheets over the time limit"),
    Count.OPINIONS_WAITING: _l("sheets waiting"),
    Count.OPINIONS_WITHOUT_CASE: _l("accepted opinions without a case"),
    Count.CASES_OVERDUE: _l("cases overdue"),
    Count.CASES_RETURNED: _l("cases a body sent back"),
    Count.CASES_TO_ROUTE: _l("cases to send on"),
    Count.REPLIES_TO_REVIEW: _l("replies to review"),
    Count.CASES_NEW: _l("new cases"),
    Count.CASES_SOON: _l("cases due soon"),
    Count.CASES_OPEN: _l("cases not finished"),
    Count.DUE_THIS_WEEK: _l("cases due this week"),
    Count.CASES_REOPENED: _l("cases children reopened"),
    Count.TASKS_OVERDUE: _l("tasks of the plan overdue"),
    Count.TASKS_WAITING: _l("tasks of the plan waiting"),
    Count.SESSIONS_OPEN: _l("class sessions now"),
    Count.FORMS_WRITTEN: _l("forms being written"),
}
KINDS = {"concern": _l("Sign of danger"), "case": _l("Case"), "task": _l("Plan task")}
# What to do first, and the page where it is done; the first round is Đoàn xã's to open.
FIRST_STEPS = {
    FirstStep.COMMUNE: (_l("Enter the commune's name and letterhead"), "directory.directory"),
    FirstStep.SCHOOLS: (_l("Add the schools of the commune"), "directory.schools"),
    FirstStep.CLASSES: (_l("Enter this year's classes of every school"), "directory.schools"),
    FirstStep.CONTACTS: (_l("Enter whom a child can call besides 111"), "directory.contacts"),
    FirstStep.MODERATOR: (
        _l("Add somebody of Đoàn xã who reads the opinions; they choose a password"),
        "accounts.people",
    ),
    FirstStep.PROTECTION: (
        _l("Add the child-protection officer, who alone gets signs of danger"),
        "accounts.people",
    ),
    FirstStep.ROUND: (_l("Đoàn xã opens the first round"), None),
}
