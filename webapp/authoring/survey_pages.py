"""Making a survey in the browser, and changing what it says about itself."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from webapp.accounts.rules import Permission
from webapp.authoring.pages import Answer
from webapp.authoring.rules import free_slug, slug_of
from webapp.authoring.web_forms import SurveyForm
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.complaints import Faulty
from webapp.web.guards import staff, viewer
from webapp.web.staff_forms import options


def _form() -> SurveyForm:
    """Return the form with the bodies that may answer."""
    form = SurveyForm()
    bodies = directory.bodies(db.session(), clock.today())
    form.routing.choices = options(
        [
            ("moderator", _("Đoàn xã chooses for each opinion")),
            ("school", _("the child's own school")),
            *((body.code, body.short_name) for body in bodies if body.kind in ROUTABLE),
        ]
    )
    return form


def _page(form: SurveyForm, slug: str = "", problems: list[str] | None = None) -> Answer:
    page = render_template(
        "authoring/survey_form.html", form=form, slug=slug, problems=problems or []
    )
    return (page, 422) if form.errors or problems else page


@staff(Permission.FORMS_EDIT)
def new_survey() -> Answer:
    """Make a survey."""
    form, session = _form(), db.session()
    if not form.validate_on_submit():
        return _page(form)
    wanted = slug_of(form.slug.data or form.title_vi.data)
    slug = free_slug(wanted, lambda name: forms.slug_is_free(session, name))
    try:
        forms.make_survey(session, viewer().user_id, slug, form.manifest(), clock.now())
    except Faulty as error:
        return _page(form, "", [problem.what for problem in error.problems])
    flash(_("The survey is made. Upload its form now, or write it here in the browser."))
    return redirect(url_for("authoring.survey", slug=slug), 303)


@staff(Permission.FORMS_EDIT)
def edit_survey(slug: str) -> Answer:
    """Change what a survey made here says about itself."""
    data = forms.manifest_of(db.session(), slug)
    if data is None:
        raise NotFound
    form = _form()
    if not form.is_submitted():
        form.fill(data)
        return _page(form, slug)
    if not form.validate():
        return _page(form, slug)
    try:
        forms.change_survey(db.session(), viewer().user_id, slug, form.manifest())
    except Faulty as error:
        return _page(form, slug, [problem.what for problem in error.problems])
    except IllegalMove:
        return _page(form, slug, [_fixed()])
    flash(_("Saved."))
    return redirect(url_for("authoring.survey", slug=slug), 303)


def _fixed() -> str:
    return _(
        "A form of this survey is in use already, so its kind, its anonymity and the age bands "
        "with a form stay as they are. Make a new survey for something else."
    )
