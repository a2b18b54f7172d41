"""What holds for every form and every set of answers."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.answering import random_answers
from tests.support.drawn_forms import ANSWERS, forms
from webapp.config import PROJECT
from webapp.forms import filling
from webapp.forms.complaints import Faulty
from webapp.forms.filling.fitting import check_value
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rules import Form, Question, QuestionType
from webapp.forms.tree import from_json, to_json
from webapp.forms.xlsform.converting import read_form
from webapp.forms.xlsform.ordering import order_of

TODAY = date(2023, 8, 15)
Answers = dict[str, Any]


def shown_values(form: Form, answers: Answers) -> dict[str, Any]:
    """Return what is shown, by place: the answer, or None."""
    grown = filling.look(form, answers, TODAY).grown
    return {
        filling.place_text(name, place.at): place.value
        for name in form.by_name
        for place in grown.by_name[name]
        if place.shown
    }


@settings(max_examples=60, deadline=None)
@given(forms(), ANSWERS)
def test_pruning_keeps_exactly_what_is_shown(form: Form, answers: Answers) -> None:
    kept = filling.prune(form, answers, TODAY)
    places = {one.place: one.value for one in filling.given_answers(form, kept)}
    shown = shown_values(form, answers)
    assert places == {place: value for place, value in shown.items() if value is not None}


@settings(max_examples=60, deadline=None)
@given(forms(), ANSWERS)
def test_pruning_changes_nothing_that_is_seen(form: Form, answers: Answers) -> None:
    """A hidden answer counts as none, so dropping it shows and hides nothing."""
    kept = filling.prune(form, answers, TODAY)
    before, after = filling.look(form, answers, TODAY), filling.look(form, kept, TODAY)
    assert after.pages == before.pages
    assert shown_values(form, kept) == shown_values(form, answers)
    assert filling.problems(form, kept, TODAY) == filling.problems(form, answers, TODAY)
    assert filling.prune(form, kept, TODAY) == kept


@settings(max_examples=15, deadline=None)
@given(forms(), st.integers(0, 10_000))
def test_going_through_the_pages_ends_at_what_the_whole_check_allows(form: Form, seed: int) -> None:
    walk = random_answers(form, Random(seed), TODAY)  # noqa: S311
    assert walk.problems == {}
    shown = shown_values(form, walk.answers)
    for page, posted in walk.steps[-1:]:
        for name, typed in posted.items():
            if name in form.by_name and typed:
                assert shown[filling.place_text(name, page.at)] is not None
    for one in filling.given_answers(form, filling.prune(form, walk.answers, TODAY)):
        if one.question.asks:
            assert check_value(one.question, one.value) is None


@settings(max_examples=15, deadline=None)
@given(forms(), st.integers(0, 10_000))
def test_every_page_has_one_before_and_one_behind(form: Form, seed: int) -> None:
    state = filling.look(form, random_answers(form, Random(seed), TODAY).answers, TODAY)  # noqa: S311
    assert len({page.key for page in state.pages}) == len(state.pages)
    for page, following in zip(state.pages, state.pages[1:], strict=False):
        assert state.after(page) == following
        assert state.before(following) == page
        assert [other for other in state.pages if other.key == page.key] == [page]
    assert [p for page in state.pages for p in page.questions if not state.shown(p, page.at)] == []


@settings(max_examples=60, deadline=None)
@given(forms(), ANSWERS, st.integers(1, 3))
def test_a_time_that_comes_and_goes_leaves_everything_as_it_was(
    form: Form, answers: Answers, which: int
) -> None:
    times = filling.look(form, answers, TODAY).times("r")
    more = filling.add_time(form, answers, "r", ())
    assert filling.drop_time(form, more, "r", (len(more["r"]),)) == {**answers, "r": more["r"][:-1]}
    if not form.sections_by_name["r"].count and filling.look(form, answers, TODAY).shown("r", (1,)):
        assert filling.look(form, more, TODAY).times("r") == times + 1
        fewer = filling.drop_time(form, answers, "r", (which,))
        assert filling.look(form, fewer, TODAY).times("r") == times - (which <= times)


@settings(max_examples=60, deadline=None)
@given(forms(), ANSWERS)
def test_every_form_survives_json(form: Form, answers: Answers) -> None:
    again = from_json(json.loads(json.dumps(to_json(form))))
    assert again == form
    assert again.private == form.private
    assert filling.problems(again, answers, TODAY) == filling.problems(form, answers, TODAY)


@settings(max_examples=60, deadline=None)
@given(forms(), ANSWERS)
def test_what_the_browser_gets_is_a_part_of_what_the_server_sees(
    form: Form, answers: Answers
) -> None:
    for page in filling.look(form, answers, TODAY).pages:
        told = json.loads(json.dumps(filling.live(form, page, answers, TODAY, "vi")))
        if told:
            known = set(form.by_name) | set(form.sections_by_name)
            assert set(told["order"]) == {*told["questions"], *told.get("sections", {})} <= known
            assert {*page.questions} <= set(told["questions"])
            assert {name for name in form.order if name in told["order"]} == set(told["order"])


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=3), min_size=1
    )
)
def test_a_circle_is_found_exactly_when_there_is_one(looks: dict[str, set[str]]) -> None:
    questions = [
        Question(
            name,
            QuestionType.TEXT,
            {"vi": name},
            relevant=compile_expression(" or ".join("${" + on + "}" for on in sorted(needs)))
            if needs
            else None,
        )
        for name, needs in looks.items()
    ]
    order, circle = order_of(questions)
    assert bool(order) != bool(circle)
    for place, name in enumerate(order):
        assert looks[name] & set(looks) <= set(order[:place])
    for name, following in zip(circle, (*circle[1:], *circle[:1]), strict=True):
        assert following in looks[name]


TYPES = ["text", "note", "select_one l", "select_one m", "date", "audio", ""]
TYPES += ["begin_group", "end_group"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.sampled_from(["a", "b", "c d", "", "1"]),
        st.sampled_from(["Nhãn", "", "${a}"]),
        st.sampled_from(["", "${a} = 1", "${b", "1 +", "yes"]),
        st.sampled_from(["", "opinion", "child_name", "lạ"]),
    ),
    max_size=6,
)  # fmt: skip


# The first workbook imports pyxform, which takes longer than Hypothesis allows.
@settings(deadline=None)
@given(LINES)
def test_any_workbook_is_read_or_told_in_vietnamese(lines: list[tuple[str, ...]]) -> None:
    text = "| survey |\n| | type | name | label | relevant | emnoi::role |\n"
    text += "".join("| | " + " | ".join(line) + " |\n" for line in lines)
    text += "| choices |\n| | list_name | name | label |\n| | l | x | X |\n"
    try:
        form = read_form(
            "f.md", text.encode(), survey="s", band="b", title={"vi": "T"}, anonymous=False
        )
    except Faulty as error:
        problems = error.problems
    else:
        filling.problems(form, {}, TODAY)
        return
    assert problems
    for problem in problems:
        assert problem.message_vi.startswith("Tệp f.md")
        assert problem.what.endswith(".")


REAL = sorted((PROJECT / "surveys").glob("**/*.md"))


@settings(deadline=None)
@given(st.data())
def test_the_real_forms_take_anything_a_browser_may_send(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(REAL))
    form = _real(path)
    answers: dict[str, Any] = {}
    for page in form.pages:
        names = [name for name in page.questions if form.question(name).asks]
        posted = {
            name: data.draw(
                st.lists(
                    st.one_of(
                        st.text(max_size=20),
                        st.sampled_from([c.name for c in form.question(name).choices] or ["2012"]),
                    ),
                    max_size=3,
                )
            )
            for name in names
        }
        result = filling.read_page(form, page, posted, answers, TODAY)
        for name, key in result.errors.items():
            assert filling.sentence(form, name, key, "vi")
        answers = result.answers
    kept = filling.prune(form, answers, TODAY)
    for name, value in kept.items():
        assert filling.describe(form.question(name), value, "en")
    filling.problems(form, answers, TODAY)


_FORMS: dict[Any, Form] = {}


def _real(path: Any) -> Form:
    if path not in _FORMS:
        _FORMS[path] = read_form(
            path.name, path.read_bytes(), survey="s", band="b", title={"vi": "T"}, anonymous=False
        )
    return _FORMS[path]
