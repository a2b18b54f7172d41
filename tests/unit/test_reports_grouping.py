"""Questions with the same answers in one table, and a bar only where nothing is kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Flask

from tests.unit.test_reports_results import MOOD, form, one, sent
from webapp.forms.rules import Choice, Form, Question, QuestionType, Section, SectionKind
from webapp.reports.results.counting import QuestionResult, Sent, results
from webapp.reports.results.gathering import SurveyResults
from webapp.reports.results.grouping import by_band, much_kept_back, runs, whole
from webapp.reports.results.questions import countable
from webapp.reports.results.showing import page_shown

YES = (Choice("co", {"vi": "Có"}), Choice("khong", {"vi": "Không"}))


def counted(forms: list[Form], given: list[Sent]) -> tuple[QuestionResult, ...]:
    found = countable(dict(enumerate(forms, start=1)), frozenset())
    return results(found, given, {1}, 5)


def names(found: list[tuple[QuestionResult, ...]]) -> list[str]:
    return [" ".join(result.question.merged.name for result in run) for run in found]


def test_neighbours_with_the_same_answers_stand_together() -> None:
    several = Question("g", QuestionType.SELECT_MULTIPLE, {"vi": "g"}, choices=MOOD)
    asked = form(one("a"), one("b"), one("c", *YES), one("d"), several)
    assert names(runs(counted([asked], sent({}, 9)))) == ["a b", "c", "d", "g"]


def test_answers_in_another_order_or_other_words_are_not_the_same() -> None:
    turned, renamed = MOOD[::-1], (Choice("vui", {"vi": "Rất vui"}), MOOD[1])
    asked = form(one("a"), one("b", *turned), one("c", *renamed))
    assert names(runs(counted([asked], sent({}, 9)))) == ["a", "b", "c"]


def test_each_age_band_has_tables_of_its_own() -> None:
    young = replace(form(one("tuoi"), one("a"), one("x"), one("b")), band="6-10")
    older = replace(form(one("tuoi"), one("c"), one("x"), one("d")), band="11-17")
    found = counted([young, older], [*sent({}, 9), *sent({}, 9, version=2)])
    ordered = by_band(found, ["6-10", "11-17"])
    assert names(runs(ordered)) == ["tuoi x", "a b", "c d"]


def test_parts_are_drawn_only_where_every_number_is_shown() -> None:
    answered = [*sent({"a": "vui"}, 10), *sent({"a": "buon"}, 8)]
    (shown,) = counted([form(one("a"))], answered)  # nobody left it out: a nought is told too
    (little,) = counted([form(one("a"))], [*sent({"a": "vui"}, 9), *sent({"a": "buon"}, 2)])
    assert whole(shown)
    assert not whole(little)
    assert much_kept_back([little])
    assert not much_kept_back([shown])


def test_lines_of_which_several_may_be_chosen_are_no_parts() -> None:
    several = Question("g", QuestionType.SELECT_MULTIPLE, {"vi": "g"}, choices=MOOD)
    (found,) = counted([form(several)], [*sent({"g": ["vui"]}, 9), *sent({"g": ["buon"]}, 9)])
    assert not whole(found)


def test_the_page_keeps_the_words_of_hidden_numbers_and_draws_no_bar_there(app: Flask) -> None:
    group = Section("song", SectionKind.GROUP, label={"vi": "Sức khỏe"})
    asked = form(one("a", section="song"), one("b", section="song"), sections=(group,))
    given = [*sent({"a": "vui", "b": "vui"}, 10), *sent({"a": "buon", "b": "vui"}, 7)]
    given += sent({"a": "buon", "b": "buon"}, 2)
    found = SurveyResults(
        "thu", {}, 2026, (2026,), None, (), (), counted([asked], given), 5,
        date(2026, 11, 20), {"tat-ca": {"vi": "Mọi tuổi"}, "khac": {"vi": "Khác"}},
    )  # fmt: skip
    with app.test_request_context(headers={"Accept-Language": "vi"}):
        (panel,) = page_shown(found, "vi").panels
    assert (panel.title, panel.bands, panel.table) == ("Sức khỏe", "Mọi tuổi", None)
    ((_heading, (first, second)),) = panel.sections
    assert [shown for shown, _hidden in first.numbers] == ["10", "9", "0", "19"]
    assert [(part.start, part.length) for part in first.parts] == [(0, 52.63), (52.63, 47.37)]
    assert [hidden for _shown, hidden in second.numbers][:2] == [True, True]
    assert not second.parts
