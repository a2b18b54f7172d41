"""A workbook in, a form out: the only door to XLSForm.

pyxform reads and judges; our own checks go first, because they know the row,
the column and a Vietnamese sentence for each mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.rules import Form, Question, Section, Texts
from webapp.forms.xlsform.checking import (
    check_choices,
    check_groups,
    check_names,
    check_sheets,
    check_types,
)
from webapp.forms.xlsform.compiling import Compiler
from webapp.forms.xlsform.ordering import circle_sentence, order_of, reference_problems
from webapp.forms.xlsform.workbook import Workbook, judge, read_column, read_workbook

ENDINGS = (".md", ".xlsx")


def read_form(
    file: str, content: bytes, *, survey: str, band: str, title: Texts, anonymous: bool
) -> Form:
    """Return the form in *content*; raise ``Faulty`` with everything found wrong.

    *file* is the name shown in messages; its ending tells the format.
    """
    workbook = read_workbook(file, content)
    _stop_at(check_sheets(workbook))
    _stop_at(
        chain(
            check_types(workbook),
            check_names(workbook),
            check_groups(workbook),
            check_choices(workbook),
        )
    )
    default = _default_language(workbook)
    compiler = Compiler(workbook, default, anonymous)
    compiler.run()
    by_name = {question.name: question for question in compiler.questions}
    parts: list[Question | Section] = [*compiler.sections, *compiler.questions]
    for part in parts:
        for column, what in reference_problems(part, by_name):
            compiler.complain(compiler.rows[part.name], column, what)
    order, circle = order_of(parts)
    if circle:
        compiler.complain(compiler.rows[circle[0]], "relevant", circle_sentence(circle))
    if not any(question.asks for question in compiler.questions):
        compiler.problems.append(FormProblem(file, say("no_questions"), "survey"))
    _stop_at(compiler.problems)
    _stop_at(judge(workbook))
    return Form(
        survey=survey,
        band=band,
        title=title,
        version=_setting(workbook, "version"),
        languages=_languages(workbook, default),
        default_language=default,
        pages=tuple(compiler.pages),
        questions=tuple(compiler.questions),
        order=order,
        sections=tuple(compiler.sections),
    )


def _stop_at(problems: Iterable[FormProblem]) -> None:
    """Raise when there are any *problems*; those before have been mended by then."""
    found = list(problems)
    if found:
        raise Faulty(sorted(found, key=lambda problem: (problem.sheet, problem.row)))


def _setting(workbook: Workbook, name: str) -> str:
    sheet = workbook.sheet("settings")
    return sheet.value(sheet.rows[0], name) if sheet.rows else ""


def _languages(workbook: Workbook, default: str) -> tuple[str, ...]:
    """Return the languages of the labels, the default one first."""
    columns = workbook.sheet("survey").columns
    found = {column.language or default for column in columns if column.name == "label"}
    return (default, *sorted(found - {default}))


def _default_language(workbook: Workbook) -> str:
    """Return the default language: the setting, else Vietnamese."""
    written = _setting(workbook, "default_language")
    language = read_column(f"label::{written}").language if written else "vi"
    labels = [c for c in workbook.sheet("survey").columns if c.name == "label"]
    if not any(column.language in {"", language} for column in labels):
        sheet = workbook.sheet("settings") if written else workbook.sheet("survey")
        row = sheet.rows[0].number if written else 1
        column = sheet.written("default_language") if written else ""
        what = say("default_language", written or language)
        raise Faulty([FormProblem(workbook.file, what, sheet.name, row, column)])
    return language
