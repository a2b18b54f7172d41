"""The results of a survey in one year, from what the other rooms hand out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.directory import service as directory
from webapp.forms import service as forms
from webapp.forms.rules import Texts
from webapp.reports.results.counting import QuestionResult, Sent, results
from webapp.reports.results.questions import countable
from webapp.rounds import service as rounds
from webapp.rounds.service import RoundView
from webapp.submissions import service as submissions


@dataclass(frozen=True)
class SurveyResults:
    """The tables of one round, or of all rounds of the year when ``round`` is None.

    ``questions`` are in the order of the newest form; ``years`` are those with rounds.
    ``bands`` names the age bands by code; it is empty where the survey has only one.
    ``waiting`` are rounds that still take answers: they are not counted, since whoever
    looked before and after one child sent could subtract what that child chose.
    """

    survey: str
    title: Texts
    year: int
    years: tuple[int, ...]
    round: RoundView | None
    rounds: tuple[RoundView, ...]
    waiting: tuple[RoundView, ...]
    questions: tuple[QuestionResult, ...]
    small: int
    counted_on: date
    bands: Mapping[str, Texts]


@dataclass(frozen=True)
class SurveyAsked:
    """A survey that has had rounds, and in which years."""

    survey: str
    title: Texts
    years: tuple[int, ...]


def surveys_asked(session: Session) -> list[SurveyAsked]:
    """Return the surveys that have had rounds, by slug, their newest year first."""
    years: dict[str, set[int]] = {}
    for one in rounds.rounds(session):
        years.setdefault(one.survey, set()).add(one.period.year)
    return [
        SurveyAsked(survey, _title(session, survey, survey), tuple(sorted(found, reverse=True)))
        for survey, found in sorted(years.items())
    ]


def _title(session: Session, survey: str, otherwise: str) -> Texts:
    """Return the title of a survey, also of one whose folder is gone."""
    found = forms.survey_of(session, survey)
    return found.title if found else {"vi": otherwise}


def _bands(session: Session, survey: str) -> dict[str, Texts]:
    found = forms.survey_of(session, survey)
    several = found is not None and len(found.bands) > 1
    return {band.code: band.label for band in found.bands} if found and several else {}


def survey_results(
    session: Session, survey: str, year: int, round_id: int | None, today: date
) -> SurveyResults:
    """Return what children chose in *survey* in the rounds of *year*, or in one of them.

    Raises ``NotFound`` when the survey had no such round.
    """
    every = [one for one in rounds.rounds(session) if one.survey == survey]
    of_year = tuple(one for one in every if one.period.year == year)
    chosen = next((one for one in of_year if one.id == round_id), None)
    if not of_year or (round_id is not None and chosen is None):
        raise NotFound
    waiting = tuple(one for one in of_year if one.takes_answers(today))
    ended = [one.id for one in of_year if one not in waiting]
    sent = [
        Sent(one.round_id, one.form_version_id, one.answers)
        for one in submissions.answers_in(session, ended)
    ]
    used = {v: forms.form_of(session, v) for v in sorted({one.version for one in sent})}
    protected = frozenset(t.code for t in directory.topics(session) if t.protected)
    small = directory.number(session, "small_group")
    wanted = [one for one in ended if chosen is None or one == chosen.id]
    return SurveyResults(
        survey=survey,
        title=_title(session, survey, of_year[0].title),
        year=year,
        years=tuple(sorted({one.period.year for one in every}, reverse=True)),
        round=chosen,
        rounds=of_year,
        waiting=tuple(one for one in waiting if chosen in (None, one)),
        questions=results(countable(used, protected), sent, wanted, small),
        small=small,
        counted_on=today,
        bands=_bands(session, survey),
    )
