"""A whole month as one document: nothing small is shown or found across its tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import months
from tests.support.months import case_line, counts
from webapp.reports.figures.cells import Mark
from webapp.reports.figures.fingerprint import digest
from webapp.reports.figures.publication import Figure, PublishedMonth, publish
from webapp.reports.rules import Count, MonthFigures, Timeliness

MONTH = date(2026, 11, 1)


def month_of(cases: list[tuple[str, int]], waiting: dict[str, int]) -> MonthFigures:
    """Return a month whose opinions are those behind *cases* and those *waiting* by topic."""
    topics = {topic: waiting.get(topic, 0) for topic in ("a", "b")}
    for topic, behind in cases:
        topics[topic] += behind
    return MonthFigures(
        month=MONTH,
        counted_on=date(2026, 12, 2),
        by_topic=tuple(Count(topic, topic, number) for topic, number in topics.items()),
        by_state=counts(
            ("reading", sum(waiting.values())), ("in_case", sum(number for _t, number in cases))
        ),
        cases=tuple(
            case_line(place, topic=topic, opinions=behind, published_on=None)
            for place, (topic, behind) in enumerate(cases, start=1)
        ),
    )


def could_be(figure: Figure, truth: int) -> set[int]:
    """Return what a reader must think possible of a figure up to 30."""
    if figure.mark is Mark.SHOWN:
        return {truth}
    if figure.mark is Mark.SMALL:
        return {1, 2, 3, 4}
    return set(range(31)) if 0 < truth < 5 else {0, *range(5, 31)}


def second_readings(figures: MonthFigures, month: PublishedMonth) -> list[set[int]]:
    """Return, per case, every number that fits all tables; cases and waiting ones are tried out."""
    topics = {line.key: could_be(line.figure, c.number)
              for line, c in zip(month.by_topic.lines, figures.by_topic, strict=True)}  # fmt: skip
    states = {line.key: could_be(line.figure, c.number)
              for line, c in zip(month.by_state.lines, figures.by_state, strict=True)}  # fmt: skip
    total = could_be(month.by_topic.total, sum(c.number for c in figures.by_topic))
    ranges = [could_be(row.opinions, row.case.opinions) - {0} for row in month.cases]
    found: list[set[int]] = [set() for _ in ranges]
    for behind in product(*map(sorted, ranges)):
        in_cases = {topic: 0 for topic in topics}
        for row, number in zip(month.cases, behind, strict=True):
            in_cases[row.case.topic or ""] += number
        if sum(behind) not in states["in_case"]:
            continue
        for outside in product(range(13), repeat=len(topics)):
            sums = [in_cases[t] + w for t, w in zip(topics, outside, strict=True)]
            fits = all(s in topics[t] for t, s in zip(topics, sums, strict=True))
            if fits and sum(outside) in states["reading"] and sum(sums) in total:
                for place, number in enumerate(behind):
                    found[place].add(number)
                break
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 7)), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 6)),
)
def test_cases_do_not_give_away_small_groups(
    cases: list[tuple[str, int]], waiting: dict[str, int]
) -> None:
    figures = month_of(cases, waiting)
    month = publish(figures, 5)
    for row, left in zip(month.cases, second_readings(figures, month), strict=True):
        if row.opinions.mark is not Mark.SHOWN:
            assert row.case.opinions in left
            assert len(left) > 1, (row.case.opinions, figures.by_topic, figures.by_state)


def test_a_case_cannot_be_found_from_its_topic() -> None:
    """8 of one topic, all in cases, 5 behind the first: 3 would be left for the second."""
    month = publish(month_of([("a", 5), ("a", 3)], {}), 5)
    shown = [month.cases[0].opinions, month.by_topic.lines[0].figure]
    assert month.cases[1].opinions.mark is not Mark.SHOWN
    assert any(figure.mark is not Mark.SHOWN for figure in shown)


def test_a_month_of_a_few_children_tells_nothing_of_them() -> None:
    month = publish(month_of([("a", 2)], {"a": 1}), 5)
    figures = [month.by_topic.total, month.cases[0].opinions, month.by_state.total]
    assert all(figure.number is None for figure in figures)


def test_cases_themselves_are_always_counted() -> None:
    month = months.month()
    assert [line.figure.number for line in month.answered.lines] == [1, 1, 0, 1]
    assert month.sent_to.total.number == 3


def test_the_fingerprint_sees_what_is_printed_and_not_the_day() -> None:
    figures = months.figures()
    first = digest(publish(figures, 5))
    assert digest(publish(replace(figures, counted_on=date(2026, 12, 9)), 5)) == first
    late = [replace(c, timeliness=Timeliness.NOT_YET) for c in figures.cases[1:2]]
    waited = replace(figures, cases=(figures.cases[0], *late, *figures.cases[2:]))
    assert digest(publish(waited, 5)) == first
    assert digest(publish(replace(figures, reopened=2), 5)) != first


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9)), max_size=14),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 9)),
)
def test_any_month_can_be_printed(cases: list[tuple[str, int]], waiting: dict[str, int]) -> None:
    figures = month_of(cases, waiting)
    month = publish(figures, 5)
    for row in month.cases:
        assert not (0 < row.case.opinions < 5 and row.opinions.mark is Mark.SHOWN)
        assert row.opinions.number in (None, row.case.opinions)
