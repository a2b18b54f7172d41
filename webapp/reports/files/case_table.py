"""The columns of the list of cases, the same in every file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from webapp.reports.figures.publication import PublishedCase, PublishedMonth
from webapp.reports.files.wording import day_words, figure_words, say

Value = str | int | date | None

COLUMNS = (
    "number",
    "title",
    "topic",
    "behind",
    "lead",
    "opened_on",
    "routed_on",
    "due_on",
    "timeliness",
    "decision",
    "when",
    "promised_on",
    "why",
    "published_on",
    "channel",
    "state",
)


def heading(column: str) -> str:
    """Return the heading of a column."""
    return say("case_columns", column)


def values(row: PublishedCase, month: PublishedMonth) -> dict[str, Value]:
    """Return every column of a case: days as days, numbers as numbers."""
    case = row.case
    topics: Mapping[str, str] = {line.key: line.label for line in month.by_topic.lines}
    number = row.opinions.number
    return {
        "number": case.number,
        "title": case.title,
        "topic": topics.get(case.topic or "", "") or say("groups", "topic_unknown"),
        "behind": figure_words(row.opinions, month.small) if number is None else number,
        "lead": case.lead or say("groups", "no_lead"),
        "opened_on": case.opened_on,
        "routed_on": case.routed_on,
        "due_on": case.due_on,
        "timeliness": say("timeliness", case.timeliness) if case.routed_on else "",
        "decision": say("decision", case.decision) if case.decision else "",
        "when": case.when_text,
        "promised_on": case.promised_on,
        "why": case.why,
        "published_on": case.published_on,
        # A published reply is found under the receipt; there is no other way yet.
        "channel": say("channel", "receipt") if case.published_on else "",
        "state": say("state", case.state),
    }


def plain_cells(row: PublishedCase, month: PublishedMonth) -> list[str | int]:
    """Return the columns of a case with days written out as dd/mm/yyyy."""
    return [
        day_words(value) if isinstance(value, date) or value is None else value
        for value in values(row, month).values()
    ]
