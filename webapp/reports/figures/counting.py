"""Counting a month from what the other rooms hand out.

Everything is about what children said: what adults sent, complaints by law and wishes to
be met stand apart (``beside``) and are part of no sum.

A month counts what arrived, was sent on, answered or read in it.  States are
those at the end of the month (or today, inside it) where history knows them,
so that a month stands still once it is over; opinions are counted as the
moderators left them when the summary was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.directory import service as directory
from webapp.directory.rules import SETTINGS, SchoolLevel
from webapp.feedback import service as feedback
from webapp.feedback.rules import Rating
from webapp.forms import service as forms
from webapp.forms.catalogue import CATALOGUE
from webapp.opinions import service as opinions
from webapp.reports.figures.age_groups import OTHER, UNKNOWN, AgeGroup, age_group, read_age_groups
from webapp.reports.figures.case_lines import case_lines, raised_by_adults
from webapp.reports.figures.other_roads import beside
from webapp.reports.rules import (
    READING_OF,
    CaseLine,
    Count,
    MonthFigures,
    Reached,
    Reading,
    RoundLine,
    Timeliness,
    first_of,
    next_month,
    tally,
)
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker
from webapp.tracker.rules import FINISHED
from webapp.tracker.service import PublishedReply

# Documents of the office are Vietnamese whatever language the page shows.
_LANGUAGE = "vi"


def count_month(session: Session, first_day: date, today: date) -> MonthFigures:
    """Return the figures of the month of *first_day*, as known on *today*."""
    first = first_of(first_day)
    end = next_month(first)
    replies = {r.case_id: r for r in tracker.replies_published(session, first, end)}
    lines = case_lines(session, first, end, replies, min(today, end - timedelta(days=1)))
    sent = [line for line in lines if _within(line.routed_on, first, end)]
    reopened = tracker.cases_reopened(session, first, end)
    return MonthFigures(
        month=first,
        counted_on=today,
        rounds=_rounds(session, first),
        **_submissions(session, first, end),
        beside=beside(session, first, end),
        **_opinions(session, first, end),
        fed_back=_fed_back(session, replies),
        ratings=_ratings(session, first, end),
        sent_to=_sent_to(sent),
        answered=tally([line.timeliness for line in sent], [(value, "") for value in Timeliness]),
        reopened=len(reopened - raised_by_adults(session, reopened)),
        cases=tuple(
            line
            for line in lines
            if line.published_on is not None
            or any(_within(day, first, end) for day in (line.opened_on, line.routed_on))
        ),
        still_open=tuple(
            line for line in lines if line.opened_on < first and line.state not in FINISHED
        ),
    )


def _within(day: date | None, first: date, end: date) -> bool:
    return day is not None and first <= day < end


def _rounds(session: Session, first: date) -> tuple[RoundLine, ...]:
    return tuple(
        RoundLine(row.title, row.opens_on, row.closes_on, row.reply_by)
        for row in rounds.rounds(session)
        if row.period == first
    )


def _submissions(session: Session, first: date, end: date) -> dict[str, tuple[Count, ...]]:
    """Count what was sent.  Registrations are counted here and nowhere else.

    The registrations that were made of them are fewer when words are held
    under seal; two numbers side by side would tell how many.
    """
    rows = [row for row in submissions.figures(session, first, end) if row.speaker is Speaker.CHILD]
    groups = _age_groups(session)
    levels = {school.id: school.level for school in directory.schools(session, None)}
    seen = {row.survey for row in rows}
    # A survey nobody ever answered gets no line, unless it stands in a folder.
    titles = [
        (slug, title)
        for slug, title in forms.titles(session, _LANGUAGE).items()
        if slug in seen or ((folder := CATALOGUE.get(slug)) is not None and folder.for_children)
    ]
    return {
        "by_survey": tally([row.survey for row in rows], titles),
        "by_age": tally(
            [age_group(row.age, groups) for row in rows],
            [*((group.code, "") for group in groups), (OTHER, ""), (UNKNOWN, "")],
        ),
        "by_level": tally(
            [levels[row.school_id] if row.school_id else UNKNOWN for row in rows],
            [*((level, "") for level in SchoolLevel), (UNKNOWN, "")],
        ),
    }


def _age_groups(session: Session) -> tuple[AgeGroup, ...]:
    """Return the groups set by the administrator.

    A setting that nobody can read must not keep the month from being counted.
    """
    try:
        return read_age_groups(directory.words(session, "age_groups"))
    except ValueError:
        return read_age_groups(SETTINGS["age_groups"])


def _opinions(session: Session, first: date, end: date) -> dict[str, tuple[Count, ...]]:
    found = opinions.opinions_in(session, first, end)
    rows = [r for r in found if r.state in READING_OF and r.speaker is Speaker.CHILD]
    # A zero beside "violence at home" would read as if there were none: such
    # matters go to the protection officer and are no part of a summary.
    topics = [(t.code, t.name) for t in directory.topics(session) if not t.protected]
    return {
        "by_topic": tally([row.topic or UNKNOWN for row in rows], [*topics, (UNKNOWN, "")]),
        "by_state": tally([READING_OF[row.state] for row in rows], [(r, "") for r in Reading]),
    }


def _fed_back(session: Session, replies: dict[int, PublishedReply]) -> tuple[Count, ...]:
    """Count the opinions behind the month's replies by whether the child read one."""
    behind = opinions.ids_of_cases(session, list(replies), Speaker.CHILD)
    read = feedback.replies_reached(session, [one for ids in behind.values() for one in ids])
    found = [
        Reached.READ if (opinion_id, replies[case_id].id) in read else Reached.NOT_READ
        for case_id, ids in behind.items()
        for opinion_id in ids
    ]
    return tally(found, [(value, "") for value in Reached])


def _ratings(session: Session, first: date, end: date) -> tuple[Count, ...]:
    given = feedback.figures(session, first, end).ratings
    children = opinions.spoken_by(session, [row.opinion_id for row in given], Speaker.CHILD)
    said = [row.rating for row in given if row.rating and row.opinion_id in children]
    return tally(said, [(value, "") for value in Rating])


def _sent_to(sent: Sequence[CaseLine]) -> tuple[Count, ...]:
    """Count the cases sent on by lead body, the busiest first."""
    counts = tally([line.lead for line in sent], [])
    return tuple(
        Count(count.key, count.key, count.number)
        for count in sorted(counts, key=lambda c: (-c.number, c.key))
    )
