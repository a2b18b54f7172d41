"""From checked rows to sections, questions and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from webapp.forms.complaints import say
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rules import OTHER, OTHER_SUFFIX, Question, QuestionType, Section
from webapp.forms.xlsform.cells import Cells, Place
from webapp.forms.xlsform.checking import readable
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.lists import OTHER_QUESTION, Lists, other_words
from webapp.forms.xlsform.paging import Paging
from webapp.forms.xlsform.questions import Questions
from webapp.forms.xlsform.roles import role_problems
from webapp.forms.xlsform.sections import read_section
from webapp.forms.xlsform.vocabulary import BEGINS, DECLARING, ENDS, split_type
from webapp.forms.xlsform.workbook import Row
from webapp.surveykit import PERSONAL_ROLES, Role


@dataclass
class Compiler:
    """Compiles one workbook; ``findings`` collects all that is wrong.

    ``rows`` remembers where each question and section stands, for complaints found later;
    ``unread`` are the names of rows whose type is wrong: rules may well look at them.
    """

    findings: Findings
    default_language: str
    languages: Sequence[str]
    anonymous: bool
    files: Mapping[str, bytes]
    questions: list[Question] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    paging: Paging = field(default_factory=Paging)

    def __post_init__(self) -> None:
        self.cells = {
            name: Cells(self.findings, name, self.default_language, self.files)
            for name in ("survey", "choices", "external_choices")
        }
        self._survey = self.cells["survey"]
        self.lists = Lists(self.cells, self.files, self.default_language, self.languages)
        self._reader = Questions(self._survey, self.lists)

    @property
    def places(self) -> list[Place]:
        """Return every rule and every template of the workbook, with its place."""
        return [place for cells in self.cells.values() for place in cells.places]

    def run(self, rows: Sequence[Row]) -> None:
        """Compile *rows* of the survey sheet, in order."""
        around: list[Section] = []
        for row in rows:
            head, rest = split_type(self._survey.value(row, "type"))
            if not readable(self._survey.sheet, row):
                self._read_rules(row)
            elif head in BEGINS:
                section = read_section(self._survey, row, BEGINS[head], around)
                self.sections.append(section)
                self.rows[section.name] = row
                around.append(section)
                if self.paging.open(section):
                    self.findings.warn(say("repeat_cuts_page"), "survey", row)
            elif head in ENDS:
                self._check_end(row)
                if around:
                    around.pop()
                    self.paging.close()
            elif head in DECLARING:
                self._declare(row)
            else:
                place = around[-1].name if around else ""
                question = replace(self._reader.read(row, head, rest), section=place)
                self._check_role(row, question)
                self._add(row, question)
                if question.choice_list.endswith(" or_other"):
                    self._add(row, self._other(row, question))

    def _read_rules(self, row: Row) -> None:
        """Check what can be checked of a row whose type nobody knows: its rules and words."""
        name = self._survey.value(row, "name")
        self.unread.add(name)
        for column in ("relevant", "constraint", "calculation"):
            self._survey.rule(row, column, name)
        self._survey.needed(row, name)
        for column in ("label", "hint"):
            self._survey.texts(row, column, name)

    def _add(self, row: Row, question: Question) -> None:
        if question.name in self.rows:
            other = self.rows[question.name].number
            self._survey.error(row, "name", say("repeated_name", question.name, other=other))
            return
        self.questions.append(question)
        self.rows[question.name] = row
        if question.shows:
            self.paging.place(question.name)

    def _declare(self, row: Row) -> None:
        """Check the file that a row names for rules; it is read when a rule looks into it."""
        what = self.lists.for_rules(self._survey.value(row, "name"))
        if what:
            self._survey.error(row, "name", what)

    def _check_end(self, row: Row) -> None:
        """Warn about cells in a closing row: nothing there has an effect."""
        named = {c.written for name in ("type", "name") for c in self._survey.sheet.named(name)}
        further = next((header for header in row.cells if header not in named), "")
        if further:
            self._survey.warn(row, further, say("cell_of_end"))

    def _check_role(self, row: Row, question: Question) -> None:
        taken = next(
            (self.rows[q.name].number for q in self.questions if q.role == question.role), 0
        )
        for what in role_problems(question, self.anonymous, taken):
            self._survey.error(row, "emnoi::role", what)

    def _other(self, row: Row, question: Question) -> Question:
        """Return the text beside ``other``, asked only when that was chosen.

        Where the choice tells who the child is, the free words do all the more.
        """
        telling = question.role in PERSONAL_ROLES or question.role in {Role.SCHOOL, Role.CLASS}
        other = Question(
            name=question.name + OTHER_SUFFIX,
            type=QuestionType.TEXT,
            label=other_words(OTHER_QUESTION, self.languages),
            section=question.section,
            role=question.role if telling else "",
            relevant=compile_expression(f"selected(${{{question.name}}}, '{OTHER}')"),
        )
        if self.anonymous and other.personal:
            self._survey.error(row, "emnoi::role", say("anonymous_role", question.role))
        return other
