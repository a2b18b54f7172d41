"""Counting what children chose, over rounds and versions, without giving anyone away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rules import (
    Choice,
    Form,
    Page,
    Question,
    QuestionType,
    Section,
    SectionKind,
    Value,
)
from webapp.reports.figures.cells import Mark
from webapp.reports.results.counting import NONE, QuestionResult, Sent, results
from webapp.reports.results.questions import countable

MOOD = (Choice("vui", {"vi": "Vui"}), Choice("buon", {"vi": "Buồn"}))


def form(*questions: Question, sections: tuple[Section, ...] = ()) -> Form:
    names = tuple(question.name for question in questions)
    pages = tuple(Page(n, (name,)) for n, name in enumerate(names, start=1))
    order = (*(section.name for section in sections), *names)
    return Form(
        "thu", "tat-ca", {"vi": "Phiếu"}, "1", ("vi",), "vi", pages, questions, order, sections
    )


def one(name: str, *choices: Choice, **more: object) -> Question:
    return Question(name, QuestionType.SELECT_ONE, {"vi": name}, choices=choices or MOOD, **more)  # type: ignore[arg-type]


def sent(answers: dict[str, Value], times: int, version: int = 1, round_id: int = 1) -> list[Sent]:
    return [Sent(round_id, version, answers)] * times


def tables(forms: Sequence[Form], given: Sequence[Sent], *rounds: int) -> dict[str, QuestionResult]:
    found = countable(dict(enumerate(forms, start=1)), frozenset({"BAO_LUC"}))
    chosen = rounds or sorted({one.round_id for one in given})
    return {result.question.key: result for result in results(found, given, chosen, 5)}


def numbers(result: QuestionResult) -> dict[str, int | str]:
    return {
        line.key: line.figure.mark.value if line.figure.number is None else line.figure.number
        for line in result.table.lines
    }


def test_choices_and_missing_answers_add_up_to_the_forms_sent() -> None:
    given = [*sent({"a": "vui"}, 7), *sent({"a": "buon"}, 8), *sent({}, 5)]
    found = tables([form(one("a"))], given)["a"]
    assert numbers(found) == {"vui": 7, "buon": 8, NONE: 5}
    assert found.table.total.number == 20


def test_a_small_group_is_hidden_and_cannot_be_found_by_taking_away() -> None:
    given = [*sent({"a": "vui"}, 20), *sent({"a": "buon"}, 3)]
    found = numbers(tables([form(one("a"))], given)["a"])
    assert found["buon"] == Mark.SMALL
    assert found["vui"] == Mark.WITHHELD


def test_not_having_ticked_is_a_group_too() -> None:
    several = Question("a", QuestionType.SELECT_MULTIPLE, {"vi": "a"}, choices=MOOD)
    given = [*sent({"a": ["vui", "buon"]}, 9), *sent({"a": ["vui"]}, 2), *sent({"a": ["buon"]}, 1)]
    found = numbers(tables([form(several)], given)["a"])
    # 11 of 12 would tell that exactly one child did not tick it.
    assert found["vui"] == Mark.WITHHELD
    assert found["buon"] == Mark.WITHHELD


def test_versions_are_read_together_and_old_choices_stay() -> None:
    new = form(one("a", Choice("vui", {"vi": "Vui lắm"}), Choice("kha", {"vi": "Khá"})), one("b"))
    given = [*sent({"a": "vui"}, 6), *sent({"a": "buon"}, 6)]
    given += [*sent({"a": "vui", "b": "vui"}, 10, version=2)]
    found = tables([form(one("a")), new], given)
    assert numbers(found["a"]) == {"vui": 16, "kha": 0, "buon": 6, NONE: 0}
    assert [option.gone for option in found["a"].options] == [False, False, True]
    assert found["a"].options[0].label["vi"] == "Vui lắm"
    assert found["b"].table.total.number == 10  # only those who were asked


def test_a_removed_question_keeps_its_table() -> None:
    found = tables([form(one("a")), form(one("b"))], sent({"a": "vui"}, 6))
    assert found["a"].question.merged.removed
    assert numbers(found["a"])["vui"] == 6


def test_rounds_together_are_the_sum_of_what_each_shows() -> None:
    given = [*sent({"a": "vui"}, 20), *sent({"a": "buon"}, 10), *sent({}, 6)]
    given += [*sent({"a": "vui"}, 28, round_id=2), *sent({"a": "buon"}, 2, round_id=2)]
    together = tables([form(one("a"))], given)["a"]
    figures = {line.key: (line.figure.mark, line.figure.number) for line in together.table.lines}
    # Of the second round neither number may be known, so none of it stands in the sum.
    assert figures["buon"] == (Mark.AT_LEAST, 10)
    assert figures["vui"] == (Mark.AT_LEAST, 20)
    assert figures[NONE] == (Mark.SHOWN, 6)
    assert together.table.total.number == 66
    assert numbers(tables([form(one("a"))], given, 1)["a"])["buon"] == 10
    assert numbers(tables([form(one("a"))], given, 2)["a"])["buon"] == Mark.SMALL


def test_one_question_cannot_be_found_from_the_totals_of_others() -> None:
    given = [*sent({"a": "vui"}, 30), *sent({"a": "vui", "b": "vui"}, 2, version=2)]
    found = tables([form(one("a")), form(one("a"), one("b"))], given)
    assert found["b"].table.total.mark is Mark.SMALL
    # 32 forms in both versions, 30 in the first: nobody may see both.
    assert numbers(found["a"])["vui"] == 32


@pytest.mark.parametrize(
    "never",
    [
        Question("x", QuestionType.TEXT, {"vi": "x"}),
        Question("x", QuestionType.DATE, {"vi": "x"}),
        Question("x", QuestionType.DRAWING, {"vi": "x"}),
        one("x", role="support_need"),
        one("x", Choice("yes", {}), Choice("no", {}), role="consent_photo"),
        one("x", Choice("BAO_LUC", {}), Choice("RAC", {}), role="topic"),
        one("x", Choice("nha", {}, topic="BAO_LUC"), role="topic"),
    ],
)
def test_what_is_free_personal_or_protected_is_never_counted(never: Question) -> None:
    assert list(tables([form(one("a"), never)], sent({"x": "BAO_LUC"}, 9))) == ["a"]


def test_a_question_asked_because_of_a_protected_topic_is_not_counted_either() -> None:
    topic = one("chu_de", Choice("BAO_LUC", {}), Choice("RAC", {}), role="topic")
    after = one("b", relevant=compile_expression("${chu_de} = 'BAO_LUC'"))
    later = one("c", relevant=compile_expression("${b} = 'vui'"))
    assert list(tables([form(one("a"), topic, after, later)], sent({}, 9))) == ["a"]


def test_a_name_that_was_personal_in_any_version_is_never_counted() -> None:
    assert not tables([form(one("a", role="health")), form(one("a"))], sent({"a": "vui"}, 9))


def test_numbers_fall_into_bands_that_begin_at_round_numbers() -> None:
    age = Question("tuoi", QuestionType.INTEGER, {"vi": "Tuổi"})
    small = [Sent(1, 1, {"tuoi": n}) for n in range(6, 10) for _ in range(6)]
    assert numbers(tables([form(age)], small)["tuoi"]) == {"6": 6, "7": 6, "8": 6, "9": 6, NONE: 0}
    wide = [Sent(1, 1, {"tuoi": n}) for n in range(3, 63) for _ in range(2)]
    options = tables([form(age)], wide)["tuoi"].options
    assert [(option.low, option.high) for option in options][:2] == [(0, 9), (10, 19)]
    assert (
        sum(n for n in numbers(tables([form(age)], wide)["tuoi"]).values() if n != "small") == 120
    )


def test_all_times_of_a_repeat_are_counted() -> None:
    repeat = Section("con", SectionKind.REPEAT)
    given = sent({"con": [{"a": "vui"}, {"a": "vui"}, {"a": "buon"}]}, 6)
    found = tables([form(one("a", section="con"), sections=(repeat,))], given)["con/a"]
    assert numbers(found) == {"vui": 12, "buon": 6, NONE: 0}


def test_of_a_ranking_the_first_place_counts() -> None:
    rank = Question("a", QuestionType.RANK, {"vi": "a"}, choices=MOOD)
    given = [*sent({"a": ["buon", "vui"]}, 7), *sent({"a": ["vui", "buon"]}, 6)]
    assert numbers(tables([form(rank)], given)["a"]) == {"vui": 6, "buon": 7, NONE: 0}


def test_no_sum_of_any_page_gives_a_small_group_away() -> None:
    """Of many small worlds none has a line with exactly one hidden number."""
    for first, second, third in product((0, 2, 6), (1, 7), (0, 3, 9)):
        given = [*sent({"a": "vui"}, first), *sent({"a": "buon"}, second)]
        given += [*sent({"a": "vui"}, third, round_id=2), *sent({"a": "buon"}, 6, round_id=2)]
        for rounds in ((1,), (2,), (1, 2)):
            found = tables([form(one("a"))], given, *rounds)["a"]
            figures = [line.figure for line in found.table.lines] + [found.table.total]
            hidden = sum(figure.mark is not Mark.SHOWN for figure in figures)
            assert hidden != 1
