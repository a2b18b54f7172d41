"""Lists and columns that rules look into: whether they exist, and which nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from webapp.forms.complaints import say, say_expression
from webapp.forms.rule_language.looking import words_asked
from webapp.forms.rule_language.syntax import (
    ExpressionError,
    Filter,
    Node,
    Path,
    Step,
    children,
    walk,
)
from webapp.forms.rule_language.text_functions import canonical
from webapp.forms.rules import Choice, Question, Texts
from webapp.forms.xlsform.cells import Place
from webapp.forms.xlsform.columns import COLUMNS
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.headings import may_filter
from webapp.forms.xlsform.lists import Lists


def looked_into(
    findings: Findings, lists: Lists, places: Sequence[Place], questions: Mapping[str, Question]
) -> dict[str, tuple[Choice, ...]]:
    """Return the lists that only rules look into; note lists and columns that do not exist."""
    named: set[str] = set()
    for place in places:
        for reference in place.rule.lists() if place.rule else ():
            named.add(reference.name)
            what = lists.for_rules(reference.name)
            if what and not {"choices", "external_choices"} & findings.doubtful:
                findings.error(what, place.sheet, place.row, place.column)
        for text in words_asked(place.rule.tree) if place.rule else ():
            # The words of any choice may be meant where an answer makes the identifier.
            named.update({text.value.strip().rpartition("-")[0]} if text else lists.found)
        if place.column == "choice_filter" and place.rule and place.owner in questions:
            columns = lists.columns.get(questions[place.owner].choice_list, frozenset())
            for step in _columns_in(place.rule.tree):
                if columns and "choices" not in findings.doubtful and step.name not in columns:
                    error = ExpressionError("filter_column", step.at, step.name)
                    findings.error(say_expression(error), place.sheet, place.row, place.column)
    # A rule that is broken, or stands under a misspelt header, may be the one that looks.
    if not findings.errors:
        _warn_of_unused(findings, places)
    offered = {question.choice_list for question in questions.values()}
    return {name: lists.found[name] for name in sorted(named - offered) if name in lists.found}


def check_words_asked(
    findings: Findings, places: Sequence[Place], known: Mapping[str, Texts]
) -> None:
    """Note identifiers of words, *known* ones aside (``wording``), that ``jr:itext()`` asks for."""
    if {"names", "sections", "choices", "external_choices"} & findings.doubtful:
        return
    for place in places:
        for text in words_asked(place.rule.tree) if place.rule else ():
            if text and canonical(text.value) not in known:
                error = ExpressionError("unknown_itext", text.at, text.value)
                findings.error(say_expression(error), place.sheet, place.row, place.column)


def _columns_in(tree: Node) -> Iterator[Step]:
    """Yield the steps of a ``choice_filter`` that name a column of its own list.

    What stands in brackets belongs to other nodes.
    """
    if isinstance(tree, Path):
        if tree.base == "." and tree.steps and tree.steps[0].axis == "child":
            yield tree.steps[0]
        elif not isinstance(tree.base, str):
            yield from _columns_in(tree.base)
    elif isinstance(tree, Filter):
        yield from _columns_in(tree.nodes)
    else:
        for child in children(tree):
            yield from _columns_in(child)


def _warn_of_unused(findings: Findings, places: Sequence[Place]) -> None:
    """Warn about columns of choices that no rule names: perhaps one of ours misspelt."""
    used = {
        step.name
        for place in places
        if place.rule
        for node in walk(place.rule.tree)
        if isinstance(node, Path)
        for step in node.steps
    }
    for name in ("choices", "external_choices"):
        for column in findings.workbook.sheet(name).columns:
            own = column.name and column.name not in COLUMNS[name] and may_filter(name, column)
            if own and column.name not in used:
                findings.warn(say("unused_choice_column"), name, 1, column.written)
