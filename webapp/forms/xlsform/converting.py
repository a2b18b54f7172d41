"""A workbook in, a form out: the only door to XLSForm.

Our own checks go first, because they know the row, the column and a Vietnamese
sentence for each mistake, and tell all of them at once; pyxform, which ends at the
first, judges what they let through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.rules import Form, Question, Section, Texts
from webapp.forms.wording import words_by_id
from webapp.forms.xlsform.checking import asked_rows, check_choices, check_rows
from webapp.forms.xlsform.compiling import Compiler
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.grids import ENDINGS
from webapp.forms.xlsform.headings import check_sheets
from webapp.forms.xlsform.judging import judge
from webapp.forms.xlsform.languages import languages_of, setting, warn_of_missing
from webapp.forms.xlsform.looking_up import check_words_asked, looked_into
from webapp.forms.xlsform.ordering import (
    circle_column,
    circle_sentence,
    order_of,
    reference_problems,
)
from webapp.forms.xlsform.workbook import Workbook, read_workbook

__all__ = ["ENDINGS", "Compiled", "compile_workbook", "read_form"]

# Choices offered in a form, once for each question that offers them.  A list of all schools
# of a province in forty questions stays below; far beyond it a form takes minutes to read.
MOST_OFFERED = 100_000


@dataclass(frozen=True)
class Compiled:
    """A form, and what its author should know: parts without effect, missing translations."""

    form: Form
    warnings: tuple[FormProblem, ...]


def read_form(
    file: str,
    content: bytes,
    *,
    survey: str,
    band: str,
    title: Texts,
    anonymous: bool,
    files: Mapping[str, bytes] | None = None,
) -> Form:
    """Return the form in *content*; raise ``Faulty`` with everything found wrong.

    *file* is the name shown in messages; its ending tells the format.
    """
    return compile_workbook(
        read_workbook(file, content),
        survey=survey,
        band=band,
        title=title,
        anonymous=anonymous,
        files=files,
    ).form


def compile_workbook(
    workbook: Workbook,
    *,
    survey: str,
    band: str,
    title: Texts,
    anonymous: bool,
    files: Mapping[str, bytes] | None = None,
) -> Compiled:
    """Return the form in *workbook* with warnings; raise ``Faulty`` with everything found wrong.

    *files* are the other files of the survey by name: csv lists, and what is in ``media``.
    """
    findings = Findings(workbook)
    check_sheets(findings)
    for name in ("choices", "external_choices"):
        check_choices(findings, name)
    if "survey" in findings.doubtful or "survey" not in workbook.sheets:
        _stop(findings)
    rows = asked_rows(findings)
    check_rows(findings, rows)
    languages = languages_of(findings)
    compiler = Compiler(findings, languages[0], languages, anonymous, files or {})
    compiler.run(rows)
    order = _checked_order(compiler)
    lists = looked_into(
        findings, compiler.lists, compiler.places, {q.name: q for q in compiler.questions}
    )
    if not findings.errors and not any(question.asks for question in compiler.questions):
        findings.error(say("no_questions"), "survey")
    if "languages" not in findings.doubtful:
        warn_of_missing(findings, rows, languages)
    _stop(findings)
    findings.errors.extend(judge(workbook))
    _stop(findings)
    form = Form(
        survey=survey,
        band=band,
        title=title,
        version=setting(findings, "version"),
        languages=languages,
        default_language=languages[0],
        pages=tuple(compiler.paging.pages),
        questions=tuple(compiler.questions),
        order=order,
        sections=tuple(compiler.sections),
        lists=lists,
    )
    return Compiled(form, _sorted(findings.warnings))


def _bound_choices(compiler: Compiler) -> None:
    """Stop at a form whose questions offer more choices than can be read in a few seconds."""
    if sum(len(question.choices) for question in compiler.questions) > MOST_OFFERED:
        compiler.findings.error(say("too_many_offered"), "survey")
        _stop(compiler.findings)


def _checked_order(compiler: Compiler) -> tuple[str, ...]:
    """Return the order of questions and sections; note references, words and circles."""
    _bound_choices(compiler)
    parts: list[Question | Section] = [*compiler.sections, *compiler.questions]
    by_name = {part.name: part for part in parts}
    findings = compiler.findings
    # A row without a name may be the one a rule looks for.
    if "names" not in findings.doubtful:
        for place, what in reference_problems(compiler.places, by_name, compiler.unread):
            findings.error(what, place.sheet, place.row, place.column, place.language)
    if "sections" in findings.doubtful or len(by_name) < len(parts):
        return ()
    order, circle = order_of(parts)
    if circle:
        column = circle_column(circle, by_name[circle[0]])
        what = circle_sentence(circle)
        findings.error(what, "survey", compiler.rows[circle[0]], column)
    words = words_by_id(compiler.sections, compiler.questions, compiler.lists.found)
    check_words_asked(findings, compiler.places, words)
    return order


def _stop(findings: Findings) -> None:
    """Raise when there are any errors; they are told together, with the warnings."""
    if findings.errors:
        raise Faulty(_sorted(findings.errors), _sorted(findings.warnings))


def _sorted(problems: Sequence[FormProblem]) -> tuple[FormProblem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.sheet, p.row)))
