"""Results as finished values for their page."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.reports.results.counting import NONE, QuestionResult
from webapp.reports.results.gathering import SurveyResults
from webapp.reports.results.labels import ANSWER, GONE, REMARKS, TICKED, TIMES
from webapp.reports.results.labels import NONE as NO_ANSWER
from webapp.reports.results.questions import TICKED as TICKED_KEY
from webapp.reports.results.words import option_words, question_words, remarks
from webapp.reports.showing import TableShown, table_shown


@dataclass(frozen=True)
class QuestionShown:
    """A question on the page: its table and what must be known of it."""

    table: TableShown
    remarks: tuple[str, ...]


def questions_shown(results: SurveyResults, language: str) -> list[QuestionShown]:
    """Return every counted question in the page's language."""
    return [
        QuestionShown(
            table=table_shown(
                result.question.key,
                (question_words(result, language), ANSWER, TIMES),
                [(_line(result, line.key, language), line.figure) for line in result.table.lines],
                result.table.total,
                results.small,
                language,
            ),
            remarks=tuple(str(REMARKS[key]) for key in remarks(result)),
        )
        for result in results.questions
    ]


def _line(result: QuestionResult, key: str, language: str) -> str:
    if key == NONE:
        return str(NO_ANSWER)
    option = next(one for one in result.options if one.key == key)
    words = str(TICKED) if key == TICKED_KEY and not option.label else ""
    words = words or option_words(option, language)
    return f"{words} {GONE}" if option.gone else words
