"""Surveys made in the browser, and all surveys together: folders and made ones.

A folder wins over a made survey of the same name, so that a commune that was
handed a folder later is not left with two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, NotFound
from webapp.forms.catalogue import CATALOGUE, Survey
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.manifest import LONGEST_SLUG, SLUG, Manifest, manifest_from
from webapp.forms.records import FormVersion, MadeSurvey
from webapp.forms.rules import text_in
from webapp.forms.sources import source_of
from webapp.forms.storing import published, store_version

_FILE = "survey.toml"
# What answers already given lean on: it stays once a form of the survey is stored.
_FIXED = ("kind", "anonymous", "speaker")


def survey_of(session: Session, slug: str) -> Survey | None:
    """Return the survey called *slug*, or None when it is absent or in quarantine.

    Costs nothing for a folder, and one small statement otherwise.
    """
    found = CATALOGUE.get(slug)
    if found is not None:
        return found
    row = session.get(MadeSurvey, slug)
    return None if row is None else _survey(row)


def surveys(session: Session) -> tuple[Survey, ...]:
    """Return the working surveys, folders and made ones, by slug."""
    found = {survey.slug: survey for survey in CATALOGUE.all()}
    for row in session.scalars(select(MadeSurvey).order_by(MadeSurvey.slug)):
        found.setdefault(row.slug, _survey(row))
    return tuple(found[slug] for slug in sorted(found))


def titles(session: Session, language: str = "vi") -> dict[str, str]:
    """Return what each survey is called, by slug; also those whose folder is gone.

    Answers outlive the folder: its title is then the one of its newest form.
    """
    found = {survey.slug: text_in(survey.title, language) for survey in surveys(session)}
    gone: dict[str, dict[str, str]] = {}
    rows = select(FormVersion.survey, FormVersion.band, FormVersion.title).order_by(FormVersion.id)
    for slug, band, title in session.execute(rows.where(FormVersion.survey.not_in(found))):
        gone.setdefault(slug, {})[band] = title
    for slug, by_band in gone.items():
        title = list(by_band.values())[-1]
        # With several bands a form is called "survey – band" (``Survey.form_title``).
        found[slug] = title.rpartition(" – ")[0] or title if len(by_band) > 1 else title
    return found


def ready_bands(session: Session, survey: Survey) -> tuple[str, ...]:
    """Return the bands of *survey* that a new round would have a form for."""
    with_form = set(survey.forms)
    with_form.update(
        session.scalars(
            select(FormVersion.band).where(
                FormVersion.survey == survey.slug, FormVersion.published_at.is_not(None)
            )
        )
    )
    return tuple(band.code for band in survey.bands if band.code in with_form)


def forms_for_round(session: Session, survey: Survey, today: date) -> dict[str, int]:
    """Return the version a new round gets for each band: the published, else the folder's own."""
    found = {}
    for band in survey.bands:
        number = published(session, survey.slug, band.code)
        form = survey.forms.get(band.code)
        if number is None and form is not None:
            number = store_version(session, form, today, source_of(survey, form))
        if number is not None:
            found[band.code] = number
    return found


def slug_is_free(session: Session, slug: str) -> bool:
    """Tell whether a survey may be called *slug*: it never meant anything else here."""
    in_quarantine = {problem.file.partition("/")[0] for problem in CATALOGUE.quarantined()}
    return (
        CATALOGUE.get(slug) is None
        and slug not in in_quarantine
        and session.get(MadeSurvey, slug) is None
        and session.scalar(select(FormVersion.id).where(FormVersion.survey == slug).limit(1))
        is None
    )


def make_survey(
    session: Session, actor_id: int, slug: str, data: Mapping[str, Any], now: datetime
) -> None:
    """Make a survey in the browser; *data* has the keys and values of ``survey.toml``.

    Raises ``Faulty`` with what is wrong and IllegalMove when the name is taken.
    """
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Faulty([FormProblem(slug, say("bad_slug"))])
    _check(session, slug, data)
    if not slug_is_free(session, slug):
        raise IllegalMove
    session.add(MadeSurvey(slug=slug, manifest=dict(data), made_by=actor_id, made_at=now))
    session.flush()
    audit.record(session, actor_id, "survey.made", "survey", slug, kind=data["kind"])


def change_survey(session: Session, actor_id: int, slug: str, data: Mapping[str, Any]) -> None:
    """Change what a made survey says about itself.

    Once a form of it is stored, its kind, its anonymity and who speaks stay, and no band of a
    stored form goes: answers were given under them.  Raises NotFound, ``Faulty`` and
    IllegalMove.
    """
    row = session.get(MadeSurvey, slug)
    if row is None or CATALOGUE.get(slug) is not None:
        raise NotFound
    manifest = _check(session, slug, data)
    bands = set(
        session.scalars(select(FormVersion.band).where(FormVersion.survey == slug).distinct())
    )
    if bands and (
        any(row.manifest.get(key) != data.get(key) for key in _FIXED)
        or not bands <= {band.code for band in manifest.bands}
    ):
        raise IllegalMove
    changed = sorted(key for key in data if data[key] != row.manifest.get(key))
    row.manifest = dict(data)
    session.flush()
    audit.record(session, actor_id, "survey.changed", "survey", slug, changed=changed)


def manifest_of(session: Session, slug: str) -> dict[str, Any] | None:
    """Return what a survey made in the browser says about itself; None for a folder."""
    row = session.get(MadeSurvey, slug)
    return None if row is None or CATALOGUE.get(slug) is not None else dict(row.manifest)


def _check(session: Session, slug: str, data: Mapping[str, Any]) -> Manifest:
    """Return the manifest in *data*; two surveys of one title nobody could tell apart."""
    manifest = manifest_from(_FILE, data)
    title = text_in(manifest.title, "vi")
    for other in surveys(session):
        if other.slug != slug and text_in(other.title, "vi") == title:
            what = say("same_title", title, other=other.slug)
            raise Faulty([FormProblem(_FILE, what)])
    return manifest


def _survey(row: MadeSurvey) -> Survey:
    manifest = manifest_from(_FILE, row.manifest)
    return Survey(
        slug=row.slug,
        title=manifest.title,
        kind=manifest.kind,
        bands=manifest.bands,
        anonymous=manifest.anonymous,
        speaker=manifest.speaker,
        routing=manifest.routing,
        retention_months=manifest.retention_months,
        forms={},
    )
