"""Surveys, bands and drafts as finished values for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.authoring import service
from webapp.authoring.queries import DraftRow
from webapp.forms import service as forms
from webapp.forms.catalogue import CATALOGUE, Band, Survey
from webapp.forms.complaints import FormProblem
from webapp.forms.linting.bands import years
from webapp.forms.rules import text_in
from webapp.forms.service import VersionView
from webapp.rounds import service as rounds
from webapp.rounds.service import RoundView
from webapp.submissions import service as submissions


@dataclass(frozen=True)
class DraftShown:
    """A form being written, with names instead of numbers."""

    id: int
    file: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class BandShown:
    """One age band of a survey.

    ``current`` is the published version new rounds use; without one they use the
    folder's own form if ``from_folder``, else there is none yet.
    """

    code: str
    label: str
    ages: str
    current: VersionView | None
    from_folder: bool
    versions: int
    rounds: tuple[tuple[RoundView, int], ...]
    drafts: tuple[DraftShown, ...]

    @property
    def ready(self) -> bool:
        """Tell whether a new round would have a form for it."""
        return self.current is not None or self.from_folder


@dataclass(frozen=True)
class SurveyShown:
    """A survey as the list and its own page show it."""

    slug: str
    title: str
    kind: str
    anonymous: bool
    made: bool
    routing: str
    retention_months: int
    bands: tuple[BandShown, ...]


@dataclass(frozen=True)
class FaultyShown:
    """A folder in quarantine with its sentences."""

    folder: str
    problems: tuple[FormProblem, ...]


def people_names(session: Session) -> dict[int, str]:
    """Return the names of everybody who signs in, by id."""
    return {row.id: row.display_name for row in accounts.people(session)}


def all_surveys(session: Session, language: str) -> list[SurveyShown]:
    """Return every survey that works, by title."""
    names = people_names(session)
    drafts = service.drafts(session)
    shown = [survey_shown(session, one, drafts, names, language) for one in forms.surveys(session)]
    return sorted(shown, key=lambda one: (one.kind != "opinion", one.title))


def survey_shown(
    session: Session,
    survey: Survey,
    drafts: Sequence[DraftRow],
    names: Mapping[int, str],
    language: str,
) -> SurveyShown:
    """Return *survey* with what is in use and what is being written of each band."""
    return SurveyShown(
        slug=survey.slug,
        title=text_in(survey.title, language),
        kind=survey.kind,
        anonymous=survey.anonymous,
        made=CATALOGUE.get(survey.slug) is None,
        routing=survey.routing,
        retention_months=survey.retention_months,
        bands=tuple(
            _band(
                session, survey, band, drafts_shown(drafts, names, survey.slug, band.code), language
            )
            for band in survey.bands
        ),
    )


def _band(
    session: Session,
    survey: Survey,
    band: Band,
    drafts: tuple[DraftShown, ...],
    language: str,
) -> BandShown:
    versions = forms.versions(session, survey.slug, band.code)
    numbers = {version.id: version.number for version in versions}
    using = rounds.rounds_by_version(session, survey.slug, band.code)
    pairs = [(found, numbers[id_]) for id_, all_ in using.items() for found in all_]
    return BandShown(
        code=band.code,
        label=text_in(band.label, language),
        ages=years(band.ages),
        current=next((version for version in versions if version.in_use), None),
        from_folder=band.code in survey.forms,
        versions=len(versions),
        rounds=tuple(sorted(pairs, key=lambda pair: (pair[0].period, pair[0].id), reverse=True)),
        drafts=drafts,
    )


def drafts_shown(
    drafts: Iterable[DraftRow], names: Mapping[int, str], survey: str, band: str
) -> tuple[DraftShown, ...]:
    """Return those of *drafts* that belong to a band of a survey."""
    return tuple(
        DraftShown(one.id, one.file, names.get(one.changed_by, "–"), one.changed_at)
        for one in drafts
        if (one.survey, one.band) == (survey, band)
    )


def quarantined() -> list[FaultyShown]:
    """Return the folders that were left out, with everything wrong in them."""
    found: dict[str, list[FormProblem]] = {}
    for problem in CATALOGUE.quarantined():
        found.setdefault(problem.file.partition("/")[0], []).append(problem)
    return [FaultyShown(folder, tuple(problems)) for folder, problems in found.items()]


@dataclass(frozen=True)
class VersionShown:
    """One version with who published it, the rounds it is used in and how many filled it in."""

    version: VersionView
    published_by: str
    rounds: tuple[RoundView, ...]
    sent: int


def versions_shown(session: Session, survey: str, band: str) -> list[VersionShown]:
    """Return all versions of a band, the newest first."""
    names = people_names(session)
    using = rounds.rounds_by_version(session, survey, band)
    sent = submissions.sent_by_version(session, survey, band)
    return [
        VersionShown(
            version=one,
            published_by=names.get(one.published_by or 0, ""),
            rounds=tuple(using.get(one.id, ())),
            sent=sent.get(one.id, 0),
        )
        for one in forms.versions(session, survey, band)
    ]
