"""From checked rows to questions and pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from webapp.forms.complaints import FormProblem, say, say_expression
from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rule_language.syntax import ExpressionError
from webapp.forms.rules import (
    LONG_TEXT,
    SHORT_TEXT,
    Choice,
    Page,
    Question,
    QuestionType,
    Section,
    SectionKind,
    Texts,
)
from webapp.forms.xlsform.checking import split_type
from webapp.forms.xlsform.roles import role_problems
from webapp.forms.xlsform.vocabulary import APPEARANCES, GROUP_BEGIN, GROUP_END, SELECTS, TYPES
from webapp.forms.xlsform.workbook import Row, Workbook

LONGEST_TEXT = 4000
_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"", "no", "false", "false()"})


@dataclass(frozen=True)
class _Group:
    """An open group."""

    section: Section
    row: Row
    one_page: bool
    title: Texts


@dataclass
class Compiler:
    """Compiles one workbook; ``problems`` collects all that is wrong.

    ``rows`` remembers where each question stands, for complaints found later.
    """

    workbook: Workbook
    default_language: str
    anonymous: bool
    problems: list[FormProblem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    def run(self) -> None:
        """Compile every row of the survey sheet, in order."""
        self._sheet = self.workbook.sheet("survey")
        self._lists = dict(self._choice_lists())
        open_groups: list[_Group] = []
        page: Page | None = None
        for row in self._sheet.rows:
            kind, rest = split_type(self._sheet.value(row, "type"))
            if kind in GROUP_BEGIN:
                open_groups.append(self._group(row, open_groups))
            elif kind in GROUP_END:
                open_groups.pop()
            else:
                question = self._question(row, TYPES[kind], rest, open_groups)
                self.questions.append(question)
                self.rows[question.name] = row
                one_page = next((group for group in open_groups if group.one_page), None)
                page = self._place(question.name, one_page, open_groups, page)
            if not any(group.one_page for group in open_groups):
                page = None

    def _place(
        self, name: str, one_page: _Group | None, groups: list[_Group], page: Page | None
    ) -> Page | None:
        """Put a question on the page of its field-list group, else on one of its own."""
        if page is not None:
            self.pages[-1] = Page(page.number, (*page.questions, name), page.title)
            return self.pages[-1]
        title = one_page.title if one_page else groups[-1].title if groups else {}
        self.pages.append(Page(len(self.pages) + 1, (name,), title))
        return self.pages[-1] if one_page else None

    def complain(self, row: Row, column: str, what: str, sheet: str = "survey") -> None:
        """Note a problem in *row*."""
        written = self.workbook.sheet(sheet).written(column)
        self.problems.append(FormProblem(self.workbook.file, what, sheet, row.number, written))

    def _group(self, row: Row, outer: list[_Group]) -> _Group:
        appearance = self._sheet.value(row, "appearance")
        if appearance not in {"", "field-list"}:
            self.complain(row, "appearance", say("appearance", appearance))
        section = Section(
            name=self._sheet.value(row, "name"),
            kind=SectionKind.GROUP,
            parent=outer[-1].section.name if outer else "",
            label=self._sheet.texts(row, "label", self.default_language),
            appearance=appearance,
            relevant=next(iter(self._expression(row, "relevant")), None),
        )
        self.sections.append(section)
        self.rows[section.name] = row
        return _Group(section, row, appearance == "field-list", section.label)

    def _question(
        self, row: Row, kind: QuestionType, list_name: str, groups: list[_Group]
    ) -> Question:
        question = Question(
            name=self._sheet.value(row, "name"),
            type=kind,
            label=self._label(row),
            hint=self._sheet.texts(row, "hint", self.default_language),
            role=self._sheet.value(row, "emnoi::role"),
            appearance=self._appearance(row, kind),
            card=self._card(row, kind),
            choices=self._lists.get(list_name, ()) if kind in SELECTS else (),
            max_length=self._length(row, kind),
            required=self._required(row),
            required_message=self._sheet.texts(row, "required_message", self.default_language),
            section=groups[-1].section.name if groups else "",
            relevant=next(iter(self._expression(row, "relevant")), None),
            constraint=next(iter(self._expression(row, "constraint")), None),
            constraint_message=self._sheet.texts(row, "constraint_message", self.default_language),
        )
        for what in role_problems(question, self.anonymous, self._taken(question.role)):
            self.complain(row, "emnoi::role", what)
        return question

    def _taken(self, role: str) -> int:
        """Return the row that has *role* already, 0 when none has."""
        return next((self.rows[q.name].number for q in self.questions if q.role == role), 0)

    def _label(self, row: Row) -> Texts:
        texts = self._sheet.texts(row, "label", self.default_language)
        if not texts.get(self.default_language):
            self.complain(row, "label", say("no_label"))
        for name in ("label", "hint"):
            words = self._sheet.texts(row, name, self.default_language)
            if any("${" in text for text in words.values()):
                self.complain(row, name, say("reference_in_label"))
        return texts

    def _appearance(self, row: Row, kind: QuestionType) -> str:
        appearance = self._sheet.value(row, "appearance")
        if appearance and appearance not in APPEARANCES.get(kind, frozenset()):
            self.complain(row, "appearance", say("appearance", appearance))
        return appearance

    def _card(self, row: Row, kind: QuestionType) -> str:
        card = self._sheet.value(row, "emnoi::card")
        if card and (card != "help" or kind is not QuestionType.NOTE):
            self.complain(row, "emnoi::card", say("bad_card", card))
        return card

    def _length(self, row: Row, kind: QuestionType) -> int:
        written = self._sheet.value(row, "emnoi::max_length")
        if not written:
            long = self._sheet.value(row, "appearance") == "multiline"
            return LONG_TEXT if long else SHORT_TEXT
        fits = written.isascii() and written.isdigit() and 0 < int(written[:6]) <= LONGEST_TEXT
        if not fits or kind is not QuestionType.TEXT:
            self.complain(row, "emnoi::max_length", say("bad_length", written))
            return SHORT_TEXT
        return int(written)

    def _required(self, row: Row) -> Expression | None:
        """Return when an answer is needed; yes and no are the usual ways to say it."""
        written = self._sheet.value(row, "required")
        if written.lower() in _NO:
            return None
        if written.lower() in _YES:
            return compile_expression("true()")
        return next(iter(self._expression(row, "required")), None)

    def _expression(self, row: Row, column: str) -> tuple[Expression, ...]:
        """Return the rule in *column*, or nothing when it is empty or cannot be used."""
        source = self._sheet.value(row, column)
        if not source:
            return ()
        try:
            return (compile_expression(source),)
        except ExpressionError as error:
            self.complain(row, column, say_expression(error))
            return ()

    def _choice_lists(self) -> Iterator[tuple[str, tuple[Choice, ...]]]:
        sheet = self.workbook.sheet("choices")
        found: dict[str, list[Choice]] = {}
        for row in sheet.rows:
            label: Mapping[str, str] = sheet.texts(row, "label", self.default_language)
            if not label.get(self.default_language):
                self.complain(row, "label", say("choice_no_label"), "choices")
            found.setdefault(sheet.value(row, "list_name"), []).append(
                Choice(
                    sheet.value(row, "name"),
                    label,
                    bool(sheet.value(row, "emnoi::exclusive")),
                    sheet.value(row, "emnoi::topic"),
                )
            )
        for name, choices in found.items():
            yield name, tuple(choices)
