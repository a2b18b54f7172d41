"""Forms and answers drawn by Hypothesis: groups, repeats within repeats, rules, calculations."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rules import (
    Choice,
    Form,
    Page,
    Question,
    QuestionType,
    Section,
    SectionKind,
)
from webapp.forms.xlsform.ordering import order_of

T = QuestionType
# Where each question may stand: in the open, a group, a repeat, a repeat within it.
AROUND = {"": "", "g": "", "r": "", "s": "r"}
NAMES = {"": "abc", "g": "de", "r": "fhi", "s": "jk"}
CHOICES = tuple(Choice(name, {"vi": name.upper()}) for name in ("x", "y", "z"))
RULES = ("{0} = 'x'", "{0} != 'x'", "{0} = ''", "not({0} = 'y')", "string-length({0}) > 1", "{0}>1")
SUMS = ("string-length({0}) + 1", "if({0} = 'x', 'y', 'x')", "concat({0}, '!')", "count({0})")
TYPES = (T.TEXT, T.TEXT, T.INTEGER, T.SELECT_ONE, T.SELECT_MULTIPLE, T.CALCULATE)


def rule(source: str) -> Expression:
    """Return *source* compiled."""
    return compile_expression(source)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form whose rules look at questions before them."""
    questions: list[Question] = []
    for section, names in NAMES.items():
        for name in names:
            questions.append(draw(_question(name, section, [q.name for q in questions])))
    counts = {
        "r": draw(st.sampled_from([None, "2", "${a}", "0"])),
        "s": draw(st.sampled_from([None, "2", "count(${a}) - 1"])),
    }
    hidden = draw(st.sampled_from([None, "${b} != 'x'"]))
    sections = tuple(
        Section(
            name,
            SectionKind.GROUP if name == "g" else SectionKind.REPEAT,
            AROUND[name],
            relevant=rule(hidden) if hidden and name != "s" else None,
            count=rule(count) if (count := counts.get(name)) else None,
        )
        for name in ("g", "r", "s")
    )
    order, circle = order_of([*sections, *questions])
    assert not circle
    return Form(
        "s", "b", {"vi": "T"}, "1", ("vi",), "vi", _pages(questions, counts), tuple(questions),
        order, sections,
    )  # fmt: skip


@st.composite
def _question(draw: st.DrawFn, name: str, section: str, before: list[str]) -> Question:
    kind = draw(st.sampled_from(TYPES)) if before else T.INTEGER
    sees = [other for other in before if _in_reach(other, section)]
    looks = "${" + draw(st.sampled_from(sees)) + "}" if sees else ""
    relevant = bool(looks) and draw(st.booleans())
    calculation = kind is T.CALCULATE and looks
    return Question(
        name, kind, {"vi": name}, section,
        choices=CHOICES if kind in {T.SELECT_ONE, T.SELECT_MULTIPLE} else (),
        relevant=rule(draw(st.sampled_from(RULES)).format(looks)) if relevant else None,
        calculation=rule(draw(st.sampled_from(SUMS)).format(looks)) if calculation else None,
        default=rule(draw(st.sampled_from(["'x'", "2"]))) if draw(st.booleans()) else None,
        required=rule("true()") if draw(st.booleans()) else None,
    )  # fmt: skip


def _in_reach(name: str, section: str) -> bool:
    """Tell whether a question stands in a repeat around *section*, or in none."""
    there = next(place for place, names in NAMES.items() if name in names)
    return there in {"", "g"} or there in {section, AROUND[section]}


def _pages(questions: list[Question], counts: dict[str, str | None]) -> tuple[Page, ...]:
    pages: list[Page] = []

    def add(names: tuple[str, ...], repeat: str, more: bool = False) -> None:
        pages.append(Page(len(pages) + 1, names, repeat=repeat, asks_for_more=more))

    for question in questions:
        if question.shows:
            add((question.name,), question.section if question.section in {"r", "s"} else "")
    for repeat in ("s", "r"):
        if counts[repeat] is None:
            add((), repeat, more=True)
    return tuple(pages)


def _times(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3)


def _some(names: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    values = st.sampled_from(["x", "y", "long", 1, 2, 0, ["x"], ["x", "z"]])
    return st.fixed_dictionaries({}, optional={**dict.fromkeys(names, values), **more})


# Any draft at all, also one whose values are of another question's type.
ANSWERS = _some("abcde", r=_times(_some("fhi", s=_times(_some("jk")))))
