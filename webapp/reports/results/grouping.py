"""Which questions stand together in one table: those that offer the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from webapp.reports.figures.cells import Mark
from webapp.reports.figures.publication import Figure
from webapp.reports.results.counting import QuestionResult
from webapp.reports.results.questions import CHOSEN

# More columns than this fit on no screen; such questions keep a table of their own.
MOST_COLUMNS = 8
# So much of a page may be kept back before it says that more answers would help.
MUCH = 1 / 3


def runs(results: Sequence[QuestionResult]) -> list[tuple[QuestionResult, ...]]:
    """Return *results* in their order, neighbours with the same answers together.

    The same are: the names of the choices in their order and what they are called, the
    kind of question, the age bands and the repeats; else the columns would mean two things.
    """
    return [tuple(found) for _key, found in groupby(results, _offer)]


def by_band(results: Sequence[QuestionResult], bands: Sequence[str]) -> list[QuestionResult]:
    """Return what several age bands are asked first, then band by band, else as they stood.

    *bands* are the codes in their order, none where the survey has only one.
    """

    def place(result: QuestionResult) -> int:
        own = [n for n, code in enumerate(bands) if code in result.question.bands]
        return own[0] if len(own) == 1 else -1

    return sorted(results, key=place)


def _offer(result: QuestionResult) -> tuple[object, ...]:
    merged = result.question.merged
    if merged.question.type not in CHOSEN or len(result.options) > MOST_COLUMNS:
        return (result.question.key,)
    lines = tuple((o.key, tuple(sorted(o.label.items())), o.gone) for o in result.options)
    kind = merged.question.type, result.question.several, merged.removed
    return (lines, kind, result.question.bands, merged.repeats)


def whole(result: QuestionResult) -> bool:
    """Tell whether every number of a question is shown, so that its parts may be drawn.

    A drawing of parts needs them all; what is kept back must not be seen as a gap.  Where
    a child may choose several, the lines are no parts of the total.
    """
    shown = all(figure.mark is Mark.SHOWN for figure in figures(result))
    return shown and bool(result.table.total.number) and not result.question.several


def much_kept_back(results: Sequence[QuestionResult]) -> bool:
    """Tell whether at least a third of all numbers is not told in full."""
    marks = [figure.mark for result in results for figure in figures(result)]
    kept = sum(mark is not Mark.SHOWN for mark in marks)
    return bool(marks) and kept >= MUCH * len(marks)


def figures(result: QuestionResult) -> list[Figure]:
    """Return all figures of a question, its total last."""
    return [*(line.figure for line in result.table.lines), result.table.total]
