"""What a desk is made of: figures, things that wait, attention, open rounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from webapp.desk.first_steps import StepState
from webapp.plan.rules import Clock
from webapp.safeguarding.rules import ClockReading


class Count(StrEnum):
    """A figure of the desk; its words and its address are the page's."""

    CONCERNS_LATE = "concerns_late"
    CONCERNS_OPEN = "concerns_open"
    OPINIONS_LATE = "opinions_late"
    OPINIONS_WAITING = "opinions_waiting"
    OPINIONS_WITHOUT_CASE = "opinions_without_case"
    REFUSALS_TO_READ = "refusals_to_read"
    QUESTIONS_TO_READ = "questions_to_read"
    CASES_ESCALATED = "cases_escalated"
    CASES_OVERDUE = "cases_overdue"
    CASES_RETURNED = "cases_returned"
    CASES_TO_ROUTE = "cases_to_route"
    REPLIES_TO_REVIEW = "replies_to_review"
    CASES_NEW = "cases_new"
    CASES_SOON = "cases_soon"
    CASES_OPEN = "cases_open"
    DUE_THIS_WEEK = "due_this_week"
    CASES_REOPENED = "cases_reopened"
    PROMISES_DUE = "promises_due"
    PROMISES_REPORTED = "promises_reported"
    TICKETS_TO_READ = "tickets_to_read"
    WORDS_TO_AGREE = "words_to_agree"
    MEETINGS_LATE = "meetings_late"
    PETITIONS_LATE = "petitions_late"
    MEETINGS_WAITING = "meetings_waiting"
    PETITIONS_WAITING = "petitions_waiting"
    BOARD_WAITING = "board_waiting"
    TASKS_OVERDUE = "tasks_overdue"
    TASKS_WAITING = "tasks_waiting"
    SESSIONS_OPEN = "sessions_open"
    FORMS_WRITTEN = "forms_written"


class Alarm(StrEnum):
    """Something that is not as it should be, above all figures."""

    DUTIES_STOPPED = "duties_stopped"
    DUTIES_FAILING = "duties_failing"
    SOMEBODY_NEEDED = "somebody_needed"
    ON_CALL_SHORT = "on_call_short"
    MAIL_SERVER_DOWN = "mail_server_down"
    MAIL_FAILING = "mail_failing"
    MAIL_NOT_SET = "mail_not_set"
    HOLIDAYS_MISSING = "holidays_missing"
    WITHOUT_PASSWORD = "without_password"  # noqa: S105 (a kind of alarm)
    NO_ROUND = "no_round"
    TO_SIGN = "to_sign"


# What an alarm's sentence names: a year, a number, a month, a moment.
Detail = int | date | datetime | None


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: where it is, what it is, and how its clock stands.

    A sign of danger has no title; ``since`` tells one from the other.
    """

    kind: str
    ref: int | str
    number: str
    title: str
    state: str
    clock: Clock | ClockReading
    since: datetime | None = None


@dataclass(frozen=True)
class RoundNow:
    """An open round with the numbers this person may see."""

    id: int
    title: str
    closes_on: date
    sessions_open: int
    joined: int
    finished: int


@dataclass
class Desk:
    """Everything on one person's desk."""

    counts: dict[Count, int] = field(default_factory=dict)
    alarms: dict[Alarm, Detail] = field(default_factory=dict)
    rows: list[Waiting] = field(default_factory=list)
    rounds: list[RoundNow] = field(default_factory=list)
    quarantined: list[str] = field(default_factory=list)
    first_steps: list[StepState] = field(default_factory=list)

    def some(self, name: Count, number: int) -> None:
        """Show a figure only when there is something: what comes rarely takes no room."""
        if number:
            self.counts[name] = number


@dataclass(frozen=True)
class Now:
    """When the desk is looked at, and whether this program can send mail."""

    today: date
    at: datetime
    mail_set: bool = True
