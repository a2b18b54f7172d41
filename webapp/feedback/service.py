"""The door of the room: what a child reads under its receipt, and whether it reached the child.

The ledger (``ledger``) knows for each opinion how feedback reached the child or why it
could not; ``closing`` is the only way to close a case.  Nothing here commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.feedback import queries
from webapp.feedback.asking.answering import answer, return_unanswered
from webapp.feedback.asking.asking import (
    QuestionView,
    approve,
    ask,
    asked,
    decline,
    propose,
    proposed,
    questions_of,
)
from webapp.feedback.closing import close, close_what_is_done, closing_now
from webapp.feedback.ledger.coverage import Coverage, Tally, coverage, coverage_seen
from webapp.feedback.ledger.entries import (
    EntryView,
    Way,
    entries_of_case,
    record_case,
    standings,
    standings_of_case,
    unreached,
)
from webapp.feedback.ledger.tickets import (
    Group,
    Ticket,
    may_record,
    record_ticket,
    ticket,
    tickets,
)
from webapp.feedback.letters.acting import appeal, note_read, rate
from webapp.feedback.letters.reading import look_up
from webapp.feedback.letters.taking_back import take_back_released, withdraw
from webapp.feedback.promises.following import (
    PromiseFigures,
    PromiseView,
    Report,
    promise,
    promise_figures,
    promises,
    report,
    send_back,
    verify,
)
from webapp.feedback.promises.reminding import remind_of_promises
from webapp.feedback.promises.shown import looks_at
from webapp.feedback.rules import About, Rating

__all__ = [
    "Coverage", "EntryView", "FeedbackFigures", "FeedbackRow", "Group",
    "PromiseFigures", "PromiseView", "QuestionView", "Report", "Tally", "Ticket", "Way", "answer",
    "appeal", "approve", "ask", "asked", "close", "close_what_is_done", "closing_now", "coverage",
    "coverage_seen", "decline", "entries_of_case", "figures", "look_up", "looks_at", "note_read",
    "promise",
    "promise_figures", "promises", "propose", "proposed", "questions_of", "rate", "record_case",
    "may_record",
    "record_ticket", "remind_of_promises", "replies_reached", "report", "return_unanswered",
    "send_back", "standings", "standings_of_case", "take_back_released", "ticket", "tickets",
    "unreached", "verify", "withdraw",
]  # fmt: skip


@dataclass(frozen=True)
class FeedbackRow:
    """One reply that reached a child, or was rated, for a month's figures."""

    opinion_id: str
    reply_id: int
    on: date
    rating: Rating | None


@dataclass(frozen=True)
class FeedbackFigures:
    """Replies that first reached a child, and ratings given, between two days.

    ``deliveries`` holds one row per opinion and reply; ``ratings`` only the
    last answer of each opinion about each reply.
    """

    deliveries: tuple[FeedbackRow, ...]
    ratings: tuple[FeedbackRow, ...]


def replies_reached(session: Session, opinion_ids: Sequence[str]) -> set[tuple[str, int]]:
    """Return which published replies reached their child in any way, as (opinion, reply)."""
    return {
        (line.opinion_id, line.reply_id)
        for line in queries.entries_of(session, opinion_ids)
        if line.channel is not None and line.reply_id is not None
    }


def figures(session: Session, first_day: date, next_month: date) -> FeedbackFigures:
    """Return what reached children and was rated in [*first_day*, *next_month*)."""
    first: dict[tuple[str, int], FeedbackRow] = {}
    for line in queries.entries_between(session, first_day, next_month):
        if line.about is About.REPLY and line.channel is not None and line.reply_id is not None:
            row = FeedbackRow(line.opinion_id, line.reply_id, line.day, None)
            first.setdefault((line.opinion_id, line.reply_id), row)
    return FeedbackFigures(
        deliveries=tuple(first.values()),
        ratings=tuple(
            FeedbackRow(row.opinion_id, row.reply_id, row.given_on, row.rating)
            for row in queries.last_ratings_between(session, first_day, next_month)
        ),
    )
