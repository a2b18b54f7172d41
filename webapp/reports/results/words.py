"""How questions, lines and notes of results are called: data in the child's form's words."""

from __future__ import annotations

from webapp.base.faces import without_sign
from webapp.forms.rules import QuestionType, text_in
from webapp.reports.files.wording import day_words, number_words, say
from webapp.reports.results.counting import NONE, QuestionResult
from webapp.reports.results.gathering import SurveyResults
from webapp.reports.results.questions import TICKED, Option

_VI = "vi"


def question_words(result: QuestionResult, language: str = _VI) -> str:
    """Return the question as children read it last."""
    question = result.question.merged.question
    return text_in(question.label, language) or question.name


def option_words(option: Option, language: str = _VI) -> str:
    """Return how a choice, a tick or a band of numbers is called on paper, without its face."""
    if option.key == TICKED and not option.label:
        return say("results", "ticked")
    if option.label:
        return without_sign(text_in(option.label, language)) or option.key
    low, high = (_number(value) for value in (option.low, option.high))
    return low if low == high else f"{low}–{high}"


def _number(value: float) -> str:
    return number_words(int(value)) if value.is_integer() else f"{value:g}".replace(".", ",")


def line_words(result: QuestionResult, key: str) -> str:
    """Return how a line is called in Vietnamese, with a mark where it is asked no more."""
    if key == NONE:
        return say("results", "none")
    option = next(one for one in result.options if one.key == key)
    gone = say("results", "choice_gone") if option.gone else ""
    return f"{option_words(option)} {gone}".strip()


def remarks(result: QuestionResult) -> list[str]:
    """Return what must be known of a question's table, as keys of the wording."""
    merged = result.question.merged
    found = ["removed"] if merged.removed else []
    found += ["repeated"] if merged.repeats else []
    found += ["several"] if result.question.several else []
    found += ["first_place"] if merged.question.type is QuestionType.RANK else []
    return found


def band_words(results: SurveyResults, result: QuestionResult, language: str = _VI) -> str:
    """Return the age bands that are asked a question, or nothing where there is only one."""
    asked = result.question.bands
    return ", ".join(text_in(t, language) for code, t in results.bands.items() if code in asked)


def scope_words(results: SurveyResults) -> str:
    """Return which rounds were counted."""
    if results.round is not None:
        return results.round.title
    return say("results", "whole_year", year=results.year)


def notes(results: SurveyResults) -> list[str]:
    """Return what must stand above the figures: how they were counted and hidden."""
    return [
        say("results", "counting", day=day_words(results.counted_on)),
        say("marks", "note", small=results.small, largest=results.small - 1),
        *([] if results.round else [say("results", "summed")]),
    ]
