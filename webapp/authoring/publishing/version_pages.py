"""All versions of a form: listed, compared two by two, given out as files."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import shown
from webapp.authoring.pages import workbook_file
from webapp.authoring.publishing.differing import parts_of
from webapp.base.errors import NotFound
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.rules import text_in
from webapp.forms.service import VersionView
from webapp.web.guards import staff
from webapp.web.language import chosen_language


def _title(slug: str, band: str) -> str:
    """Return what the form is called, also when its survey is gone."""
    found = forms.survey_of(db.session(), slug)
    if found is None:
        return forms.titles(db.session(), chosen_language()).get(slug, slug)
    return text_in(found.form_title(band), chosen_language())


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def versions(slug: str, band: str) -> str:
    """List the versions of a form with their rounds and how many filled them in."""
    found = shown.versions_shown(db.session(), slug, band)
    survey = forms.survey_of(db.session(), slug)
    if not found and (survey is None or survey.band(band) is None):
        raise NotFound
    return render_template(
        "authoring/versions.html",
        slug=slug,
        band=band,
        title=_title(slug, band),
        versions=found,
        living=survey is not None and survey.band(band) is not None,
        from_folder=survey is not None and band in survey.forms,
    )


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def compare(slug: str, band: str) -> str:
    """Show what changed between two versions, side by side."""
    session = db.session()
    old = _chosen(slug, band, request.args.get("cu", type=read_number))
    new = _chosen(slug, band, request.args.get("moi", type=read_number))
    if old.number > new.number:
        old, new = new, old
    forms_ = forms.form_of(session, old.id), forms.form_of(session, new.id)
    return render_template(
        "authoring/compare.html",
        slug=slug,
        band=band,
        title=_title(slug, band),
        old=old,
        new=new,
        parts=parts_of(*forms_, chosen_language()),
    )


def _chosen(slug: str, band: str, version_id: int | None) -> VersionView:
    found = forms.versions(db.session(), slug, band)
    for one in found:
        if one.id == version_id:
            return one
    raise NotFound


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def version_file(version_id: int, ending: str) -> Response:
    """Give out a version as a workbook."""
    session = db.session()
    view = forms.version(session, version_id)
    workbook = forms.workbook_of(session, version_id)
    if workbook is None:
        raise NotFound
    name = f"{view.survey}-{view.band}-phien-ban-{view.number}"
    return workbook_file(workbook, name, ending)
