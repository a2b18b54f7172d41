"""What was chosen in registrations as one table, over all versions of their form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.forms.filling import describe, given_answers
from webapp.forms.rules import Answers, Form, QuestionType
from webapp.forms.versions import MergedQuestion, merged
from webapp.registration.views import RegistrationLine

# A list for the office is Vietnamese whatever language the page shows.
_LANGUAGE = "vi"
_NEVER = frozenset(
    {QuestionType.TEXT, QuestionType.NOTE, QuestionType.HIDDEN, QuestionType.CALCULATE}
    | {QuestionType.DRAWING, QuestionType.PICTURE}
)

AnswerColumns = tuple[MergedQuestion, ...]


@dataclass(frozen=True)
class AnsweredLine:
    """A registration, and its answers in the order of the columns."""

    line: RegistrationLine
    cells: tuple[str, ...]


def columns_of(forms: Sequence[Form]) -> AnswerColumns:
    """Return the questions of *forms* (oldest first) that are kept with a submission.

    Never free text, and never what in any version may tell who a child is.
    """
    private = frozenset[str]().union(*(form.private for form in forms))
    return tuple(
        one
        for one in merged(forms)
        if not (set(one.types) & _NEVER or one.personal or one.question.consent)
        and one.name not in private
    )


def cells_of(columns: AnswerColumns, form: Form, answers: Answers) -> tuple[str, ...]:
    """Return the words of *answers*, given to *form*; the times of a repeat side by side."""
    words: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for one in given_answers(form, answers):
        key = form.repeats_around(one.question.name), one.question.name
        words.setdefault(key, []).append(describe(one.question, one.value, _LANGUAGE))
    return tuple("; ".join(words.get((one.repeats, one.name), ())) for one in columns)
