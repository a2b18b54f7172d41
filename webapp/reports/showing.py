"""The month as finished values for its page: tables, bars, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.forms.catalogue import CATALOGUE
from webapp.forms.rules import text_in
from webapp.reports.figures.cells import Mark
from webapp.reports.figures.publication import Figure, Line, PublishedCase, PublishedMonth, Table
from webapp.reports.labels import (
    DECISIONS,
    STATES,
    TABLES,
    TIMELINESS,
    TIMELINESS_LOOK,
    at_least,
    kept_back,
    line_words,
)
from webapp.reports.rules import Timeliness

# The longest bar leaves room for its number.
_LONGEST_BAR = 86


@dataclass(frozen=True)
class Bar:
    """A line of a table: words, number as shown, and the bar's length in per cent."""

    words: str
    shown: str
    hidden: bool
    length: float


@dataclass(frozen=True)
class TableShown:
    """A table with its headings, ready for the template."""

    name: str
    caption: str
    group: str
    counted: str
    lines: tuple[Bar, ...]
    total: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class CaseShown:
    """A case of the month in words."""

    id: int
    number: str
    title: str
    behind: str
    lead: str
    routed_on: date | None
    due_on: date | None
    timeliness: str
    look: str
    decision: str
    when: str
    why: str
    published_on: date | None
    state: str


def figure_shown(figure: Figure, small: int, language: str) -> str:
    """Return a figure in the page's language, or how it is kept back."""
    if figure.number is None:
        return str(kept_back(figure.mark, small))
    shown = f"{figure.number:,}"
    shown = shown if language == "en" else shown.replace(",", ".")
    return str(at_least(shown)) if figure.mark is Mark.AT_LEAST else shown


def month_shown(month: PublishedMonth, language: str) -> dict[str, object]:
    """Return what the page shows of *month*, by the names its template uses."""
    small = month.small
    listed = {row.case.id: row.case for row in (*month.cases, *month.still_open)}
    return {
        "tables": {name: _table(month, name, language) for name in TABLES},
        "cases": [case_shown(row, small, language) for row in month.cases],
        "still_open": [case_shown(row, small, language) for row in month.still_open],
        "submissions": figure_shown(month.by_survey.total, small, language),
        "opinions": figure_shown(month.by_topic.total, small, language),
        "beside": [
            (_words("beside", line, language), figure_shown(line.figure, small, language))
            for line in month.beside
        ],
        "overdue": sum(case.timeliness is Timeliness.OVERDUE for case in listed.values()),
    }


def _table(month: PublishedMonth, name: str, language: str) -> TableShown:
    table: Table = getattr(month, name)
    lines = [(_words(name, line, language), line.figure) for line in table.lines]
    return table_shown(name, TABLES[name], lines, table.total, month.small, language)


def table_shown(
    name: str,
    headings: Sequence[object],
    rows: Sequence[tuple[str, Figure]],
    total: Figure,
    small: int,
    language: str,
) -> TableShown:
    """Return a table for the page; *headings* are caption, first column, what is counted."""
    caption, group, counted = (str(words) for words in headings)
    largest = max([figure.number or 0 for _words, figure in rows] or [0])
    lines = tuple(
        Bar(
            words=words,
            shown=figure_shown(figure, small, language),
            hidden=figure.mark is not Mark.SHOWN,
            length=round(_LONGEST_BAR * (figure.number or 0) / (largest or 1), 1),
        )
        for words, figure in rows
    )
    # Lines without anybody stand in the table only; a single bar compares nothing.
    bars = tuple(line for line in lines if line.hidden or line.length)
    return TableShown(
        name=name,
        caption=caption,
        group=group,
        counted=counted,
        lines=lines,
        total=figure_shown(total, small, language),
        bars=bars if largest and len(lines) > 1 else (),
    )


def _words(table: str, line: Line, language: str) -> str:
    """Return how a line is called; surveys have names in both languages."""
    survey = CATALOGUE.get(line.key) if table in ("by_survey", "beside") else None
    if survey is not None:
        return text_in(survey.title, language)
    return str(line_words(table, line.key, line.label))


def case_shown(row: PublishedCase, small: int, language: str) -> CaseShown:
    """Return a case in the page's language; it says "answered" only of sent ones."""
    case = row.case
    return CaseShown(
        id=case.id,
        number=case.number,
        title=case.title,
        behind=figure_shown(row.opinions, small, language),
        lead=case.lead or str(line_words("sent_to", "", "")),
        routed_on=case.routed_on,
        due_on=case.due_on,
        timeliness=str(TIMELINESS[case.timeliness]) if case.routed_on else "",
        look=TIMELINESS_LOOK[case.timeliness],
        decision=str(DECISIONS[case.decision]) if case.decision else "",
        when=case.when_text,
        why=case.why,
        published_on=case.published_on,
        state=str(STATES[case.state]),
    )
