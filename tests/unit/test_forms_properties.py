"""What holds for every form and every set of answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.config import PROJECT
from webapp.forms import filling
from webapp.forms.complaints import Faulty
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rules import Form, Page, Question, QuestionType
from webapp.forms.tree import from_json, to_json
from webapp.forms.xlsform.converting import read_form
from webapp.forms.xlsform.ordering import order_of

TODAY = date(2023, 8, 15)
NAMES = tuple("abcdef")
RULES = st.sampled_from(
    ["{0} = 'x'", "{0} != 'x'", "{0} = ''", "not({0} = 'y')", "string-length({0}) > 1"]
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form whose questions hang on questions before them, in a shuffled order."""
    questions: list[Question] = []
    for index, name in enumerate(NAMES):
        conditions = []
        if index and draw(st.booleans()):
            on = draw(st.sampled_from(NAMES[:index]))
            conditions.append(compile_expression(draw(RULES).format("${" + on + "}")))
        required = compile_expression("true()") if draw(st.booleans()) else None
        questions.append(
            Question(
                name, QuestionType.TEXT, {"vi": name}, relevant=tuple(conditions), required=required
            )
        )
    questions = draw(st.permutations(questions))
    order, circle = order_of({question.name: question for question in questions})
    assert not circle
    pages = tuple(Page(number, (q.name,)) for number, q in enumerate(questions, start=1))
    return Form("s", "b", {"vi": "T"}, "1", ("vi",), "vi", pages, tuple(questions), order)


ANSWERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["x", "y", "long"]))


@given(forms(), ANSWERS)
def test_pruning_keeps_exactly_the_visible_answers(form: Form, answers: dict[str, Any]) -> None:
    kept = filling.prune(form, answers, TODAY)
    assert set(kept) == filling.visible(form, answers, TODAY) & set(answers)
    assert list(kept) == [q.name for q in form.questions if q.name in kept]


@given(forms(), ANSWERS)
def test_pruning_changes_nothing_that_is_seen(form: Form, answers: dict[str, Any]) -> None:
    """A hidden answer counts as none, so dropping it shows and hides nothing."""
    kept = filling.prune(form, answers, TODAY)
    assert filling.visible(form, kept, TODAY) == filling.visible(form, answers, TODAY)
    assert filling.problems(form, kept, TODAY) == filling.problems(form, answers, TODAY)
    assert filling.prune(form, kept, TODAY) == kept


@given(forms(), ANSWERS)
def test_going_through_the_pages_ends_at_what_the_whole_check_allows(
    form: Form, answers: dict[str, Any]
) -> None:
    given_answers: dict[str, Any] = {}
    failed = False
    for page in form.pages:
        if any(page.number == p.number for p in filling.visible_pages(form, given_answers, TODAY)):
            posted = {name: [answers[name]] for name in page.questions if name in answers}
            result = filling.read_page(form, page, posted, given_answers, TODAY)
            given_answers, failed = result.answers, failed or bool(result.errors)
    if not filling.problems(form, given_answers, TODAY):
        kept = filling.prune(form, given_answers, TODAY)
        assert all(answers[name] == value for name, value in kept.items())


@given(forms())
def test_every_form_survives_json(form: Form) -> None:
    assert from_json(to_json(form)) == form


@given(
    st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=3), min_size=1)
)
def test_a_circle_is_found_exactly_when_there_is_one(looks: dict[str, set[str]]) -> None:
    questions = {
        name: Question(
            name,
            QuestionType.TEXT,
            {"vi": name},
            relevant=tuple(compile_expression("${" + on + "}") for on in sorted(needs)),
        )
        for name, needs in looks.items()
    }
    order, circle = order_of(questions)
    assert bool(order) != bool(circle)
    for place, name in enumerate(order):
        assert looks[name] & set(questions) <= set(order[:place])
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
