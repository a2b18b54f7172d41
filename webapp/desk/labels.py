"""Words and addresses of the desk: one line for each figure and each alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from webapp.desk.first_steps import FirstStep
from webapp.desk.items import Alarm, Count


@dataclass(frozen=True)
class Tile:
    """How a figure reads, how loud it is, and where the things it counts are listed."""

    words: Any
    level: str
    endpoint: str
    asked: tuple[tuple[str, str], ...] = ()


def _cases(words: Any, level: str, **asked: str) -> Tile:
    return Tile(words, level, "tracker.tracker", tuple(asked.items()))


_C = Count
# In the order in which they stand on the desk: what is late and dangerous first.
TILES: dict[Count, Tile] = {
    _C.CONCERNS_LATE: Tile(
        _l("signs of danger over a time limit"), "over", "safeguarding.concerns"
    ),
    _C.CONCERNS_OPEN: Tile(_l("signs of danger to act on"), "soon", "safeguarding.concerns"),
    _C.CASES_ESCALATED: Tile(
        _l("cases children found unanswered twice"), "over", "tracker.escalated"
    ),
    _C.OPINIONS_LATE: Tile(
        _l("sheets over the time limit"), "over", "moderation.queue", (("han", "late"),)
    ),
    _C.MEETINGS_LATE: Tile(
        _l("children not met within the internal time limit"), "over", "meetings.meetings"
    ),
    _C.PETITIONS_LATE: Tile(
        _l("complaints over the internal time limit"), "over", "petitions.petitions"
    ),
    _C.WORDS_TO_AGREE: Tile(
        _l("change of the words of danger to agree to"), "soon", "safeguarding.lexicon_agreeing"
    ),
    _C.MEETINGS_WAITING: Tile(_l("children who want to be met"), "soon", "meetings.meetings"),
    _C.PETITIONS_WAITING: Tile(_l("complaints to hand on"), "soon", "petitions.petitions"),
    _C.OPINIONS_WAITING: Tile(_l("sheets waiting"), "go", "moderation.queue"),
    _C.REFUSALS_TO_READ: Tile(
        _l("refusals to read a second time"), "soon", "moderation.second_reading"
    ),
    _C.QUESTIONS_TO_READ: Tile(
        _l("questions to children to read first"), "soon", "feedback.questions"
    ),
    _C.OPINIONS_WITHOUT_CASE: Tile(
        _l("accepted opinions without a case"),
        "go",
        "moderation.queue",
        (("trang-thai", "without_case"),),
    ),
    _C.CASES_OVERDUE: _cases(_l("cases overdue"), "over", loai="case", han="qua-han"),
    _C.CASES_RETURNED: _cases(_l("cases a body sent back"), "soon", trangthai="case.returned"),
    _C.CASES_TO_ROUTE: _cases(_l("cases to send on"), "go", trangthai="case.opened"),
    _C.REPLIES_TO_REVIEW: _cases(_l("replies to review"), "go", trangthai="case.answer_review"),
    _C.CASES_NEW: _cases(_l("new cases"), "go", trangthai="case.routed"),
    _C.CASES_SOON: _cases(_l("cases due soon"), "soon", loai="case", trangthai="chua-xong"),
    _C.CASES_OPEN: _cases(_l("cases not finished"), "go", loai="case", trangthai="chua-xong"),
    _C.DUE_THIS_WEEK: _cases(_l("cases due this week"), "go", loai="case", han="tuan-nay"),
    _C.CASES_REOPENED: _cases(_l("cases children reopened"), "soon", trangthai="case.reopened"),
    _C.PROMISES_DUE: Tile(_l("promises whose day has come"), "soon", "feedback.promises"),
    _C.PROMISES_REPORTED: Tile(_l("reports about promises to check"), "soon", "feedback.promises"),
    _C.TICKETS_TO_READ: Tile(_l("classes to read a reply to"), "soon", "feedback.overview"),
    _C.BOARD_WAITING: Tile(_l("replies to show on the board or not"), "go", "board.all_entries"),
    _C.TASKS_OVERDUE: Tile(
        _l("tasks of the plan overdue"),
        "over",
        "tracker.tracker",
        (("loai", "task"), ("han", "qua-han")),
    ),
    _C.TASKS_WAITING: Tile(_l("tasks of the plan waiting"), "go", "plan.plan"),
    _C.SESSIONS_OPEN: Tile(_l("class sessions now"), "go", "rounds.rounds"),
    _C.FORMS_WRITTEN: Tile(_l("forms being written"), "go", "authoring.all_surveys"),
}


@dataclass(frozen=True)
class Attention:
    """What an alarm says, and the page where something is done about it.

    The sentence may name its detail as ``%(what)s``.
    """

    sentence: Any
    link: Any = None
    endpoint: str = ""
    loud: bool = False


ALARMS: dict[Alarm, Attention] = {
    Alarm.DUTIES_STOPPED: Attention(
        _l(
            "Reminders, time limits and mail have not run since %(what)s. Start Em nói again, or "
            "let the computer's scheduler call them."
        ),
        loud=True,
    ),
    Alarm.DUTIES_FAILING: Attention(
        _l(
            "Things that must happen by themselves and fail: %(what)s. The log of the program "
            "names them; all others run."
        ),
        loud=True,
    ),
    Alarm.SOMEBODY_NEEDED: Attention(
        _l(
            "Something urgent waits for a child-protection officer, and nobody can take it. "
            "Please have somebody else given the role today; in doubt call 111."
        ),
        loud=True,
    ),
    Alarm.ON_CALL_SHORT: Attention(
        _l(
            "Fewer than two people are on call for signs of danger. The child-protection officer "
            "enters them."
        ),
        loud=True,
    ),
    Alarm.MAIL_SERVER_DOWN: Attention(
        _l("The mail server has not answered since %(what)s."), _l("Look at it"), "outbox.mine"
    ),
    Alarm.MAIL_FAILING: Attention(
        _l("People whom no mail reaches: %(what)s."), _l("Look at it"), "outbox.mine"
    ),
    Alarm.MAIL_NOT_SET: Attention(
        _l("No mail server is set up: people are told on their desk only."),
        _l("How it is set up"),
        "outbox.mine",
    ),
    Alarm.HOLIDAYS_MISSING: Attention(
        _l(
            "The holidays of %(what)s are missing or still provisional. Time limits that reach "
            "into them may be counted wrongly."
        ),
        _l("Enter the holidays"),
        "directory.days",
    ),
    Alarm.WITHOUT_PASSWORD: Attention(
        _l("People who have not chosen a password yet: %(what)s."),
        _l("Look at the people"),
        "accounts.people",
    ),
    Alarm.NO_ROUND: Attention(
        _l("No round is open today, so no child can send anything."),
        _l("Look at the rounds"),
        "rounds.rounds",
    ),
    Alarm.TO_SIGN: Attention(
        _l("The summary of %(what)s waits for your signature."), _l("Read it"), "reports.summary"
    ),
}
NEVER = _l("the first start")
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
