"""A month's figures are what a direct count of the database gives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.builders import add_user, viewer_of
from tests.support.generated_months import Generated
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, NotAllowed
from webapp.reports import service
from webapp.reports.figures.cells import Mark
from webapp.reports.figures.fingerprint import digest
from webapp.reports.rules import Count, MonthFigures, Reading, Timeliness

TODAY = date(2026, 12, 3)
# First day, first day of the next month, and the moments these are in UTC.
MONTHS = [
    (date(2026, 9, 1), date(2026, 10, 1)),
    (date(2026, 10, 1), date(2026, 11, 1)),
    (date(2026, 11, 1), date(2026, 12, 1)),
]
Months = list[tuple[MonthFigures, date, date]]
OPINIONS = """FROM opinion WHERE received_on >= :first AND received_on < :next
    AND state NOT IN ('split', 'withdrawn', 'petition')"""
SENDINGS = "FROM submission s WHERE s.received_on >= :first AND s.received_on < :next"


@pytest.fixture
def months(session: Session) -> Months:
    author = add_user(session, Role.MODERATOR)
    Generated(session, seed=20261123, author=author.id)
    session.commit()
    return [(service.month_figures(session, first, TODAY), first, end) for first, end in MONTHS]


def counted(session: Session, sql: str, first: date, end: date) -> dict[str, int]:
    """Return key and number of a plain SQL count, without zeros."""
    rows = session.execute(text(sql), {"first": first.isoformat(), "next": end.isoformat()})
    return {str(key): int(number) for key, number in rows if number}


def given(counts: tuple[Count, ...]) -> dict[str, int]:
    return {str(count.key): count.number for count in counts if count.number}


AGES = f"""SELECT CASE
    WHEN s.age IS NULL THEN 'unknown' WHEN s.age BETWEEN 6 AND 9 THEN '6-9'
    WHEN s.age = 10 THEN '10' WHEN s.age BETWEEN 11 AND 13 THEN '11-13'
    WHEN s.age BETWEEN 14 AND 15 THEN '14-15' WHEN s.age >= 16 THEN '16+'
    ELSE 'other' END AS grp, count(*) {SENDINGS} GROUP BY 1"""
LEVELS = f"""SELECT coalesce((SELECT level FROM school WHERE school.id = s.school_id), 'unknown'),
    count(*) {SENDINGS} GROUP BY 1"""  # noqa: S608
STATES = f"""SELECT CASE
    WHEN state IN ('received', 'screening', 'needs_info', 'refusal_proposed') THEN 'reading'
    ELSE state END,
    count(*) {OPINIONS} GROUP BY 1"""
SENT = """SELECT b.name, count(*) FROM "case" c
    LEFT JOIN case_body cb ON cb.case_id = c.id AND cb.role = 'lead'
    LEFT JOIN body b ON b.id = cb.body_id
    WHERE c.routed_on >= :first AND c.routed_on < :next GROUP BY 1"""
FED_BACK = """SELECT CASE WHEN EXISTS (SELECT 1 FROM feedback_entry d
        WHERE d.opinion_id = o.id AND d.reply_id = r.id) THEN 'read' ELSE 'not_read' END, count(*)
    FROM opinion o JOIN reply r ON r.case_id = o.case_id
    WHERE r.state = 'published' AND r.published_on >= :first AND r.published_on < :next
    AND o.state = 'in_case' GROUP BY 1"""
RATINGS = """SELECT rating, count(*) FROM rating r WHERE given_on >= :first AND given_on < :next
    AND NOT EXISTS (SELECT 1 FROM rating later WHERE later.opinion_id = r.opinion_id
        AND later.reply_id = r.reply_id AND later.id > r.id
        AND later.given_on >= :first AND later.given_on < :next) GROUP BY 1"""


TABLES = {
    "by_survey": f"SELECT survey, count(*) {SENDINGS} GROUP BY 1",
    "by_age": AGES,
    "by_level": LEVELS,
    "by_topic": f"SELECT coalesce(topic, 'unknown'), count(*) {OPINIONS} GROUP BY 1",
    "by_state": STATES,
    "sent_to": SENT,
    "fed_back": FED_BACK,
    "ratings": RATINGS,
}


def test_tables_equal_a_direct_count(session: Session, months: Months) -> None:
    for group, sql in TABLES.items():
        seen = 0
        for figures, first, end in months:
            direct = counted(session, sql, first, end)
            assert given(getattr(figures, group)) == direct, (group, first)
            seen += sum(direct.values())
        assert seen > 20, group


def test_cases_equal_a_direct_count(session: Session, months: Months) -> None:
    """Late, in time and open ones, what is left from before, what was reopened."""
    for figures, first, end in months:
        day = {"first": first.isoformat(), "next": end.isoformat(), "asof": min(end, TODAY)}
        bounds = {
            "start": datetime.combine(first, datetime.min.time()).isoformat(" "),
            "end": datetime.combine(end, datetime.min.time()).isoformat(" "),
        }

        def number(sql: str, **values: object) -> int:
            return session.scalar(text(sql), values) or 0

        # The state at the end of the month is the last step before it (UTC+7 does
        # not matter here: every generated step happens at ten in the morning).
        state = """(SELECT e.to_state FROM case_event e WHERE e.case_id = c.id AND e.at < :end
            ORDER BY e.id DESC LIMIT 1)"""
        sent = f"""SELECT count(*) FROM "case" c WHERE c.routed_on >= :first
            AND c.routed_on < :next AND {state} {{}}"""  # noqa: S608
        handed_in = "IN ('answer_review', 'answered', 'closed', 'reopened')"
        wanted = {
            Timeliness.LATE: f"{handed_in} AND c.replied_late",
            Timeliness.IN_TIME: f"{handed_in} AND NOT c.replied_late",
            Timeliness.OVERDUE: "= 'routed' AND c.due_on < :last",
            Timeliness.NOT_YET: "= 'routed' AND c.due_on >= :last",
        }
        last = date.fromordinal(end.toordinal() - 1).isoformat()
        direct = {
            key: number(
                sent.format(rest), first=day["first"], next=day["next"], end=bounds["end"],
                **({"last": last} if ":last" in rest else {}),
            )
            for key, rest in wanted.items()
        }  # fmt: skip
        assert {c.key: c.number for c in figures.answered} == direct
        still_open = number(
            f"""SELECT count(*) FROM "case" c WHERE c.opened_on < :first
                AND {state} NOT IN ('answered', 'closed')""",  # noqa: S608
            first=day["first"], end=bounds["end"],
        )  # fmt: skip
        assert len(figures.still_open) == still_open
        assert figures.reopened == number(
            """SELECT count(DISTINCT case_id) FROM case_event WHERE to_state = 'reopened'
                AND at >= :start AND at < :end""",
            **bounds,
        )
        for case in (*figures.cases, *figures.still_open):
            assert case.opinions == number(
                "SELECT count(*) FROM opinion WHERE case_id = :id AND state = 'in_case'", id=case.id
            )


def test_what_is_printed_hides_every_small_group(session: Session, months: Months) -> None:
    for figures, first, _end in months:
        published = service.published_month(session, first, TODAY)
        for name in ("by_survey", "by_age", "by_level", "by_topic", "by_state", "ratings"):
            counts = {count.key: count.number for count in getattr(figures, name)}
            for line in getattr(published, name).lines:
                small = 0 < counts[line.key] < 5
                assert not (small and line.figure.mark is Mark.SHOWN)
                assert line.figure.number in (None, counts[line.key])
        for row in published.cases:
            assert not (0 < row.case.opinions < 5 and row.opinions.mark is Mark.SHOWN)


def test_a_signature_holds_until_a_figure_changes(session: Session) -> None:
    author = add_user(session, Role.MODERATOR)
    leader = viewer_of(add_user(session, Role.LEADER))
    Generated(session, seed=7, author=author.id)
    first, now = date(2026, 11, 1), datetime(2026, 12, 3, 2, tzinfo=UTC)
    seen = digest(service.published_month(session, first, TODAY))

    with pytest.raises(IllegalMove):
        service.sign(session, leader, first, "0" * 64, now)
    service.sign(session, leader, first, seen, now)
    with pytest.raises(IllegalMove):
        service.sign(session, leader, first, seen, now)
    (signature,) = service.signatures(session, service.published_month(session, first, TODAY))
    assert signature.current
    assert signature.name == leader.name
    # Tomorrow nothing has happened: the signature still stands.
    tomorrow = service.published_month(session, first, date(2026, 12, 4))
    assert service.signatures(session, tomorrow)[0].current

    for opinion in Generated.accepted_of(session, 11):
        opinion.topic = None
    session.flush()
    changed = service.published_month(session, first, TODAY)
    assert not service.signatures(session, changed)[0].current


def test_only_a_leader_signs(session: Session) -> None:
    moderator = viewer_of(add_user(session, Role.MODERATOR))
    with pytest.raises(NotAllowed):
        service.sign(session, moderator, date(2026, 11, 1), "", datetime(2026, 12, 3, tzinfo=UTC))


def test_an_empty_month_is_all_zeros(session: Session) -> None:
    figures = service.month_figures(session, date(2026, 2, 1), TODAY)
    assert figures.cases == ()
    assert {count.number for count in figures.by_state} == {0}
    assert {count.key for count in figures.by_state} == set(Reading)
    assert not service.published_month(session, date(2026, 2, 1), TODAY).something_hidden
